/* Recipes are written and read back: every member, both kinds. */
#include "config.h"

#include <errno.h>
#include <string.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "plan/recipe.h"

#define TITLE	"/films/\"q\"\\\xc3\xa4\n.mkv"

static const struct recipe recipes[] = {
	{ .path = "/f.mkv", .is_clip = true, .clip = CLIP_DEFAULT },
	{ .path = TITLE, .part_start_s = 1234.567891234, .is_clip = true,
	    .clip = { .start_s = 0.1, .end_s = 1e-9, .is_precise = true,
	    .format = CLIP_WEBM, .codec = "source", .height = 2160,
	    .audio = 7, .subtitle = { .stream = 3, .path = "/s.srt",
	    .remote = "/library/streams/1", .codec = "ass",
	    .language = "eng" }, .max_bytes = INT64_C(10000000000),
	    .track_note = "note" } },
	{ .path = "/f", .is_clip = true, .clip = { .start_s = 3.3333333333,
	    .end_s = 7200.0000001, .format = CLIP_MP3, .codec = "h264",
	    .audio = 0, .subtitle = TRACK_NONE, .max_bytes = 1 } },
	{ .path = "/f", .is_clip = true, .clip = { .format = CLIP_GIF,
	    .audio = -1, .subtitle = { .stream = 0 } } },
	{ .path = "/f", .is_clip = true, .clip = { .format = CLIP_WEBP,
	    .subtitle = TRACK_NONE } },
	{ .path = "/f", .shot = SCREENSHOT_DEFAULT },
	{ .path = TITLE, .part_start_s = 0.001, .shot = { .at_s = 1.0 / 3,
	    .format = SCREENSHOT_PNG, .quality = 31, .tonemap = true,
	    .subtitle = { .stream = 12, .path = "/s", .remote = "/r",
	    .codec = "srt", .language = "de" } } },
	{ .path = "/f", .shot = { .format = SCREENSHOT_WEBP, .quality = 1,
	    .subtitle = TRACK_NONE } },
};

static int
same_text(const char *x, const char *y)
{
	return x && y ? !strcmp(x, y) : x == y;
}

static int
same_track(const struct track *x, const struct track *y)
{
	return x->stream == y->stream && same_text(x->path, y->path) &&
	    same_text(x->remote, y->remote) && same_text(x->codec, y->codec) &&
	    same_text(x->language, y->language);
}

static void
same_clip(const struct clip_request *x, const struct clip_request *y)
{
	ok(x->start_s == y->start_s && x->end_s == y->end_s, "  range");
	is_int(x->is_precise, y->is_precise, "  precise");
	is_int(x->format, y->format, "  format");
	is_str(x->codec, y->codec, "  codec");
	is_int(x->height, y->height, "  height");
	is_int(x->audio, y->audio, "  audio");
	ok(same_track(&x->subtitle, &y->subtitle), "  subtitles");
	is_int(x->max_bytes, y->max_bytes, "  max_bytes");
	is_str(x->track_note, y->track_note, "  note");
}

static void
same_shot(const struct screenshot_request *x,
    const struct screenshot_request *y)
{
	ok(x->at_s == y->at_s, "  moment");
	is_int(x->format, y->format, "  format");
	is_int(x->quality, y->quality, "  quality");
	is_int(x->tonemap, y->tonemap, "  tonemap");
	ok(same_track(&x->subtitle, &y->subtitle), "  subtitles");
}

static void
test_kept(struct arena *a)
{
	struct recipe got;
	size_t i;

	for (i = 0; i < COUNT(recipes); i++) {
		const char *text = recipe_write(a, &recipes[i]);

		memset(&got, 0x55, sizeof(got));
		is_int(recipe_read(a, text, &got), 0, "kept");
		is_str(got.path, recipes[i].path, "  path");
		ok(got.part_start_s == recipes[i].part_start_s, "  part");
		is_int(got.is_clip, recipes[i].is_clip, "  kind");
		if (got.is_clip)
			same_clip(&got.clip, &recipes[i].clip);
		else
			same_shot(&got.shot, &recipes[i].shot);
	}
}

/* Recipes of older versions have fewer members. */
static void
test_older(struct arena *a)
{
	static const struct clip_request clip = CLIP_DEFAULT;
	static const struct screenshot_request shot = { .quality = 2,
	    .subtitle = TRACK_NONE };
	struct recipe got;

	is_int(recipe_read(a, "{\"path\":\"/f\",\"is_clip\":true,"
	    "\"format\":\"mp4\"}", &got), 0, "an older clip");
	same_clip(&got.clip, &clip);
	is_int(recipe_read(a, "{\"path\":\"/f\",\"format\":\"jpg\"}", &got), 0,
	    "an older screenshot");
	same_shot(&got.shot, &shot);
}

static void
test_none(struct arena *a)
{
	static const char *const bad[] = { "", "x", "null", "[]", "{}",
	    "{\"path\":1,\"format\":\"jpg\"}", "{\"path\":\"/f\"}",
	    "{\"format\":\"jpg\"}", "{\"path\":\"/f\",\"format\":\"mp4\"}",
	    "{\"path\":\"/f\",\"format\":\"jpg\",\"is_clip\":true}",
	    "{\"path\":\"/f\",\"format\":\"avi\",\"is_clip\":true}",
	    "{\"path\":\"/f\",\"is_clip\":true}",
	    "{\"path\":\"/f\",\"format\":\"jpg\"" };
	struct recipe got;
	size_t i;

	for (i = 0; i < COUNT(bad); i++)
		is_int(recipe_read(a, bad[i], &got), -EBADMSG, bad[i]);
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };

	test_kept(&a);
	test_older(&a);
	test_none(&a);
	return done();
}
