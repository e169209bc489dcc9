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

/* ffprobe's own words for "I do not know". */
static const char *
known(const char *s)
{
	return s && strcmp(s, "unknown") && strcmp(s, "N/A") ? s : NULL;
}

/* ffprobe writes most numbers as strings.  NaN when there is none. */
static double
number(struct json_object *o, const char *key)
{
	const char *s = js_get_str(o, key);
	char *end;
	double v;

	if (!s)
		return js_get_double(o, key, NAN);
	v = strtod(s, &end);
	return end == s || *end || !isfinite(v) ? NAN : v;
}

static double
number_or(struct json_object *o, const char *key, double fallback)
{
	double v = number(o, key);

	return isfinite(v) ? v : fallback;
}

static int
small_int(struct json_object *o, const char *key, int fallback)
{
	double v = number_or(o, key, fallback);

	return v >= -1e9 && v <= 1e9 ? (int)v : fallback;
}

static int
natural(struct json_object *o, const char *key)
{
	int v = small_int(o, key, 0);

	return v > 0 ? v : 0;
}

/* "25/1", "16:11": both above 0, or nothing is said. */
static bool
ratio(const char *s, char between, int *num, int *den)
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
rate(struct json_object *o, const char *key)
{
	int n, d;

	return ratio(js_get_str(o, key), '/', &n, &d) ? (double)n / d : 0;
}

static const char *
text(struct arena *a, struct json_object *o, const char *key)
{
	const char *s = known(js_get_str(o, key));

	return arena_strdup(a, s ? s : "");
}

static const char *
text_or_null(struct arena *a, struct json_object *o, const char *key)
{
	const char *s = js_get_str(o, key);

	return s && *s ? arena_strdup(a, s) : NULL;
}

static bool
flag(struct json_object *o, const char *key)
{
	return js_get_int(js_get(o, "disposition"), key, 0) == 1;
}

static bool
is_type(struct json_object *o, const char *type)
{
	const char *s = js_get_str(o, "codec_type");

	return s && !strcmp(s, type);
}

static void
read_side_data(struct json_object *list, struct probe_video *v)
{
	size_t i;

	for (i = 0; i < js_len(list); i++) {
		struct json_object *d = js_at(list, i);
		int turn = small_int(d, "rotation", 0) % 360;

		if (turn)
			v->rotation = (turn + 360) % 360;
		if (!js_get(d, "dv_profile"))
			continue;
		v->dv_profile = small_int(d, "dv_profile", 0);
		v->dv_fallback = small_int(d, "dv_bl_signal_compatibility_id",
		    v->dv_profile != 5);
	}
}

static int
bits_of(const char *pix_fmt)
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

/* JPEG's own formats are full range by name. */
static bool
is_full_range(struct json_object *o, const char *pix_fmt)
{
	const char *range = js_get_str(o, "color_range");

	return !strncmp(pix_fmt, "yuvj", 4) || (range && !strcmp(range, "pc"));
}

static void
read_video(struct arena *a, struct json_object *o, struct probe_video *v)
{
	v->index = small_int(o, "index", -1);
	v->codec = text(a, o, "codec_name");
	v->profile = text(a, o, "profile");
	v->pix_fmt = text(a, o, "pix_fmt");
	v->transfer = text(a, o, "color_transfer");
	v->matrix = text(a, o, "color_space");
	v->primaries = text(a, o, "color_primaries");
	v->field_order = text(a, o, "field_order");
	v->width = natural(o, "width");
	v->height = natural(o, "height");
	v->sar_num = v->sar_den = 1;
	ratio(js_get_str(o, "sample_aspect_ratio"), ':', &v->sar_num,
	    &v->sar_den);
	v->bits = bits_of(v->pix_fmt);
	v->full_range = is_full_range(o, v->pix_fmt);
	v->reorder = natural(o, "has_b_frames");
	v->start_s = number_or(o, "start_time", 0);
	v->rate = rate(o, "r_frame_rate");
	v->average_rate = rate(o, "avg_frame_rate");
	read_side_data(js_get(o, "side_data_list"), v);
}

/* Matroska's DURATION tag, "00:00:04.023000000": where the stream ends. */
static double
tagged_end(struct json_object *stream)
{
	const char *s = js_get_str(js_get(stream, "tags"), "DURATION");
	double seconds;
	int h, m;

	if (!s || sscanf(s, "%4d:%2d:%lf", &h, &m, &seconds) != 3)
		return NAN;
	return h * 3600.0 + m * 60.0 + seconds;
}

/* NaN: not known. */
static double
frames_of(struct json_object *o)
{
	struct json_object *tags = js_get(o, "tags");
	double n = number(o, "nb_frames"), length = number(o, "duration");

	if (!isfinite(n))
		n = number(tags, "NUMBER_OF_FRAMES");
	if (!isfinite(n))
		n = number(tags, "NUMBER_OF_FRAMES-eng");
	if (isfinite(n))
		return n;
	if (!isfinite(length))
		length = tagged_end(o) - number_or(o, "start_time", 0);
	return rate(o, "avg_frame_rate") > 0
	    ? length * rate(o, "avg_frame_rate") : NAN;
}

