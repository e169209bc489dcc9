/* Pictures and MP4 files, read as we read the output of FFmpeg. */
#include "config.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "fuzz.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "make/image_size.h"
#include "make/mp4.h"
#include "plan/picture_filters.h"
#include "servers/proxy_path.h"

static void
check_mp4(struct arena *a, const uint8_t *data, size_t n)
{
	struct mp4 m;

	if (mp4_parse(data, n, &m))
		return;
	assert(m.width >= 0 && m.height >= 0);
	assert(isfinite(m.duration_s) && isfinite(m.lead_in_s));
	mp4_trim(memcpy(arena_alloc(a, n + 1), data, n), n, 1.5);
	mp4_is_idr(data, n, m.nal_length);
}

void
fuzz_made(const uint8_t *data, size_t n)
{
	AUTO(arena_reset) struct arena a = { 0 };
	/* Of its exact size, so that a read beyond its end is detected. */
	uint8_t *copy = memcpy(arena_alloc(&a, n + 1), data, n);
	uint64_t at = 0, len = 0;
	int width = -1, height = -1;

	proxy_path_image_type((const char *)copy, n);
	if (!image_size(data, n, &width, &height))
		assert(width >= 0 && height >= 0);
	if (n >= IMAGE_TAIL)
		image_is_whole(data, n, data + n - IMAGE_TAIL,
		    (int64_t)n);
	if (mp4_find_moov(data, n, &at, &len) && at <= n && len <= n - at)
		check_mp4(&a, data + at, len);
	check_mp4(&a, data, n);
}
