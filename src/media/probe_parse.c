#include "config.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probe.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"

#define STREAMS_MAX	1000
#define SANE_S		(48 * 3600.0)	/* 4,295,019 s was seen */

/* NULL for ffprobe's ways to say that a value is unknown. */
static const char *
probe_parse_known(const char *s)
{
	return s && strcmp(s, "unknown") && strcmp(s, "N/A") ? s : NULL;
}

/* ffprobe writes most numbers as strings.  NaN if there is none. */
static double
probe_parse_number(struct json_object *o, const char *key)
{
	const char *s = json_get_str(o, key);
	char *end;
	double v;

	if (!s)
		return json_get_double(o, key, NAN);
	v = strtod(s, &end);
	return end == s || *end || !isfinite(v) ? NAN : v;
}

static double
probe_parse_number_or(struct json_object *o, const char *key, double fallback)
{
	double v = probe_parse_number(o, key);

	return isfinite(v) ? v : fallback;
}

static int
probe_parse_int(struct json_object *o, const char *key, int fallback)
{
	double v = probe_parse_number_or(o, key, fallback);

	return v >= -1e9 && v <= 1e9 ? (int)v : fallback;
}

static int
probe_parse_natural(struct json_object *o, const char *key)
{
	int v = probe_parse_int(o, key, 0);

	return v > 0 ? v : 0;
}

/* "25/1", "16:11": both must be above 0. */
static bool
probe_parse_ratio(const char *s, char between, int *num, int *den)
{
	int n, d;
	char c;

	if (!s || sscanf(s, "%9d%c%9d", &n, &c, &d) != 3 || c != between)
		return false;
	if (n <= 0 || d <= 0)
		return false;
	*num = n;
	*den = d;
	return true;
}

static double
probe_parse_rate(struct json_object *o, const char *key)
{
	int n, d;

	return probe_parse_ratio(json_get_str(o, key), '/', &n, &d)
	    ? (double)n / d : 0;
}

static const char *
probe_parse_text(struct arena *a, struct json_object *o, const char *key)
{
	const char *s = probe_parse_known(json_get_str(o, key));

	return arena_strdup(a, s ? s : "");
}

static const char *
probe_parse_text_or_null(struct arena *a, struct json_object *o,
    const char *key)
{
	const char *s = json_get_str(o, key);

	return s && *s ? arena_strdup(a, s) : NULL;
}

static bool
probe_parse_has_flag(struct json_object *o, const char *key)
{
	return json_get_int(json_get(o, "disposition"), key, 0) == 1;
}

static bool
probe_parse_is_type(struct json_object *o, const char *type)
{
	const char *s = json_get_str(o, "codec_type");

	return s && !strcmp(s, type);
}

static void
probe_parse_side_data(struct json_object *list, struct probe_video *v)
{
	size_t i;

	for (i = 0; i < json_len(list); i++) {
		struct json_object *d = json_at(list, i);
		int turn = probe_parse_int(d, "rotation", 0) % 360;

		if (turn)
			v->rotation = (turn + 360) % 360;
		if (!json_get(d, "dv_profile"))
			continue;
		v->dv_profile = probe_parse_int(d, "dv_profile", 0);
		v->dv_fallback = probe_parse_int(d,
		    "dv_bl_signal_compatibility_id", v->dv_profile != 5);
	}
}

static int
probe_parse_bits(const char *pix_fmt)
{
	static const struct { const char *word; int bits; } depths[] = {
		{ "10le", 10 }, { "10be", 10 }, { "12le", 12 },
		{ "12be", 12 }, { "14le", 14 }, { "16le", 16 },
		{ "p010", 10 }, { "p012", 12 }, { "p016", 16 },
	};
	size_t i;

	for (i = 0; i < COUNT(depths); i++)
		if (strstr(pix_fmt, depths[i].word))
			return depths[i].bits;
	return 8;
}

/* The yuvj formats are full range by definition. */
static bool
probe_parse_is_full_range(struct json_object *o, const char *pix_fmt)
{
	const char *range = json_get_str(o, "color_range");

	return !strncmp(pix_fmt, "yuvj", 4) || (range && !strcmp(range, "pc"));
}

