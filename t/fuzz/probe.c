/* Output of ffprobe. */
#include "config.h"

#include <assert.h>
#include <math.h>

#include "fuzz.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "media/probe.h"

static void
check_streams(const struct probe_stream *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		assert(v[i].codec && v[i].index >= 0 && v[i].channels >= 0);
		assert(probe_stream_at(v, n, v[i].index));
	}
}

void
fuzz_probe(const uint8_t *data, size_t n)
{
	AUTO(arena_reset) struct arena a = { 0 };
	char *json = arena_strndup(&a, (const char *)data, n);
	struct probe p;

	if (probe_parse(&a, json, n, &p))
		return;
	assert(p.container && isfinite(p.start_s));
	assert(isfinite(p.duration_s) && p.duration_s >= 0);
	assert(isfinite(p.video_end_s) && p.video_end_s >= 0);
	assert(p.bit_rate >= 0);
	check_streams(p.audio, p.naudio);
	check_streams(p.subtitles, p.nsubtitles);
	check_streams(p.fonts, p.nfonts);
	if (p.video.index >= 0) {
		assert(p.video.width >= 0 && p.video.height >= 0);
		assert(p.video.sar_num > 0 && p.video.sar_den > 0);
		assert(isfinite(p.video.rate) && p.video.rate >= 0);
		assert(isfinite(p.video.average_rate));
		assert(p.video.rotation >= 0 && p.video.rotation < 360);
		probe_is_hdr(&p);
		probe_is_interlaced(&p);
		probe_needs_dv(&p);
		probe_holds_frames(&p);
	}
	probe_is_ts(&p);
}
