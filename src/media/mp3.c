#include "config.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "arena.h"
#include "auto.h"
#include "ffmpeg.h"
#include "mp3.h"

#define FRAME_S		0.024	/* at both of the rates of sampling */
#define HEAD_BYTES	400	/* ID3 and the frame that counts the others */
#define PADDING_S	0.08	/* frames that hold no sound of ours */
#define PART_MIN	20	/* FFmpeg knows no fewer for an MP3 */

static const int rates[] = {
	MP3_BPS_MIN, 40000, 48000, 56000, 64000, 80000, 96000, 112000, 128000,
	160000, 192000, 224000, 256000, 320000,
};

void
mp3_parts(double bps, double duration_s, struct mp3_parts *parts)
{
	double frames = ceil((duration_s + PADDING_S) / FRAME_S), low;
	size_t i = COUNT(rates) - 1;

	while (i > 0 && rates[i] > bps)
		i--;
	*parts = (struct mp3_parts){ .bps = { rates[i], rates[i] } };
	if (i == COUNT(rates) - 1 || bps <= rates[i])
		return;
	low = ceil(frames * (rates[i + 1] - bps) / (rates[i + 1] - rates[i]));
	low = fmax(low, PART_MIN);
	if (low + PART_MIN > frames)
		return;
	parts->bps[1] = rates[i + 1];
	parts->frames = (int64_t)low;
}

double
mp3_bps(int64_t max_bytes, double duration_s)
{
	return (double)(max_bytes - HEAD_BYTES) * 8 / (duration_s + PADDING_S);
}

int64_t
mp3_part_bytes_min(const struct mp3_parts *parts, int part)
{
	return (int64_t)(PART_MIN * FRAME_S * parts->bps[part] / 8);
}

const char *
mp3_part_path(struct arena *a, const char *out, int part)
{
	return arena_printf(a, "%s.%d", out, part);
}

void
mp3_add_part(struct args *v, const struct mp3_parts *parts, int part)
{
	/* Few bits are better spent on what is below 12 kHz. */
	args_add(v, "-b:a", arena_printf(v->a, "%d", parts->bps[part]), "-ar",
	    parts->bps[0] < 64000 ? "24000" : "48000");
	if (parts->frames)
		args_add(v, "-bsf:a", arena_printf(v->a,
		    "noise=drop=%s(n\\,%lld)", part ? "lt" : "gte",
		    (long long)parts->frames));
	if (part)
		args_add(v, "-reservoir", "0");
}

char *const *
mp3_join_argv(struct arena *a, const char *ffmpeg, const char *list,
    const char *out)
{
	struct args v = { .a = a };

	args_start(&v, ffmpeg);
	args_add(&v, "-protocol_whitelist", "file", "-f", "concat", "-i",
	    arena_printf(a, "file:%s", list), "-c", "copy", "-map_metadata",
	    "-1", "-f", "mp3", "-y", out);
	return args_done(&v);
}

/* Beside the list, and so without a folder. */
const char *
mp3_join_list(struct arena *a, const char *out)
{
	const char *name = strrchr(out, '/') + 1;

	return arena_printf(a, "ffconcat version 1.0\nfile '%s'\nfile '%s'\n",
	    mp3_part_path(a, name, 0), mp3_part_path(a, name, 1));
}
