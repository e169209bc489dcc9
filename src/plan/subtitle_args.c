#include "config.h"

#include <math.h>
#include <string.h>

#include "subtitle_args.h"
#include "base/arena.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"

#define FONTS_MAX	40	/* two arguments each */

#define TEXT_FORMATS	"srt,ass,webvtt,subviewer,subviewer1,microdvd,mpl2," \
			"sami,realtext,jacosub,pjs,stl,vplayer,mpsub"
#define CONTAINER_FORMATS	"matroska,webm,sup,vobsub,mpeg"

static bool
subtitle_args_is_font(const char *codec)
{
	return !strcmp(codec, "ttf") || !strcmp(codec, "otf");
}

static bool
subtitle_args_is_taken(const struct probe_stream *font, int n, int64_t *bytes)
{
	if (!subtitle_args_is_font(font->codec) || n == FONTS_MAX ||
	    *bytes + font->bytes > SUBTITLE_FONTS_BYTES)
		return false;
	*bytes += font->bytes;
	return true;
}

/* File names are ours, whatever the film calls its fonts. */
static void
subtitle_args_add_fonts(struct args *v, const struct probe *p,
    const struct subtitles *s)
{
	int64_t bytes = 0;
	size_t i;
	int n = 0;

	for (i = 0; s->fonts && i < p->nfonts; i++)
		if (subtitle_args_is_taken(&p->fonts[i], n, &bytes))
			args_add(v, arena_printf(v->a, "-dump_attachment:%d",
			    p->fonts[i].index), arena_printf(v->a, "%s/%d.%s",
			    s->fonts, n++, p->fonts[i].codec));
}

const char *
subtitle_args_fonts_note(struct arena *a, const struct probe *p)
{
	int64_t taken = 0, all = 0;
	size_t i;
	int n = 0;

	for (i = 0; i < p->nfonts; i++) {
		n += subtitle_args_is_taken(&p->fonts[i], n, &taken);
		if (subtitle_args_is_font(p->fonts[i].codec))
			all += p->fonts[i].bytes;
	}
	if (all <= SUBTITLE_FONTS_BYTES)
		return NULL;
	return arena_printf(a, "the film carries %lld MB of fonts; %lld MB "
	    "of them are used for its subtitles", (long long)all >> 20,
	    (long long)taken >> 20);
}

/*
 * The next subtitle may be far away, and FFmpeg reads on until it comes.  So
 * the command also prints how far the picture has got, and we stop it when that
 * is far enough.  Until we have read that, FFmpeg blocks on the full pipe.  The
 * input limit ends the picture but not always the subtitles, so it must be
 * further away than the lines that fit in a pipe.
 */
#define PACED_S		600

static void
subtitle_args_add_pace(struct args *v, const struct probe *p)
{
	if (p->video.index < 0)
		return;
	args_ends_early(v);
	args_add(v, "-map", arena_printf(v->a, "0:%d", p->video.index), "-c",
	    "copy", "-flush_packets", "1", "-f", "framecrc", "pipe:1");
}

char *const *
subtitle_args_build(struct arena *a, const char *ffmpeg, const char *path,
    const struct probe *p, int stream, double from_s, double length_s,
    const struct subtitles *s)
{
	struct args v = { .a = a };

	args_start(&v, ffmpeg);
	args_add(&v, "-y");
	if (s->is_bitmap)
		args_add(&v, "-copyts");
	else	/* keep the bytes: the charset is detected later */
		args_add(&v, "-sub_charenc_mode", "ignore");
	args_add_window(&v, from_s, length_s +
	    (p->video.index >= 0 ? PACED_S : 0));
	subtitle_args_add_fonts(&v, p, s);
	args_add_input(&v, path);
	args_add(&v, "-map", arena_printf(a, "0:%d", stream), "-map_metadata",
	    "-1", "-map_chapters", "-1", "-c:s", s->is_bitmap ? "copy" : "ass",
	    "-f", s->is_bitmap ? "matroska" : "ass", s->file);
	subtitle_args_add_pace(&v, p);
	return args_finish(&v);
}

/*
 * A file with only subtitles has no picture that shows the progress, so the
 * limit is on the output, whose times are absolute.  With -seek_timestamp the
 * file's own first time stamp does not matter.
 */
