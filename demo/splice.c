#include "config.h"

#include <errno.h>
#include <string.h>

#include "splice.h"

enum nal_type { NAL_SLICE = 1, NAL_KEY = 5 };

/* A NAL unit with its start code, or several in a row. */
struct span {
	const unsigned char	*p;
	size_t			 len;
};

static const unsigned char start_code[] = { 0, 0, 1 };

static int
splice_nal_type(struct span nal)
{
	return nal.p[sizeof(start_code)] & 0x1f;
}

/* Takes the next unit off the front of rest; 0 at the end. */
static int
splice_nal_next(struct span *rest, struct span *nal)
{
	const unsigned char *end = rest->p + rest->len, *p, *next;

	p = memmem(rest->p, rest->len, start_code, sizeof(start_code));
	if (!p || p + sizeof(start_code) == end)
		return 0;
	next = memmem(p + sizeof(start_code),
	    (size_t)(end - p) - sizeof(start_code),
	    start_code, sizeof(start_code));
	if (!next)
		next = end;
	*nal = (struct span){ p, (size_t)(next - p) };
	*rest = (struct span){ next, (size_t)(end - next) };
	return 1;
}

/* The slices after each keyframe of the loop; returns the number of groups. */
static size_t
splice_find_groups(struct span rest, struct span groups[SPLICE_GROUPS_MAX])
{
	struct span nal;
	size_t n = 0;

	while (splice_nal_next(&rest, &nal)) {
		if (splice_nal_type(nal) == NAL_KEY && n < SPLICE_GROUPS_MAX)
			groups[n++] = (struct span){ rest.p, 0 };
		else if (splice_nal_type(nal) == NAL_SLICE && n)
			groups[n - 1].len += nal.len;
	}
	return n;
}

int
splice_streams(const void *loop, size_t loop_len, const void *keys,
    size_t keys_len, FILE *out)
{
	struct span groups[SPLICE_GROUPS_MAX], nal;
	struct span rest = { keys, keys_len };
	size_t n = splice_find_groups((struct span){ loop, loop_len }, groups);
	size_t second = 0;

	while (n && splice_nal_next(&rest, &nal)) {
		struct span after = { nal.p, 0 };

		if (splice_nal_type(nal) == NAL_KEY)
			after = groups[second++ % n];
		if (fwrite(nal.p, 1, nal.len, out) != nal.len ||
		    fwrite(after.p, 1, after.len, out) != after.len)
			return errno ? -errno : -EIO;
	}
	return second ? 0 : -EINVAL;
}
