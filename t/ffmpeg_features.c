#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "make/ffmpeg_features.h"

/* As FFmpeg 5.1 and 7.1 print them. */
static const char encoders[] =
	"Encoders:\n V..... = Video\n ------\n"
	" V....D libaom-av1           libaom AV1 (codec av1)\n"
	" V....D libwebp              libwebp WebP image (codec webp)\n";
static const char old_muxers[] =
	"File formats:\n D. = Demuxing supported\n --\n"
	"  E avif            AVIF\n DE matroska,webm   Matroska / WebM\n";
static const char new_muxers[] =
	"Formats:\n D.. = Demuxing supported\n ---\n"
	"  E  avif            AVIF\n D   lavfi           Libavfilter\n";
static const char filters[] =
	" T.. bwdif_vulkan    V->V       Deinterlace Vulkan frames\n"
	" ..C libplacebo        N->V       Apply various GPU filters\n";

static const struct {
	const char	*text, *name;
	bool		 has;
} cases[] = {
	{ encoders, "libaom-av1", true },
	{ encoders, "libaom", false },
	{ encoders, "av1", false },
	{ encoders, "libaom-av1x", false },
	{ encoders, "=", true },		/* the legend, not an encoder */
	{ old_muxers, "avif", true },
	{ old_muxers, "matroska", true },
	{ old_muxers, "webm", true },
	{ old_muxers, "Matroska", false },
	{ new_muxers, "avif", true },
	{ new_muxers, "AVIF", false },
	{ filters, "libplacebo", true },
	{ filters, "bwdif", false },
	{ "", "avif", false },
	{ " E avif", "avif", false },		/* cut off in the middle */
	{ "\n\n E\n", "E", false },
};

/* A stand-in for ffmpeg that prints given lists and counts its runs. */
static void
write_standin(struct arena *a, const char *dir, const char *has)
{
	const char *path = arena_printf(a, "%s/ffmpeg", dir);
	FILE *f = fopen(path, "w");

	if (!f)
		abort();
	fprintf(f, "#!/bin/sh\necho asked >>%s/asked\n"
	    "echo ' V....D %s  what'\n", dir, has);
	fclose(f);
	chmod(path, 0700);
}

static int
count_asked(struct arena *a, const char *dir)
{
	FILE *f = fopen(arena_printf(a, "%s/asked", dir), "r");
	int n = 0, c;

	if (!f)
		return 0;
	while ((c = getc(f)) != EOF)
		n += c == '\n';
	fclose(f);
	return n;
}

int
main(void)
{
	char dir[] = "/tmp/ffmpeg_can.XXXXXX";
	struct arena a = { 0 };
	struct conf conf = { 0 };
	int asked;
	size_t i;

	if (!mkdtemp(dir))
		abort();
	for (i = 0; i < COUNT(cases); i++)
		is_int(ffmpeg_feature_is_listed(cases[i].text, cases[i].name),
		    cases[i].has, cases[i].name);
	conf.ffmpeg_path = arena_printf(&a, "%s/ffmpeg", dir);
	is_int(ffmpeg_has_feature(&conf, FFMPEG_AVIF), false,
	    "no FFmpeg, no AVIF");
	write_standin(&a, dir, "libaom-av1");
	is_int(ffmpeg_has_feature(&conf, FFMPEG_AVIF), false,
	    "an encoder without the container is not enough");
	asked = count_asked(&a, dir);
	ok(asked > 0, "what could not be asked is asked again");
	ffmpeg_has_feature(&conf, FFMPEG_AVIF);
	is_int(count_asked(&a, dir), asked, "and once only");
	remove(conf.ffmpeg_path);
	remove(arena_printf(&a, "%s/asked", dir));
	remove(dir);
	arena_reset(&a);
	return done();
}
