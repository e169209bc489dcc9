/*
 * Extracts subtitles from separate files, beside the film or on the media
 * server: text, or pictures as on discs.
 */
#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "ffmpeg_run.h"
#include "subtitle_file.h"
#include "subtitle_make.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/regular_file.h"
#include "media/probe.h"
#include "media/subtitle_kind.h"
#include "media/text_decode.h"
#include "media/tracks.h"
#include "plan/subtitle_args.h"

/* A subtitle file, and what is in it. */
struct external {
	const char		*path;
	const char		*data;	/* of an .idx: the .sub, or NULL */
	enum subtitle_kind	 kind;
	struct probe		 probe;
};

/* A file whose name differs only in its extension; NULL if there is none. */
static const char *
subtitle_external_twin(struct arena *a, const char *path,
    const char *const *ends, size_t n)
{
	const char *dot = strrchr(path, '.'), *name;
	size_t i;

	for (i = 0; dot && i < n; i++) {
		name = arena_printf(a, "%.*s%s", (int)(dot - path), path,
		    ends[i]);
		if (regular_file_is_readable(name))
			return name;
	}
	return NULL;
}

/*
 * The .idx has the colours and times, the .sub the pictures: both are needed.
 */
static int
subtitle_external_pair_vobsub(struct arena *a, struct external *e,
    const char **why)
{
	static const char *const indexes[] = { ".idx", ".IDX", ".Idx" };
	static const char *const data[] = { ".sub", ".SUB", ".Sub" };

	if (e->kind == SUBTITLE_VOBSUB_DATA) {
		e->data = e->path;
		e->path = subtitle_external_twin(a, e->path, indexes,
		    COUNT(indexes));
	} else {
		e->data = subtitle_external_twin(a, e->path, data, COUNT(data));
	}
	if (e->path && e->data)
		return 0;
	*why = e->path ? "subtitles: the .sub that belongs to this .idx is "
	    "missing" : "subtitles: the .idx that belongs to this .sub is "
	    "missing; the colours and times of its pictures are in it";
	return -EINVAL;
}

static int
subtitle_external_read_vobsub(struct arena *a, struct external *e,
    const char **why)
{
	char *text;
	size_t len;
	int rc = subtitle_external_pair_vobsub(a, e, why);

	if (!rc)
		rc = subtitle_file_read(a, e->path, &text, &len, why);
	if (rc)
		return rc;
	e->probe.nsubtitles = subtitle_kind_parse_vobsub(a, text, len,
	    &e->probe.subtitles);
	return 0;
}

static int
subtitle_external_open(struct arena *a, const struct work *w,
    struct external *e, const char **why)
{
	static const struct probe_stream pgs = { .codec = "hdmv_pgs_subtitle" };

	switch (e->kind) {
	case SUBTITLE_MATROSKA:
		return probe_run(a, w->conf->ffprobe_path, e->path, &e->probe,
		    NULL, why);
	case SUBTITLE_PGS:
		e->probe = (struct probe){ .video.index = -1,
		    .subtitles = &pgs, .nsubtitles = 1 };
		return 0;
	default:
		e->probe = (struct probe){ .video.index = -1 };
		return subtitle_external_read_vobsub(a, e, why);
	}
}

/* Of several streams, the one in the viewer's language, else the default. */
static const struct probe_stream *
subtitle_external_choose(const struct external *e, const struct track *t)
{
	const struct probe_stream *s = e->probe.subtitles, *best = NULL;
	int points, most = -1;
	size_t i;

	for (i = 0; i < e->probe.nsubtitles; i++) {
		points = 4 * track_language_fits(t->language, s[i].language) +
		    2 * track_codec_fits(t->codec, s[i].codec) +
		    s[i].is_default;
		if (points > most) {
			most = points;
			best = &s[i];
		}
	}
	return best;
}

/*
 * The file's times count from the film's start, whatever its own first time is.
 */
static int
subtitle_external_cut_container(struct arena *a, const struct work *w,
    struct external *e, const struct track *t, double from_s, double to_s,
    struct subtitles *s, const char **why)
{
	double zero = fmax(0, floor(from_s - SUBTITLE_BEFORE_S));
	struct subtitle_source source = { .from_s = zero,
	    .to_s = to_s + SUBTITLE_AFTER_S, .shift_s = w->probe->start_s };
	const struct probe_stream *in;
	int rc = subtitle_external_open(a, w, e, why);

