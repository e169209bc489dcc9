#include "config.h"

#include "mp4_box.h"

uint32_t
box_read32(struct span s, size_t at)
{
	if (at + 4 > s.n)
		return 0;
	return (uint32_t)s.p[at] << 24 | (uint32_t)s.p[at + 1] << 16 |
	    (uint32_t)s.p[at + 2] << 8 | s.p[at + 3];
}

uint64_t
box_read64(struct span s, size_t at)
{
	return (uint64_t)box_read32(s, at) << 32 | box_read32(s, at + 4);
}

bool
box_next(struct span s, size_t *at, uint32_t *type, struct span *body)
{
	uint64_t len;
	size_t head = 8;

	if (*at + 8 > s.n)
		return false;
	len = box_read32(s, *at);
	*type = box_read32(s, *at + 4);
	if (len == 1) {
		len = box_read64(s, *at + 8);
		head = 16;
	}
	if (len < head || len > s.n - *at)
		return false;
	*body = (struct span){ s.p + *at + head, (size_t)len - head };
	*at += (size_t)len;
	return true;
}

bool
box_find(struct span s, uint32_t want, struct span *body)
{
	size_t at = 0;
	uint32_t type;

	while (box_next(s, &at, &type, body))
		if (type == want)
			return true;
	*body = (struct span){ s.p, 0 };
	return false;
}
