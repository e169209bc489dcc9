#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/process.h"
#include "make/hwaccel_find.h"
#include "make/make.h"
#include "media/probe.h"
#include "plan/hwaccel.h"

/*
 * Test machines lack such hardware.  A stand-in for ffmpeg records its
 * arguments, fails for the encoders that its name lists, and passes software
 * encoding on to the real ffmpeg.
 */
static struct arena a;
static const char *dir, *standin, *asked;

static void
write_standin(const char *fails)
{
	FILE *f = fopen(standin, "w");

	if (!f)
		abort();
	fprintf(f, "#!/bin/sh\necho \"$*\" >>'%s'\n"
	    "case \"$*\" in\n*%s*) echo no such device >&2; exit 1;;\n"
	    "*h264_nvenc*|*h264_qsv*|*h264_vaapi*)\n"
	    "\tcase \"$*\" in *'-f null'*) exit 0;; esac\n"
	    "\texec ffmpeg -v error -nostdin -y -f lavfi -i "
	    "testsrc2=s=64x36:d=1 -movflags +faststart -f mp4 '%s/out.mp4';;\n"
	    "esac\nexec ffmpeg \"$@\"\n", asked, fails, dir);
	fclose(f);
	chmod(standin, 0700);
	remove(asked);
}

static const char *
was_asked(void)
{
	char *text = arena_alloc(&a, 65536);
	FILE *f = fopen(asked, "r");

	if (!f)
		return "";
	text[fread(text, 1, 65535, f)] = '\0';
	fclose(f);
	return text;
}

static const struct {
	const char	*name, *setting, *fails, *found;
	bool		 noted;
	const char	*asked;		/* of its arguments, or NULL: not run */
} cases[] = {
	{ "none", "none", "nothing", NULL, false, NULL },
	{ "by name", "vaapi", "nothing", "vaapi", false,
	    "-vaapi_device /dev/dri/renderD128" },
	{ "the first", "auto", "nothing", "nvenc", false, "-c:v h264_nvenc" },
	{ "the next", "auto", "nvenc", "qsv", false, "-init_hw_device qsv" },
	{ "one that fails", "nvenc", "nvenc", NULL, true, "-c:v h264_nvenc" },
	{ "all fail", "auto", "h264_", NULL, true, "-c:v h264_vaapi" },
};

static void
check_finding(void)
{
	struct conf conf = { .ffmpeg_path = standin };
	const struct hwaccel *hw;
	const char *note;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		write_standin(cases[i].fails);
		conf.hwaccel = cases[i].setting;
		note = NULL;
		hw = hwaccel_find(&a, &conf, &note);
		is_str(hw ? hw->name : NULL, cases[i].found, cases[i].name);
		is_int(note != NULL, cases[i].noted, "  note");
		if (note)
			ok(strstr(note, "no such device") != NULL, "  %s",
			    note);
		if (cases[i].asked)
			ok(strstr(was_asked(), cases[i].asked) != NULL,
			    "  asked for %s", cases[i].asked);
		else
			is_str(was_asked(), "", "  nothing was tried");
	}
}

static void
make_film(const char *path)
{
	char *argv[] = { arena_strdup(&a, "sh"), arena_strdup(&a, "-c"),
	    arena_printf(&a, "exec ffmpeg -v error -nostdin -y -f lavfi -i "
	    "testsrc2=s=64x36:d=2 -c:v libx264 -pix_fmt yuv420p '%s'", path),
	    NULL };
	struct process r = { .argv = argv, .timeout_ms = 30000 };

	ok(!process_run(&r, &a) && r.status == 0, "a film");
}

static void
check_making(const char *film, const char *fails, bool noted)
{
	struct conf conf = { .ffmpeg_path = standin,
	    .ffprobe_path = "ffprobe" };
	struct clip_request r = CLIP_DEFAULT;
	const char *why = "";
	struct probe p;
	struct work w = { .conf = &conf, .probe = &p, .path = film,
	    .dir = dir, .out = arena_printf(&a, "%s/out.mp4", dir),
	    .hw = hwaccel_named("vaapi") };
	struct make_result m = { 0 };

	write_standin(fails);
	r.start_s = 0.5;
	r.end_s = 1.5;
	r.is_precise = true;
	is_int(probe_run(&a, "ffprobe", film, &p, NULL, &why), 0, "probed");
	is_int(clip_make(&a, &w, &r, &m, &why), 0, "made");
	if (*why)
		printf("# %s\n", why);
	is_int(m.width, 64, "  width");
	ok(strstr(was_asked(), ",format=nv12,hwupload -fps_mode vfr -enc_time_base "
	    "1:90000 -bsf:v setts=pts=PTS:dts=DTS:duration=0.040000/TB "
	    "-c:v h264_vaapi") != NULL, "  by the hardware");
	is_int(strstr(was_asked(), "libx264") != NULL, noted,
	    "  or by software");
	is_int(m.note && strstr(m.note, "encoded in software"), noted,
	    "  and that is said");
}

int
main(void)
{
	char template[] = "/tmp/hwaccel.XXXXXX";
	const char *film;

	dir = mkdtemp(template);
	if (!dir)
		abort();
	standin = arena_printf(&a, "%s/ffmpeg", dir);
	asked = arena_printf(&a, "%s/asked", dir);
	film = arena_printf(&a, "%s/film.mkv", dir);
	check_finding();
	make_film(film);
	check_making(film, "nothing", false);
	check_making(film, "h264_vaapi", true);
	remove(standin);
	remove(asked);
	remove(film);
	remove(arena_printf(&a, "%s/out.mp4", dir));
	remove(dir);
	arena_reset(&a);
	return done();
}