static void
probe_parse_video(struct arena *a, struct json_object *o, struct probe_video *v)
{
	v->index = probe_parse_int(o, "index", -1);
	v->codec = probe_parse_text(a, o, "codec_name");
	v->profile = probe_parse_text(a, o, "profile");
	v->pix_fmt = probe_parse_text(a, o, "pix_fmt");
	v->transfer = probe_parse_text(a, o, "color_transfer");
	v->matrix = probe_parse_text(a, o, "color_space");
	v->primaries = probe_parse_text(a, o, "color_primaries");
	v->field_order = probe_parse_text(a, o, "field_order");
	v->width = probe_parse_natural(o, "width");
	v->height = probe_parse_natural(o, "height");
	v->sar_num = v->sar_den = 1;
	probe_parse_ratio(json_get_str(o, "sample_aspect_ratio"), ':',
	    &v->sar_num, &v->sar_den);
	v->bits = probe_parse_bits(v->pix_fmt);
	v->is_full_range = probe_parse_is_full_range(o, v->pix_fmt);
	v->reorder = probe_parse_natural(o, "has_b_frames");
	v->start_s = probe_parse_number_or(o, "start_time", 0);
	v->rate = probe_parse_rate(o, "r_frame_rate");
	v->average_rate = probe_parse_rate(o, "avg_frame_rate");
	probe_parse_side_data(json_get(o, "side_data_list"), v);
}

/* Matroska's DURATION tag, "00:00:04.023000000": where the stream ends. */
static double
probe_parse_tagged_end(struct json_object *stream)
{
	const char *s = json_get_str(json_get(stream, "tags"), "DURATION");
	double seconds;
	int h, m;

	if (!s || sscanf(s, "%4d:%2d:%lf", &h, &m, &seconds) != 3)
		return NAN;
	return h * 3600.0 + m * 60.0 + seconds;
}

/* The number of frames; NaN if unknown. */
static double
probe_parse_frames(struct json_object *o)
{
	struct json_object *tags = json_get(o, "tags");
	double n = probe_parse_number(o, "nb_frames"),
	       length = probe_parse_number(o, "duration");

	if (!isfinite(n))
		n = probe_parse_number(tags, "NUMBER_OF_FRAMES");
	if (!isfinite(n))
		n = probe_parse_number(tags, "NUMBER_OF_FRAMES-eng");
	if (isfinite(n))
		return n;
	if (!isfinite(length))
		length = probe_parse_tagged_end(o) -
		    probe_parse_number_or(o, "start_time", 0);
	return probe_parse_rate(o, "avg_frame_rate") > 0
	    ? length * probe_parse_rate(o, "avg_frame_rate") : NAN;
}

/* ffprobe gives a sample format only if FFmpeg has a decoder. */
static bool
probe_parse_is_usable(struct json_object *o)
{
	const char *tag = json_get_str(o, "codec_tag_string");
	double length = probe_parse_number(o, "duration"),
	       frames = probe_parse_frames(o);

	if (!isfinite(length))
		length = probe_parse_tagged_end(o);
	return probe_parse_known(json_get_str(o, "sample_fmt")) &&
	    probe_parse_natural(o, "channels") > 0 &&
	    probe_parse_natural(o, "sample_rate") > 0 &&
	    !(tag && !strcmp(tag, "ac-4")) && !(frames <= 0) && !(length <= 0);
}

static void
probe_parse_stream(struct arena *a, struct json_object *o,
    struct probe_stream *s)
{
	struct json_object *tags = json_get(o, "tags");

	s->index = probe_parse_int(o, "index", -1);
	s->codec = probe_parse_text(a, o, "codec_name");
	s->language = probe_parse_text_or_null(a, tags, "language");
	s->title = probe_parse_text_or_null(a, tags, "title");
	s->channels = probe_parse_natural(o, "channels");
	s->is_usable = probe_parse_is_usable(o);
	s->width = probe_parse_natural(o, "width");
	s->height = probe_parse_natural(o, "height");
	s->bytes = probe_parse_natural(o, "extradata_size");
	s->is_default = probe_parse_has_flag(o, "default");
	s->is_forced = probe_parse_has_flag(o, "forced");
}

static size_t
probe_parse_streams(struct arena *a, struct json_object *streams,
    const char *type, const struct probe_stream **out)
{
	struct probe_stream *list;
	size_t i, n = 0;

	list = arena_alloc(a, (json_len(streams) + 1) * sizeof(*list));
	for (i = 0; i < json_len(streams); i++)
		if (probe_parse_is_type(json_at(streams, i), type) &&
		    probe_parse_int(json_at(streams, i), "index", -1) >= 0)
			probe_parse_stream(a, json_at(streams, i), &list[n++]);
	*out = list;
	return n;
}

/* How likely a stream is the film: the first member that differs decides. */
struct probe_likelihood {
	bool	is_decoded, is_moving, has_film_codec, is_default;
	double	pixels;
};

static bool
probe_parse_is_still_codec(const char *codec)
{
	static const char *const stills[] = { "mjpeg", "png", "bmp", "gif",
	    "webp", "tiff", "jpeg2000" };
	size_t i;

	for (i = 0; i < COUNT(stills); i++)
		if (!strcmp(codec, stills[i]))
			return true;
	return false;
}

