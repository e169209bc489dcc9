#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "plan.h"
#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "plan/screenshot_args.h"

static struct arena a;

#define PLAIN	{ .stream = -1 }	/* no subtitles */

static const struct {
	const char		*name;
	const struct probe	*p;
	struct screenshot_request r;
	const char		*words;
} shots[] = {
	{ "plain", &of_mkv, { 50.5, SCREENSHOT_JPG, 2, true, PLAIN },
	    " -copyts| -ss 49.500000 |-i file:/m/f.mkv|[0:0]settb|trim=end=50.5|"
	    "fps=fps=1000:start_time=50.500500:round=up|trim=end_frame=1|"
	    "-c:v mjpeg -q:v 2| -update 1 -f image2 -y /w/out|!bwdif|"
	    "!tonemap|!setsar|-protocol_whitelist file|-format_whitelist|"
	    "!-qmin" },
	{ "from the start", &of_mkv, { 0.5, SCREENSHOT_JPG, 1, true, PLAIN },
	    "!-ss|!trim=end=|start_time=0.500500|-qmin 1" },
	{ "before it", &of_mkv, { -3, SCREENSHOT_PNG, 2, true, PLAIN },
	    "start_time=0.000500|-c:v png|format=gbrp" },
	{ "after the end", &of_mkv, { 1e6, SCREENSHOT_WEBP, 20, true, PLAIN },
	    "-max_error_rate 0.99|-ss 99.04|start_time=100.04|"
	    "-c:v libwebp -quality 43" },
	{ "transport stream", &of_ts, { 50, SCREENSHOT_JPG, 2, true, PLAIN },
	    "-ss 35.000000|start_time=87.210500" },
	{ "raw stream", &of_raw, { 50, SCREENSHOT_JPG, 2, true, PLAIN },
	    "!-ss|-t 110.000000|start_time=50.000500" },
	{ "fields", &of_fields, { 50, SCREENSHOT_JPG, 2, true, PLAIN },
	    "]bwdif=mode=send_frame:deint=interlaced,settb" },
	{ "DVD", &of_dvd, { 50, SCREENSHOT_JPG, 2, true, PLAIN },
	    "bwdif|scale=1024:576:in_range=tv:out_range=tv,setsar=1" },
	{ "HDR", &of_pq, { 50, SCREENSHOT_JPG, 2, true, PLAIN },
	    "zscale=min=9:pin=9:tin=16|tonemap=hable|m=6:p=1:t=1:r=pc" },
	{ "HDR as it is", &of_pq, { 50, SCREENSHOT_PNG, 2, false, PLAIN },
	    "!tonemap|tin=16:rin=tv:m=0:p=9:t=16:r=pc|format=gbrp16le" },
	{ "HDR as AVIF", &of_pq, { 50, SCREENSHOT_AVIF, 2, false, PLAIN },
	    "!tonemap|!zscale|format=yuv420p10le|libaom-av1|-color_trc 16|"
	    "-f avif" },
	{ "AVIF", &of_mkv, { 50, SCREENSHOT_AVIF, 2, true, PLAIN },
	    "zscale|format=yuv420p,|-color_range pc|-f avif|!image2" },
	{ "SDR as it is", &of_mkv, { 50, SCREENSHOT_JPG, 2, false, PLAIN },
	    "!tonemap=|format=yuvj420p" },
	{ "slides", &of_slides, { 50, SCREENSHOT_JPG, 2, true, PLAIN },
	    "-ss 35.000000" },
};

/* The command without the part that makes the thumbnail. */
static const char *
picture_alone(const char *command)
{
	const char *small = strstr(command, ";[small]");
	const char *out = strstr(command, "[thumbnail] -map [out]");
	const char *end = strstr(command, " -map [thumbnail]");

	if (!small || !out || !end)
		return "";
	out += strlen("[thumbnail]");
	return arena_printf(&a, "%.*s%.*s", (int)(small - command), command,
	    (int)(end - out), out);
}

