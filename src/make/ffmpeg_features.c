#include "config.h"

#include <errno.h>
#include <string.h>

#include "ffmpeg_features.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/process.h"
#include "media/ffmpeg_args.h"

#define LIST_MAX_BYTES		(1 << 18)	/* 50 KB, the longest in 7.1 */
#define ASK_TIMEOUT_MS		10000
#define PARTS_MAX		3

static const struct feature {
	struct { const char *list, *name; } parts[PARTS_MAX];
} features[] = {
	[FFMPEG_AVIF] = { { { "-encoders", "libaom-av1" },
	    { "-muxers", "avif" } } },
	[FFMPEG_HEVC] = { { { "-encoders", "libx265" } } },
};

/* " V....D libaom-av1  AV1 ...", "  E  avif  AVIF", " D  mov,mp4  ...". */
static bool
ffmpeg_feature_is_in_line(const char *line, size_t len, const char *name)
{
	const char *end = line + len, *word;
	size_t n = strlen(name), i;

	for (i = 0; i < 2; i++) {
		line += strspn(line, " ");
		word = line;
		line += strcspn(line, " \n");
		if (line >= end)
			return false;
	}
	for (; word < line; word += strcspn(word, ", ") + 1)
		if (!strncmp(word, name, n) && strchr(", ", word[n]))
			return true;
	return false;
}

bool
ffmpeg_feature_is_listed(const char *text, const char *name)
{
	size_t len;

	for (; *text; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		if (ffmpeg_feature_is_in_line(text, len, name))
			return true;
	}
	return false;
}

/* 1 or 0; -EIO if FFmpeg did not answer. */
static int
ffmpeg_feature_read_list(struct arena *a, const char *ffmpeg, const char *list,
    const char *name)
{
	struct args v = { .a = a };
	struct process r = { .timeout_ms = ASK_TIMEOUT_MS,
	    .out_max = LIST_MAX_BYTES };

	args_start(&v, ffmpeg);
	args_add(&v, list);
	r.argv = args_finish(&v);
	if (process_run(&r, a) || r.status)
		return -EIO;
	return ffmpeg_feature_is_listed(r.out, name);
}

static int
ffmpeg_feature_check(const char *ffmpeg, const struct feature *f)
{
	AUTO(arena_reset) struct arena a = { 0 };
	int rc = 1;
	size_t i;

	for (i = 0; rc > 0 && i < PARTS_MAX && f->parts[i].list; i++)
		rc = ffmpeg_feature_read_list(&a, ffmpeg, f->parts[i].list,
		    f->parts[i].name);
	return rc;
}

bool
ffmpeg_has_feature(const struct conf *conf, enum ffmpeg_feature feature)
{
	static struct { bool known, can; } table[FFMPEG_FEATURES];
	int rc;

	if (!table[feature].known) {
		rc = ffmpeg_feature_check(conf->ffmpeg_path,
		    &features[feature]);
		table[feature].known = rc >= 0;
		table[feature].can = rc > 0;
	}
	return table[feature].can;
}
