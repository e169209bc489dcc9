#include "config.h"

#include "draw.h"
#include "film.h"
#include "base/arena.h"

#define LOOP_SECONDS	8

/*
 * Below the picture is a bar with the title, the time, and the number of the
 * frame within the second.  The time differs between keyframes, and the loop's
 * frames must not change it: so nothing else in its rows of the bar moves, and
 * the picture and the frame number are beyond the reach of motion vectors.
 */
#define BAR	"drawbox=y=640:h=80:w=iw:color=0x0f0f23:t=fill"
#define TITLE_X	"40"
#define TIME_X	"960"
#define FRAME_X	"1180"

static const char *
draw_text(struct arena *a, const char *font, const char *what, int size,
    const char *colour, const char *x, const char *y)
{
	if (!font)
		return "null";
	return arena_printf(a, "drawtext=fontfile='%s':text='%s':fontsize=%d:"
	    "fontcolor=%s:x=%s:y=%s", font, what, size, colour, x, y);
}

static const char *
draw_film_title(struct arena *a, const struct film *f)
{
	if (!f->series)
		return f->title;
	return arena_printf(a, "%s  S%02dE%02d  %s", f->series, f->season,
	    f->episode, f->title);
}

#define TWO_DIGITS(expr)	"%{eif\\:" expr "\\:d\\:2}"

char *
draw_film(struct arena *a, const struct film *f, const char *font)
{
	return arena_printf(a,
	    "%s,trim=end_frame=%d,format=yuv420p," BAR ",%s,%s,split[loop][b];"
	    "[b]select='not(mod(n\\,%d))',loop=loop=-1:size=%d,"
	    "setpts=N/%d/TB,trim=end_frame=%d,%s[keys]",
	    f->scene, LOOP_SECONDS * FILM_RATE,
	    draw_text(a, font, draw_film_title(a, f), 30, "0xeeeeee", TITLE_X,
		"666"),
	    draw_text(a, font, "\\:" TWO_DIGITS("mod(n\\,24)"), 40, "0xe5a00d",
		FRAME_X, "662"),
	    FILM_RATE, LOOP_SECONDS, FILM_RATE, FILM_SECONDS,
	    draw_text(a, font,
		TWO_DIGITS("n/3600") "\\:" TWO_DIGITS(
		    "mod(n/60\\,60)") "\\:" TWO_DIGITS("mod(n\\,60)"),
		40, "0xeeeeee", TIME_X, "662"));
}

/* An episode's poster is a still without text, as in a real library. */
char *
draw_poster(struct arena *a, const struct film *f, const char *font)
{
	return arena_printf(a, "%s,trim=start_frame=30:end_frame=31,"
	    "%s,%s[poster]", f->scene, f->poster_crop,
	    draw_text(a, f->series ? NULL : font, f->title, 44, "0xeeeeee",
	    "(w-text_w)/2", "h-text_h-40"));
}

/* A soft chord with a tremolo, silent where the loop restarts. */
char *
draw_sound(struct arena *a, const struct film *f)
{
	return arena_printf(a, "sine=f=%d:r=48000[a];sine=f=%d:r=48000[b];"
	    "sine=f=%d:r=48000[c];[a][b][c]amix=3,tremolo=f=0.25:d=0.6,"
	    "afade=in:d=1,afade=out:st=%d:d=1,atrim=end=%d[sound]",
	    f->note_hz, f->note_hz * 3 / 2, f->note_hz * 5 / 2,
	    SOUND_SECONDS - 1, SOUND_SECONDS);
}