static void
check_thumbnail(const struct probe *p, const char *words)
{
	struct screenshot_request r = { 50, SCREENSHOT_PNG, 2, false, PLAIN };
	struct screenshot_plan plan;
	const char *why, *command;

	screenshot_plan(&a, p, &r, &plan, &why);
	command = joined(&a,
	    screenshot_args_build(&a, "ffmpeg", "/m/f.mkv", p, &r, &plan, NULL,
		"/w/small.jpg", "/w/out"));
	has(&a, strstr(command, "split[small][out];"), words, "a thumbnail");
}

static void
check_shots(void)
{
	struct screenshot_plan plan;
	const char *why = NULL;
	size_t i;

	for (i = 0; i < COUNT(shots); i++) {
		is_int(screenshot_plan(&a, shots[i].p, &shots[i].r, &plan,
		    &why), 0, shots[i].name);
		has(&a,
		    picture_alone(joined(&a,
			screenshot_args_build(&a, "ffmpeg", "/m/f.mkv",
			    shots[i].p, &shots[i].r, &plan, NULL,
			    "/w/small.jpg", "/w/out"))),
		    shots[i].words, shots[i].name);
		ok(plan.timeout_ms >= 30000, "  has time");
	}
	is_int(screenshot_plan(&a, &of_dolby, &shots[0].r, &plan, &why),
	    -EINVAL, "Dolby Vision 5 is refused");
	ok(strstr(why, "Dolby Vision") != NULL, "  by name");
	is_int(screenshot_plan(&a, &of_sound, &shots[0].r, &plan, &why),
	    -EINVAL, "sound has no picture");
}

static const struct screenshot_request flat[] = {
	{ 50, SCREENSHOT_JPG, 2, false, PLAIN },
	{ 50, SCREENSHOT_WEBP, 2, false, PLAIN },
	{ 50, SCREENSHOT_PNG, 2, false, { .stream = 3 } },
};

static void
check_flat(void)
{
	struct screenshot_plan plan;
	const char *why;
	size_t i;

	for (i = 0; i < COUNT(flat); i++) {
		why = "";
		is_int(screenshot_plan(&a, &of_pq, &flat[i], &plan, &why),
		    -EINVAL, "HDR that a picture cannot hold");
		ok(strstr(why, "tonemap") != NULL, "  %s", why);
	}
}

static void
check_again(void)
{
	struct screenshot_request r = { .at_s = 90 };
	struct probe early = of_mkv;
	struct screenshot_plan plan;
	const char *why;

	early.video_end_s = 60;
	screenshot_plan(&a, &early, &r, &plan, &why);
	ok(plan.at_s == 90, "first where it was asked for");
	ok(screenshot_plan_again(&early, &plan), "then");
	ok(plan.at_s == 60 && plan.preroll_s == 15, "  at the picture's end");
	ok(screenshot_plan_again(&early, &plan), "then from far back");
	ok(plan.preroll_s > plan.at_s, "  from the very start here");
	ok(!screenshot_plan_again(&early, &plan), "then no more");
}

static const struct {
	const char		*name;
	const struct probe	*p;
	double			 at_s, shown_s;	/* shown: in file time */
	const char		*words;		/* NULL: no note */
} notes[] = {
	{ "the frame of then", &of_mkv, 50, 49.97, NULL },
	{ "half a second", &of_mkv, 50, 49.5, NULL },
	{ "a hole", &of_mkv, 50, 48.75, "from 1.25 s earlier" },
	{ "a hole in a transport stream", &of_ts, 50, 85.21,
	    "from 2.00 s earlier" },
	{ "a late picture", &of_mkv, 0, 2, "begins 2.00 s later" },
	{ "slides", &of_slides, 50, 42, NULL },
	{ "nobody knows", &of_mkv, 50, NAN, NULL },
};

static void
check_notes(void)
{
	const char *said;
	size_t i;

	for (i = 0; i < COUNT(notes); i++) {
		said = screenshot_note(&a, notes[i].p, notes[i].at_s,
		    notes[i].shown_s);
		ok(notes[i].words ? said && strstr(said, notes[i].words)
		    : !said, "%s", notes[i].name);
	}
}

int
main(void)
{
	check_shots();
	check_thumbnail(&of_mkv, "!tonemap|format=yuvj420p|/w/small.jpg");
	check_thumbnail(&of_pq, "tonemap=hable|format=yuvj420p|/w/small.jpg");
	check_flat();
	check_again();
	check_notes();
	arena_reset(&a);
	return done();
}