	if (rc)
		return rc;
	in = subtitle_external_choose(e, t);
	rc = subtitle_make_prepare(a, w, &e->probe, in, s, why);
	if (rc)
		return rc;
	source.path = e->path;
	source.data = e->data;
	source.probe = &e->probe;
	source.stream = in->index;
	s->zero_s = w->probe->start_s + zero;
	rc = subtitle_make_run(a, w, subtitle_args_build_container(a,
	    w->conf->ffmpeg_path, &source, s), NULL, s, why);
	if (!rc && !s->is_bitmap)
		rc = subtitle_file_convert(a, s->file, in->language
		    ? in->language : t->language, why);
	return rc;
}

/*
 * The work folder gets a copy in UTF-8, so that FFmpeg need not detect the
 * charset.
 */
static int
subtitle_external_cut_text(struct arena *a, const struct work *w,
    const char *path, const struct track *t, struct subtitles *s,
    const char **why)
{
	const char *copy = arena_printf(a, "%s/subtitles.text", w->dir);
	const char *utf8;
	char *text;
	size_t len;
	double rate = w->probe->video.average_rate;
	int rc = subtitle_file_read(a, path, &text, &len, why);

	if (rc)
		return rc == -EFBIG ? -EINVAL : rc;
	utf8 = text_decode(a, text, len, t->language, &len);
	rc = subtitle_file_write(a, copy, utf8, len, why);
	if (rc)
		return rc;
	s->file = arena_printf(a, "%s/subtitles.ass", w->dir);
	s->zero_s = w->probe->start_s;
	s->is_styled = subtitle_kind_is_styled(utf8, len);
	if (!subtitle_kind_is_microdvd(utf8, len))
		rate = 0;
	return subtitle_make_run(a, w, subtitle_args_build_text(a,
	    w->conf->ffmpeg_path, copy, rate, s), NULL, s, why);
}

/* FFmpeg's messages for such files do not help ("Invalid argument"). */
static int
subtitle_external_fail(struct arena *a, const char *name, const char **why)
{
	const char *slash = strrchr(name, '/');

	*why = arena_printf(a, "the subtitles cannot be read: %s is empty, "
	    "damaged, or in a format that MediaSnap does not know",
	    slash ? slash + 1 : name);
	return -EBADMSG;
}

/* name: for messages. */
static int
subtitle_external_cut_file(struct arena *a, const struct work *w,
    const char *path, const char *name, const struct track *t, double from_s,
    double to_s, struct subtitles *s, const char **why)
{
	char head[SUBTITLE_KIND_HEAD];
	struct external e = { .path = path };
	int rc = work_source_error(a, path, why);
	ssize_t n = rc ? rc : regular_file_read_head(path, head, sizeof(head));

	if (rc)
		return rc;
	e.kind = subtitle_kind_detect(head, n > 0 ? (size_t)n : 0);
	if (e.kind == SUBTITLE_TEXT)
		rc = subtitle_external_cut_text(a, w, path, t, s, why);
	else
		rc = subtitle_external_cut_container(a, w, &e, t, from_s, to_s,
		    s, why);
	return rc == -EBADMSG ? subtitle_external_fail(a, name, why) : rc;
}

/* The media server's copy is certain to be the viewer's, so it comes first. */
int
subtitle_external_cut(struct arena *a, const struct work *w,
    const struct track *t, double from_s, double to_s, struct subtitles *s,
    const char **why)
{
	const char *file;
	int rc;

	if (!t->remote)
		return subtitle_external_cut_file(a, w, t->path, t->path, t,
		    from_s, to_s, s, why);
	rc = subtitle_fetch(a, w, t->remote, &file, why);
	if (!rc)
		rc = subtitle_external_cut_file(a, w, file,
		    arena_printf(a, "the file from %s",
			subtitle_fetch_server(t->remote)),
		    t, from_s, to_s, s, why);
	if (rc && rc != -ECANCELED && t->path)
		rc = subtitle_external_cut_file(a, w, t->path, t->path, t,
		    from_s, to_s, s, why);
	return rc;
}
