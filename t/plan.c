#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan.h"
#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"

static const struct probe_stream stereo[] = {
	{ .index = 1, .codec = "aac", .is_usable = true },
	{ .index = 2, .codec = "ac3", .is_usable = true },
	{ .index = 3, .codec = "opus", .is_usable = true },
};

#define VIDEO	VIDEO_OF("High")
#define VIDEO_OF(name) \
		.index = 0, .width = 1920, .height = 1080, .profile = name, \
		.matrix = "", .primaries = "", .sar_num = 1, .sar_den = 1, \
		.bits = 8, .rate = 25, .average_rate = 25
#define FILE_	.duration_s = 100, .video_end_s = 100, .bit_rate = 8000000, \
		.audio = stereo, .naudio = COUNT(stereo)
#define H264	VIDEO, .codec = "h264", .pix_fmt = "yuv420p", \
		.transfer = "bt709", .field_order = "progressive"
#define HEVC	VIDEO, .codec = "hevc", .pix_fmt = "yuv420p10le", \
		.field_order = ""

const struct probe of_mkv = { .container = "matroska,webm", FILE_,
    .video = { H264 } };
const struct probe of_lossless = { .container = "matroska,webm", FILE_,
    .video = { VIDEO_OF("High 4:4:4 Predictive"), .codec = "h264",
    .pix_fmt = "yuv420p", .transfer = "bt709",
    .field_order = "progressive" } };
const struct probe of_constrained = { .container = "mov,mp4", FILE_,
    .video = { VIDEO_OF("Constrained Baseline"), .codec = "h264",
    .pix_fmt = "yuv420p", .transfer = "bt709",
    .field_order = "progressive" } };
const struct probe of_reordered = { .container = "matroska,webm", FILE_,
    .video = { H264, .reorder = 2 } };
const struct probe of_ts = { .container = "mpegts", FILE_,
    .start_s = 37.21, .video = { H264 } };
const struct probe of_avi = { .container = "avi", FILE_,
    .video = { H264 } };
const struct probe of_raw = { .container = "h264", FILE_,
    .video = { H264 } };
const struct probe of_fields = { .container = "mov,mp4", FILE_,
    .video = { VIDEO, .codec = "h264", .pix_fmt = "yuv420p",
    .transfer = "", .field_order = "tt" } };
const struct probe of_pq = { .container = "matroska,webm", FILE_,
    .video = { HEVC, .transfer = "smpte2084" } };
const struct probe of_dolby = { .container = "mov,mp4", FILE_,
    .video = { HEVC, .transfer = "smpte2084", .dv_profile = 5 } };
const struct probe of_dvd = { .container = "matroska,webm", FILE_,
    .video = { .index = 0, .codec = "mpeg2video", .width = 720,
    .height = 576, .pix_fmt = "yuv420p", .transfer = "", .matrix = "",
    .primaries = "", .field_order = "tt", .sar_num = 64, .sar_den = 45,
    .rate = 25, .average_rate = 25 } };
const struct probe of_slides = { .container = "mov,mp4", FILE_,
    .video = { .index = 0, .codec = "h264", .width = 641, .height = 361,
    .pix_fmt = "yuv420p", .transfer = "", .matrix = "", .primaries = "",
    .field_order = "", .sar_num = 1, .sar_den = 1, .rate = 25,
    .average_rate = 0.25 } };
const struct probe of_sound = { .container = "mp3", .duration_s = 100,
    .audio = stereo, .naudio = 1, .video = { .index = -1, .codec = "",
    .transfer = "", .field_order = "" } };
const struct probe of_silent = { .container = "mov,mp4",
    .duration_s = 100, .video = { H264 } };
const struct probe of_vc1 = { .container = "matroska,webm", FILE_,
    .video = { VIDEO, .codec = "vc1", .pix_fmt = "yuv420p",
    .transfer = "", .field_order = "" } };
const struct probe of_vp8 = { .container = "matroska,webm", FILE_,
    .video = { VIDEO, .codec = "vp8", .pix_fmt = "yuv420p",
    .transfer = "", .field_order = "" } };
const struct probe of_deep = { .container = "matroska,webm", FILE_,
    .video = { .index = 0, .width = 1920, .height = 1080, .matrix = "",
    .primaries = "", .sar_num = 1, .sar_den = 1, .bits = 10,
    .average_rate = 25, .codec = "h264", .pix_fmt = "yuv420p10le",
    .transfer = "", .field_order = "" } };

const char *
joined(struct arena *a, char *const *argv)
{
	const char *s = "";

	for (; *argv; argv++)
		s = arena_printf(a, "%s %s", s, *argv);
	return s;
}

void
has(struct arena *a, const char *line, const char *words, const char *name)
{
	char *list = arena_strdup(a, words), *word, *rest = list;

	while ((word = strsep(&rest, "|")))
		ok(*word == '!' ? !strstr(line, word + 1)
		    : strstr(line, word) != NULL, "%s: %s", name, word);
	if (getenv("TELL"))
		printf("# %s\n", line);
}
