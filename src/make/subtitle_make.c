#include "config.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ffmpeg_run.h"
#include "subtitle_file.h"
#include "subtitle_make.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "media/ass_text.h"
#include "media/glyphs.h"
#include "media/probe.h"
#include "media/tracks.h"
#include "plan/note.h"
#include "plan/subtitle_args.h"
#include "storage/workdir.h"

#define TIMEOUT_MS	60000
#define LETTERS_MAX	2000	/* different ones in a clip */

static const char *const texts[] = {
	"subrip", "ass", "ssa", "mov_text", "webvtt", "text", "srt",
};
static const char *const bitmaps[] = {
	"hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle", "xsub",
};

static bool
subtitle_make_is_listed(const char *s, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(s, list[i]))
			return true;
	return false;
}

/* "#tb 0: 1/1000", then lines of "0, dts, pts, duration, size, sum". */
static int
subtitle_make_parse_line(void *arg, const char *line)
{
	struct subtitle_pace *p = arg;
	long long dts, pts;
	int num, den;

	if (sscanf(line, "#tb %*d: %9d/%9d", &num, &den) == 2 && den > 0)
		p->tick_s = (double)num / den;
	if (*line == '#' || sscanf(line, "%*d, %20lld, %20lld", &dts,
	    &pts) != 2)
		return 0;
	return (double)dts * p->tick_s > p->to_s;
}

int
subtitle_make_run(struct arena *a, const struct work *w, char *const *argv,
    struct subtitle_pace *pace, const struct subtitles *s, const char **why)
{
	struct process ffmpeg = { .argv = argv, .timeout_ms = TIMEOUT_MS,
	    .stop = w->stop, .line = pace ? subtitle_make_parse_line : NULL,
	    .arg = pace };
	int rc;

	unlink(s->file);
	rc = ffmpeg_run(a, w, &ffmpeg, why);
	if (rc == -ECANCELED && !(w->stop && *w->stop))
		rc = 0;		/* stopped by us: far enough */
	if (rc != -EIO)
		return rc;
	*why = arena_printf(a, "the subtitles cannot be read: %s", *why);
	return -EBADMSG;
}

/* Only kinds of text and pictures that the filters can draw are accepted. */
static int
subtitle_make_check_stream(struct arena *a, const struct probe_stream *in,
    struct subtitles *s, const char **why)
{
	if (!in) {
		*why = "subtitles: this file has no such subtitle stream";
		return -EINVAL;
	}
	s->is_bitmap = subtitle_make_is_listed(in->codec, bitmaps,
	    COUNT(bitmaps));
	if (s->is_bitmap ||
	    subtitle_make_is_listed(in->codec, texts, COUNT(texts)))
		return 0;
	*why = arena_printf(a, "subtitles: %s cannot be burned in",
	    *in->codec ? in->codec : "this kind");
	return -EINVAL;
}

int
subtitle_make_prepare(struct arena *a, const struct work *w,
    const struct probe *p, const struct probe_stream *in, struct subtitles *s,
    const char **why)
{
	int rc = subtitle_make_check_stream(a, in, s, why);

	if (rc)
		return rc;
	s->file = arena_printf(a, "%s/subtitles.%s", w->dir,
	    s->is_bitmap ? "mks" : "ass");
	s->is_stretched = strcmp(in->codec, "hdmv_pgs_subtitle") != 0;
	s->is_styled = !strcmp(in->codec, "ass") || !strcmp(in->codec, "ssa");
	if (!strcmp(in->codec, "ass") && p->nfonts) {
		s->fonts = arena_printf(a, "%s/" WORKDIR_FONTS, w->dir);
		if (mkdir(s->fonts, 0700) && errno != EEXIST)
			s->fonts = NULL;
	}
	return 0;
}

/* An AVI gives a stream only a name, which often is that of a language. */
static const char *
subtitle_make_language(const struct probe_stream *in, const struct track *t)
{
	if (in->language)
		return in->language;
	return t->language && *t->language ? t->language : in->title;
}

/* -ss counts from the file's start, and that moment becomes a text file's 0. */
static int
subtitle_make_cut_stream(struct arena *a, const struct work *w,
    const struct track *t, double from_s, double to_s, struct subtitles *s,
    const char **why)
{
	const struct probe *p = w->probe;
	const struct probe_stream *in = probe_stream_at(p->subtitles,
	    p->nsubtitles, t->stream);
	int rc = subtitle_make_prepare(a, w, p, in, s, why);
	double zero = fmax(0, floor(from_s - SUBTITLE_BEFORE_S));
	double end = to_s + SUBTITLE_AFTER_S;
	char *const *argv;
	struct subtitle_pace pace = { .to_s = end + (s->is_bitmap
	    ? p->start_s : -zero) };

	if (rc)
		return rc;
	s->zero_s = p->start_s + zero;
	argv = subtitle_args_build(a, w->conf->ffmpeg_path, w->path, p,
	    in->index, zero, end - zero, s);
	rc = subtitle_make_run(a, w, argv, &pace, s, why);
	if (!rc && !s->is_bitmap)
		rc = subtitle_file_convert(a, s->file,
		    subtitle_make_language(in, t), why);
	return rc;
}

/* Notes scripts without a font, among the text that is shown. */
static int
subtitle_make_check_letters(struct arena *a, const struct work *w,
    double from_s, double to_s, struct subtitles *s, const char **why)
{
	double zero = s->zero_s - w->probe->start_s;
	uint32_t *chars = arena_alloc(a, LETTERS_MAX * sizeof(*chars));
	size_t len, n;
	char *text;
	int rc = subtitle_file_read(a, s->file, &text, &len, why);

	if (rc)
		return rc;
	n = ass_text_list_chars(text, len, from_s - zero, to_s - zero, chars,
	    LETTERS_MAX);
	s->note = note_join(a, glyphs_note(a, chars, n, s->fonts),
	    s->fonts ? subtitle_args_fonts_note(a, w->probe) : NULL);
	return 0;
}

int
subtitle_make_cut(struct arena *a, const struct work *w, const struct track *t,
    double from_s, double to_s, struct subtitles *out, const char **why)
{
	struct subtitles s = { 0 };
	int rc;

	if (t->path || t->remote)
		rc = subtitle_external_cut(a, w, t, from_s, to_s, &s, why);
	else
		rc = subtitle_make_cut_stream(a, w, t, from_s, to_s, &s, why);
	if (!rc && !s.is_bitmap)
		rc = subtitle_make_check_letters(a, w, from_s, to_s, &s, why);
	if (!rc)
		*out = s;
	return rc;
}