char *const *
subtitle_args_build_container(struct arena *a, const char *ffmpeg,
    const struct subtitle_source *f, const struct subtitles *s)
{
	struct args v = { .a = a };

	args_start(&v, ffmpeg);
	args_add(&v, "-y", "-seek_timestamp", "1");
	if (s->is_bitmap)
		args_add(&v, "-copyts", "-itsoffset", args_format_time(a,
		    f->shift_s));
	else
		args_add(&v, "-sub_charenc_mode", "ignore");
	if (f->from_s > 0)
		args_add(&v, "-ss", args_format_time(a, f->from_s));
	subtitle_args_add_fonts(&v, f->probe, s);
	if (f->data)
		args_add(&v, "-sub_name", arena_printf(a, "file:%s", f->data));
	args_add(&v, "-protocol_whitelist", "file", "-format_whitelist",
	    CONTAINER_FORMATS, "-i", arena_printf(a, "file:%s", f->path),
	    "-map", arena_printf(a, "0:%d", f->stream), "-map_metadata", "-1",
	    "-map_chapters", "-1", "-c:s", s->is_bitmap ? "copy" : "ass",
	    "-to", args_format_time(a, s->is_bitmap ? f->to_s + f->shift_s
	    : f->to_s - f->from_s), "-f", s->is_bitmap ? "matroska" : "ass",
	    s->file);
	return args_finish(&v);
}

/* Text files are small, so all of it is read. */
char *const *
subtitle_args_build_text(struct arena *a, const char *ffmpeg, const char *path,
    double rate, const struct subtitles *s)
{
	struct args v = { .a = a };

	args_start(&v, ffmpeg);
	if (rate > 0)
		args_add(&v, "-f", "microdvd", "-subfps", arena_printf(a,
		    "%.3f", rate));
	args_add(&v, "-protocol_whitelist", "file", "-format_whitelist",
	    TEXT_FORMATS, "-i", arena_printf(a, "file:%s", path), "-map",
	    "0:s:0", "-map_metadata", "-1", "-c:s", "ass", "-f", "ass", "-y",
	    s->file);
	return args_finish(&v);
}

static char *
subtitle_args_escape(struct arena *a, const char *s, const char *special)
{
	char *out = arena_alloc(a, 2 * strlen(s) + 1), *p = out;

	for (; *s; *p++ = *s++)
		if (strchr(special, *s))
			*p++ = '\\';
	return out;
}

const char *
subtitle_args_escape_path(struct arena *a, const char *path)
{
	return subtitle_args_escape(a, subtitle_args_escape(a, path, "\\':"),
	    "\\'[],;");
}

static const char *
subtitle_args_text_filter(struct arena *a, const struct subtitles *s)
{
	const char *fonts = s->fonts ? arena_printf(a, ":fontsdir=%s",
	    subtitle_args_escape_path(a, s->fonts)) : "";
	/*
	 * Without a style, libass detects the direction of text: a line of
	 * Hebrew runs from the right, with its full stop.
	 */
	const char *draw = arena_printf(a, "subtitles=filename=%s%s%s",
	    subtitle_args_escape_path(a, s->file), fonts,
	    s->is_styled ? "" : ":force_style=Encoding=-1");

	if (fabs(s->zero_s) < 1e-6)
		return arena_printf(a, ",%s", draw);
	return arena_printf(a, ",setpts=PTS-%.6f/TB,%s,setpts=PTS+%.6f/TB",
	    s->zero_s, draw, s->zero_s);
}

const char *
subtitle_args_graph(struct arena *a, int stream, const char *frames,
    const struct subtitles *s, const char *end)
{
	if (!s->is_bitmap)
		return arena_printf(a, "[0:%d]%s%s%s[out]", stream, frames,
		    subtitle_args_text_filter(a, s), end);
	/*
	 * The subtitles' canvas may differ from the picture's: a crop is
	 * centred on it.
	 */
	return arena_printf(a, "[0:%d]%s[v];[1:0][v]scale2ref=w=iw:h=%s[s][w];"
	    "[w][s]overlay=(W-w)/2:(H-h)/2:format=gbrp%s[out]", stream, frames,
	    s->is_stretched ? "ih" : "ow/mdar", end);
}