static struct probe_likelihood
probe_parse_likelihood(struct json_object *o)
{
	const char *codec = json_get_str(o, "codec_name");

	return (struct probe_likelihood){
		.is_decoded = probe_parse_known(json_get_str(o, "pix_fmt")) !=
		    NULL,
		.is_moving = !(probe_parse_frames(o) < 1.5) &&
		    !probe_parse_has_flag(o, "still_image"),
		.has_film_codec = !codec || !probe_parse_is_still_codec(codec),
		.is_default = probe_parse_has_flag(o, "default"),
		.pixels = (double)probe_parse_natural(o, "width") *
		    probe_parse_natural(o, "height"),
	};
}

static bool
probe_parse_is_likelier(const struct probe_likelihood *a,
    const struct probe_likelihood *b)
{
	if (a->is_decoded != b->is_decoded)
		return a->is_decoded;
	if (a->is_moving != b->is_moving)
		return a->is_moving;
	if (a->has_film_codec != b->has_film_codec)
		return a->has_film_codec;
	if (a->is_default != b->is_default)
		return a->is_default;
	return a->pixels > b->pixels;
}

/* Skips covers and thumbnails; of other streams, the likeliest film wins. */
static struct json_object *
probe_parse_find_video(struct json_object *streams, bool *is_second)
{
	struct json_object *o, *best = NULL;
	struct probe_likelihood now, most = { 0 };
	size_t i;

	for (i = 0; i < json_len(streams); i++) {
		o = json_at(streams, i);
		if (!probe_parse_is_type(o, "video") ||
		    probe_parse_has_flag(o, "attached_pic") ||
		    probe_parse_has_flag(o, "timed_thumbnails") ||
		    probe_parse_int(o, "index", -1) < 0)
			continue;
		now = probe_parse_likelihood(o);
		if (best && !probe_parse_is_likelier(&now, &most))
			continue;
		*is_second = best != NULL;
		best = o;
		most = now;
	}
	return best;
}

static double
probe_parse_sane_time(double s)
{
	return s > 0 && s < SANE_S ? s : 0;
}

/* In seconds from the file's first time stamp, as positions are. */
static double
probe_parse_video_end(struct json_object *stream, double file_start_s)
{
	double length = probe_parse_number(stream, "duration");

	if (isfinite(length))
		return probe_parse_sane_time(
		    probe_parse_number_or(stream, "start_time", 0) + length -
		    file_start_s);
	return probe_parse_sane_time(
	    probe_parse_tagged_end(stream) - file_start_s);
}

static enum probe_headers
probe_parse_headers(const char *name)
{
	if (!name || !strcmp(name, "one"))
		return HEADERS_ONE;
	return strcmp(name, "many") ? HEADERS_INSIDE : HEADERS_MANY;
}

int
probe_parse(struct arena *a, const char *json, size_t len, struct probe *out)
{
	AUTO(json_freep) struct json_object *root = json_parse(json, len);
	struct json_object *format = json_get(root, "format");
	struct json_object *streams = json_get(root, "streams"), *v;
	struct probe p = { .video = { .index = -1, .codec = "", .profile = "",
	    .pix_fmt = "", .transfer = "", .matrix = "", .primaries = "",
	    .field_order = "", .sar_num = 1, .sar_den = 1, .bits = 8 } };
	bool is_second = false;

	if (!json_get_str(format, "format_name") ||
	    json_len(streams) > STREAMS_MAX)
		return -EBADMSG;
	p.container = probe_parse_text(a, format, "format_name");
	p.is_current = json_get_str(root, PROBE_HEADERS) != NULL;
	p.start_s = probe_parse_number_or(format, "start_time", 0);
	p.duration_s = probe_parse_sane_time(
	    probe_parse_number(format, "duration"));
	p.bit_rate = (int64_t)
	    fmin(fmax(probe_parse_number_or(format, "bit_rate", 0), 0), 1e12);
	v = probe_parse_find_video(streams, &is_second);
	if (v) {
		probe_parse_video(a, v, &p.video);
		p.video.is_second = is_second;
		p.video.headers = probe_parse_headers(json_get_str(root,
		    PROBE_HEADERS));
		p.video_end_s = probe_parse_video_end(v, p.start_s);
	}
	if (!p.duration_s)
		p.duration_s = p.video_end_s;
	p.naudio = probe_parse_streams(a, streams, "audio", &p.audio);
	p.nsubtitles = probe_parse_streams(a, streams, "subtitle",
	    &p.subtitles);
	p.nfonts = probe_parse_streams(a, streams, "attachment", &p.fonts);
	*out = p;
	return 0;
}