/* What FFmpeg has opened a decoder for has a format of samples. */
static bool
is_usable(struct json_object *o)
{
	const char *tag = js_get_str(o, "codec_tag_string");
	double length = number(o, "duration"), frames = frames_of(o);

	if (!isfinite(length))
		length = tagged_end(o);
	return known(js_get_str(o, "sample_fmt")) &&
	    natural(o, "channels") > 0 && natural(o, "sample_rate") > 0 &&
	    !(tag && !strcmp(tag, "ac-4")) && !(frames <= 0) &&
	    !(length <= 0);
}

static void
read_stream(struct arena *a, struct json_object *o, struct probe_stream *s)
{
	struct json_object *tags = js_get(o, "tags");

	s->index = small_int(o, "index", -1);
	s->codec = text(a, o, "codec_name");
	s->language = text_or_null(a, tags, "language");
	s->title = text_or_null(a, tags, "title");
	s->channels = natural(o, "channels");
	s->usable = is_usable(o);
	s->width = natural(o, "width");
	s->height = natural(o, "height");
	s->bytes = natural(o, "extradata_size");
	s->is_default = flag(o, "default");
	s->forced = flag(o, "forced");
}

static size_t
read_kind(struct arena *a, struct json_object *streams, const char *type,
    const struct probe_stream **out)
{
	struct probe_stream *list;
	size_t i, n = 0;

	list = arena_alloc(a, (js_len(streams) + 1) * sizeof(*list));
	for (i = 0; i < js_len(streams); i++)
		if (is_type(js_at(streams, i), type) &&
		    small_int(js_at(streams, i), "index", -1) >= 0)
			read_stream(a, js_at(streams, i), &list[n++]);
	*out = list;
	return n;
}

/* How likely a stream is the film: the first that differs decides. */
struct likely {
	bool	decoded, moving, film_codec, is_default;
	double	pixels;
};

static bool
is_still_codec(const char *codec)
{
	static const char *const stills[] = { "mjpeg", "png", "bmp", "gif",
	    "webp", "tiff", "jpeg2000" };
	size_t i;

	for (i = 0; i < COUNT(stills); i++)
		if (!strcmp(codec, stills[i]))
			return true;
	return false;
}

static struct likely
likely(struct json_object *o)
{
	const char *codec = js_get_str(o, "codec_name");

	return (struct likely){
		.decoded = known(js_get_str(o, "pix_fmt")) != NULL,
		.moving = !(frames_of(o) < 1.5) && !flag(o, "still_image"),
		.film_codec = !codec || !is_still_codec(codec),
		.is_default = flag(o, "default"),
		.pixels = (double)natural(o, "width") * natural(o, "height"),
	};
}

static bool
is_likelier(const struct likely *a, const struct likely *b)
{
	if (a->decoded != b->decoded)
		return a->decoded;
	if (a->moving != b->moving)
		return a->moving;
	if (a->film_codec != b->film_codec)
		return a->film_codec;
	if (a->is_default != b->is_default)
		return a->is_default;
	return a->pixels > b->pixels;
}

/* Covers and thumbnails move nothing; of others, the likeliest film. */
static struct json_object *
main_video(struct json_object *streams, bool *is_second)
{
	struct json_object *o, *best = NULL;
	struct likely now, most = { 0 };
	size_t i;

	for (i = 0; i < js_len(streams); i++) {
		o = js_at(streams, i);
		if (!is_type(o, "video") || flag(o, "attached_pic") ||
		    flag(o, "timed_thumbnails") ||
		    small_int(o, "index", -1) < 0)
			continue;
		now = likely(o);
		if (best && !is_likelier(&now, &most))
			continue;
		*is_second = best != NULL;
		best = o;
		most = now;
	}
	return best;
}

static double
sane(double s)
{
	return s > 0 && s < SANE_S ? s : 0;
}

/* Counted, as positions are, from the file's first time stamp. */
static double
video_end(struct json_object *stream, double file_start_s)
{
	double length = number(stream, "duration");

	if (isfinite(length))
		return sane(number_or(stream, "start_time", 0) + length -
		    file_start_s);
	return sane(tagged_end(stream) - file_start_s);
}

int
probe_parse(struct arena *a, const char *json, size_t len, struct probe *out)
{
	AUTO(js_put) struct json_object *root = js_parse(json, len);
	struct json_object *format = js_get(root, "format");
	struct json_object *streams = js_get(root, "streams"), *v;
	struct probe p = { .video = { .index = -1, .codec = "", .profile = "",
	    .pix_fmt = "", .transfer = "", .matrix = "", .primaries = "",
	    .field_order = "", .sar_num = 1, .sar_den = 1, .bits = 8 } };
	bool is_second = false;

	if (!js_get_str(format, "format_name") || js_len(streams) > STREAMS_MAX)
		return -EBADMSG;
	p.container = text(a, format, "format_name");
	p.is_current = js_get(format, "nb_streams") != NULL;
	p.start_s = number_or(format, "start_time", 0);
	p.duration_s = sane(number(format, "duration"));
	p.bit_rate = (int64_t)fmin(fmax(number_or(format, "bit_rate", 0), 0),
	    1e12);
	v = main_video(streams, &is_second);
	if (v) {
		read_video(a, v, &p.video);
		p.video.is_second = is_second;
		p.video_end_s = video_end(v, p.start_s);
	}
	if (!p.duration_s)
		p.duration_s = p.video_end_s;
	p.naudio = read_kind(a, streams, "audio", &p.audio);
	p.nsubtitles = read_kind(a, streams, "subtitle", &p.subtitles);
	p.nfonts = read_kind(a, streams, "attachment", &p.fonts);
	*out = p;
	return 0;
}
