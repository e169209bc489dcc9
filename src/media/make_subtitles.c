#include "config.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "auto.h"
#include "conf.h"
#include "make_run.h"
#include "probe.h"
#include "subtitles.h"
#include "track.h"
#include "workdir.h"

#define BEFORE_S	30	/* shown since then, at the most */
#define AFTER_S		5	/* packets may lag behind the picture */
#define TIMEOUT_MS	60000
#define FILE_MAX	(1u << 20)	/* of subtitles, looked at */

/* How far the picture has got, by framecrc's lines. */
struct pace {
	double	to_s;		/* file time */
	double	tick_s;		/* its unit of time */
};

static const char *const texts[] = {
	"subrip", "ass", "ssa", "mov_text", "webvtt", "text", "srt",
};
static const char *const bitmaps[] = {
	"hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle", "xsub",
};

static bool
listed(const char *s, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(s, list[i]))
			return true;
	return false;
}

/* "#tb 0: 1/1000", then "0, dts, pts, duration, size, sum" each. */
static int
hear(void *arg, const char *line)
{
	struct pace *p = arg;
	long long dts, pts;
	int num, den;

	if (sscanf(line, "#tb %*d: %9d/%9d", &num, &den) == 2 && den > 0)
		p->tick_s = (double)num / den;
	if (*line == '#' || sscanf(line, "%*d, %20lld, %20lld", &dts,
	    &pts) != 2)
		return 0;
	return (double)dts * p->tick_s > p->to_s;
}

static bool
is_continued(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

/* Good enough to tell it from the 8-bit alphabets. */
static bool
is_utf8(const unsigned char *p, size_t n)
{
	size_t i, more;

	for (i = 0; i < n; i++) {
		if (p[i] < 0x80)
			continue;
		more = p[i] >= 0xf0 ? 3 : p[i] >= 0xe0 ? 2
		    : p[i] >= 0xc2 ? 1 : 0;
		if (!more)
			return false;
		for (; more && i + 1 < n; more--)
			if (!is_continued(p[++i]))
				return false;
	}
	return true;
}

/* UTF-16 begins with a mark, and FFmpeg knows it. */
static bool
needs_no_alphabet(struct arena *a, const char *path)
{
	unsigned char *text = arena_alloc(a, FILE_MAX);
	ssize_t n = file_head(path, text, FILE_MAX);

	if (n >= 2 && (!memcmp(text, "\xff\xfe", 2) ||
	    !memcmp(text, "\xfe\xff", 2)))
		return true;
	return n <= 0 || is_utf8(text, (size_t)n);
}

static int
run_cut(struct arena *a, const struct work *w, char *const *argv,
    struct pace *pace, const struct subtitles *s, const char **why)
{
	struct run ffmpeg = { .argv = argv, .timeout_ms = TIMEOUT_MS,
	    .stop = w->stop, .line = pace ? hear : NULL, .arg = pace };
	int rc;

	unlink(s->file);
	rc = make_run(a, w, &ffmpeg, why);
	if (rc == -ECANCELED && !(w->stop && *w->stop))
		rc = 0;		/* it was far enough */
	if (rc != -EIO)
		return rc;
	*why = arena_printf(a, "the subtitles cannot be read: %s", *why);
	return -EBADMSG;
}

static int
cut_file(struct arena *a, const struct work *w, const char *path,
    struct subtitles *s, const char **why)
{
	int rc = source_error(a, path, why);

	if (rc)
		return rc;
	s->file = arena_printf(a, "%s/subtitles.ass", w->dir);
	s->zero_s = w->probe->start_s;
	return run_cut(a, w, subtitles_file_argv(a, w->conf->ffmpeg_path, path,
	    needs_no_alphabet(a, path), s), NULL, s, why);
}

/* The media server's own file is the viewer's for certain. */
static int
cut_external(struct arena *a, const struct work *w, const struct track *t,
    struct subtitles *s, const char **why)
{
	const char *file;
	int rc;

	if (!t->remote)
		return cut_file(a, w, t->path, s, why);
	rc = subtitles_fetch(a, w, t->remote, &file, why);
	if (!rc)
		rc = cut_file(a, w, file, s, why);
	if (rc && rc != -ECANCELED && t->path)
		rc = cut_file(a, w, t->path, s, why);
	return rc;
}

/* Text or pictures that the filters can draw. */
static int
check_stream(struct arena *a, const struct probe_stream *in,
    struct subtitles *s, const char **why)
{
	if (!in) {
		*why = "subtitles: this file has no such subtitle stream";
		return -EINVAL;
	}
	s->is_bitmap = listed(in->codec, bitmaps, COUNT(bitmaps));
	if (s->is_bitmap || listed(in->codec, texts, COUNT(texts)))
		return 0;
	*why = arena_printf(a, "subtitles: %s cannot be burned in",
	    *in->codec ? in->codec : "this kind");
	return -EINVAL;
}

/* -ss counts from the file's start, and makes that moment a text file's 0. */
static int
cut_stream(struct arena *a, const struct work *w, int stream, double from_s,
    double to_s, struct subtitles *s, const char **why)
{
	const struct probe *p = w->probe;
	const struct probe_stream *in = probe_stream_at(p->subtitles,
	    p->nsubtitles, stream);
	int rc = check_stream(a, in, s, why);
	double zero = fmax(0, floor(from_s - BEFORE_S));
	struct pace pace = { .to_s = to_s + AFTER_S + (s->is_bitmap
	    ? p->start_s : -zero) };

	if (rc)
		return rc;
	if (s->is_bitmap)
		s->file = arena_printf(a, "%s/subtitles.mks", w->dir);
	else
		s->file = arena_printf(a, "%s/subtitles.ass", w->dir);
	s->stretch = strcmp(in->codec, "hdmv_pgs_subtitle") != 0;
	s->zero_s = p->start_s + zero;
	if (!strcmp(in->codec, "ass") && p->nfonts) {
		s->fonts = arena_printf(a, "%s/" WORKDIR_FONTS, w->dir);
		if (mkdir(s->fonts, 0700) && errno != EEXIST)
			s->fonts = NULL;
	}
	return run_cut(a, w, subtitles_argv(a, w->conf->ffmpeg_path, w->path,
	    p, in->index, zero, to_s - zero + AFTER_S, s), &pace, s, why);
}

int
subtitles_cut(struct arena *a, const struct work *w, const struct track *t,
    double from_s, double to_s, struct subtitles *out, const char **why)
{
	struct subtitles s = { 0 };
	int rc;

	if (t->path || t->remote)
		rc = cut_external(a, w, t, &s, why);
	else
		rc = cut_stream(a, w, t->stream, from_s, to_s, &s, why);
	if (!rc)
		*out = s;
	return rc;
}
