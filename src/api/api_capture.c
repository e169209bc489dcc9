/* POST /api/capture/screenshot and /api/capture/clip. */
#include "config.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "body.h"
#include "capture_target.h"
#include "clip_queue.h"
#include "http.h"
#include "route.h"
#include "screenshot_take.h"
#include "time_range.h"
#include "track_choice.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/timestamp.h"
#include "make/make.h"
#include "model/capture.h"
#include "plan/recipe.h"
#include "storage/capture_dir.h"

struct screenshot_body {
	const char		*session_id, *media_key, *format;
	struct moment_wish	 when;
	bool			 tonemap;
	struct body_choice	 subtitles;
};

#define AT(member)	offsetof(struct screenshot_body, member)

static const struct body_member screenshot_members[] = {
	{ "session_id",		MEMBER_TEXT,	AT(session_id) },
	{ "media_key",		MEMBER_TEXT,	AT(media_key) },
	{ "offset_seconds",	MEMBER_NUMBER,	AT(when.offset_s) },
	{ "timestamp_seconds",	MEMBER_NUMBER,	AT(when.timestamp_s) },
	{ "format",		MEMBER_TEXT,	AT(format) },
	{ "tonemap",		MEMBER_BOOL,	AT(tonemap) },
	{ "subtitles",		MEMBER_CHOICE,	AT(subtitles) },
};
#undef AT

struct clip_body {
	const char		*session_id, *media_key, *format, *codec;
	struct range_wish	 when;
	bool			 is_precise, tonemap;
	int64_t			 height, audio_stream, max_bytes;
	struct body_choice	 subtitles;
};

#define AT(member)	offsetof(struct clip_body, member)

static const struct body_member clip_members[] = {
	{ "session_id",		MEMBER_TEXT,	AT(session_id) },
	{ "media_key",		MEMBER_TEXT,	AT(media_key) },
	{ "relative_seconds",	MEMBER_NUMBER,	AT(when.relative_s) },
	{ "start_seconds",	MEMBER_NUMBER,	AT(when.start_s) },
	{ "end_seconds",	MEMBER_NUMBER,	AT(when.end_s) },
	{ "precise",		MEMBER_BOOL,	AT(is_precise) },
	{ "format",		MEMBER_TEXT,	AT(format) },
	{ "codec",		MEMBER_TEXT,	AT(codec) },
	{ "tonemap",		MEMBER_BOOL,	AT(tonemap) },
	{ "height",		MEMBER_INT,	AT(height) },
	{ "audio_stream",	MEMBER_INT,	AT(audio_stream) },
	{ "max_bytes",		MEMBER_WHOLE,	AT(max_bytes) },
	{ "subtitles",		MEMBER_CHOICE,	AT(subtitles) },
};
#undef AT

/* The row that a capture starts with. */
static struct capture
api_capture_new_row(struct request *r, const struct capture_target *s,
    const struct recipe *recipe, const char *extension)
{
	const char *id = capture_new_id(&r->arena);

	return (struct capture){
		.id = id,
		.source = s->session.source,
		.media_title = s->title,
		.media_path = recipe->path,
		.type = recipe->is_clip ? "clip" : "screenshot",
		.file_name = arena_printf(&r->arena, "%s.%s", id, extension),
		.duration_s = NAN,
		.keyframe_s = NAN,
		.status = "pending",
		.created_at = timestamp_format(&r->arena, timestamp_wall_ms()),
		.session_id = s->session.id,
		.media_key = s->session.media_key,
		.request = recipe_write(&r->arena, recipe),
	};
}

static int
api_capture_check_dir(struct request *r)
{
	const char *why = "";
	int err = capture_dir_check(&r->arena, r->db, r->conf, &why);

	return err ? http_fail_media(r, err, why) : 0;
}

static int
api_capture_read_screenshot(struct request *r, struct screenshot_body *b,
    struct recipe *recipe)
{
	int format = SCREENSHOT_JPG, rc;

	*b = (struct screenshot_body){ .tonemap = true,
	    .when = { NAN, NAN }, .subtitles = { .number = -1 } };
	rc = body_read(r, screenshot_members, COUNT(screenshot_members), b);
	if (!rc && b->format &&
	    (format = screenshot_format_find(b->format)) < 0)
		rc = http_fail(r, 422, "format: must be jpg, png, webp or "
		    "avif");
	*recipe = (struct recipe){ .shot = SCREENSHOT_DEFAULT };
	recipe->shot.format = (enum screenshot_format)format;
	recipe->shot.quality = r->conf->screenshot_quality;
	recipe->shot.tonemap = b->tonemap;
	return rc;
}

/*
 * Opens the file of a moment, and resolves the moment again: only the file's
 * probe tells where the item ends.
 */
static int
api_capture_open_moment(struct request *r, const struct capture_target *s,
    const struct moment_wish *wish, struct target_file *f, double *at)
{
	struct playing playing = { s->position_s, 0 };
	const char *why = time_range_resolve_moment(&r->arena, &playing, wish,
	    at);
	int rc = why ? http_fail(r, 422, "%s", why) : api_capture_check_dir(r);

	if (!rc)
		rc = capture_target_open(r, s, *at, f);
	if (rc)
		return rc;
	playing = capture_target_playing(s, f);
	why = time_range_resolve_moment(&r->arena, &playing, wish, at);
	capture_target_move(f, *at);
	return why ? http_fail(r, 422, "%s", why) : 0;
}

/* The same for a range; its start decides which file. */
static int
api_capture_open_range(struct request *r, const struct capture_target *s,
    const struct range_wish *wish, struct target_file *f, double *start,
    double *end)
{
	struct playing playing = { s->position_s, 0 };
	const char *why = time_range_resolve(&r->arena, &playing, wish,
	    INFINITY, start, end);
	int rc = why ? http_fail(r, 422, "%s", why) : api_capture_check_dir(r);

	if (!rc)
		rc = capture_target_open(r, s, *start, f);
	if (rc)
		return rc;
	playing = capture_target_playing(s, f);
	why = time_range_resolve(&r->arena, &playing, wish,
	    r->conf->max_clip_seconds, start, end);
	return why ? http_fail(r, 422, "%s", why) : 0;
}

int
api_capture_screenshot(struct request *r)
{
	struct screenshot_body b;
	struct recipe recipe;
	struct capture_target s;
	struct target_file f;
	struct capture c;
	double at;
	int rc = api_capture_read_screenshot(r, &b, &recipe);

	if (!rc)
		rc = capture_target_find(r, b.session_id, b.media_key, &s);
	if (!rc)
		rc = api_capture_open_moment(r, &s, &b.when, &f, &at);
	if (!rc)
		rc = track_choice_for_screenshot(r, &s, &f, &b.subtitles,
		    &recipe.shot);
	if (rc)
		return rc;
	recipe.path = f.path;
	recipe.part_start_s = f.start_s;
	recipe.shot.at_s = f.at_s;
	c = api_capture_new_row(r, &s, &recipe,
	    screenshot_format_name(recipe.shot.format));
	c.timestamp_s = at;
	return screenshot_take(r, &c, &recipe, &f.probe);
}

static int
api_capture_read_clip(struct request *r, struct clip_body *b,
    struct recipe *recipe)
{
	int format = CLIP_MP4, rc;

	*b = (struct clip_body){ .audio_stream = -1, .tonemap = true,
	    .when = { NAN, NAN, NAN }, .subtitles = { .number = -1 } };
	rc = body_read(r, clip_members, COUNT(clip_members), b);
	if (!rc && b->format && (format = clip_format_find(b->format)) < 0)
		rc = http_fail(r, 422, "format: must be mp4, webm, gif, webp "
		    "or mp3");
	if (!rc && b->height && (b->height < 16 || b->height > 4320))
		rc = http_fail(r, 422, "height: must be from 16 to 4320");
	*recipe = (struct recipe){ .is_clip = true, .clip = CLIP_DEFAULT };
	recipe->clip.format = (enum clip_format)format;
	recipe->clip.is_precise = b->is_precise;
	recipe->clip.codec = b->codec;
	recipe->clip.keep_hdr = !b->tonemap;
	recipe->clip.height = (int)b->height;
	recipe->clip.max_bytes = b->max_bytes;
	return rc;
}

/* Maps the range to its first file, and ends it with that file. */
static void
api_capture_set_range(struct recipe *recipe, const struct target_file *f,
    double start, double end)
{
	recipe->path = f->path;
	recipe->part_start_s = f->start_s;
	recipe->clip.start_s = start - f->start_s;
	recipe->clip.end_s = end - f->start_s;
	if (f->end_s > 0 && end > f->end_s) {
		recipe->clip.end_s = f->end_s - f->start_s;
		recipe->clip.track_note = "the film is in several files; the "
		    "clip ends at the end of this one";
	}
}

int
api_capture_clip(struct request *r)
{
	struct clip_body b;
	struct recipe recipe;
	struct capture_target s;
	struct target_file f;
	struct clip_plan plan;
	struct capture c;
	const char *why;
	double start, end;
	int rc = api_capture_read_clip(r, &b, &recipe);

	if (!rc)
		rc = capture_target_find(r, b.session_id, b.media_key, &s);
	if (!rc)
		rc = api_capture_open_range(r, &s, &b.when, &f, &start, &end);
	if (rc)
		return rc;
	api_capture_set_range(&recipe, &f, start, end);
	rc = track_choice_for_clip(r, &s, &f, &b.subtitles, (int)b.audio_stream,
	    &recipe.clip);
	if (rc)
		return rc;
	if (clip_plan(&r->arena, &f.probe, &recipe.clip, NULL, &plan, &why) ||
	    clip_make_check_plan(r->conf, &plan, &why))
		return http_fail(r, 422, "%s", why);
	c = api_capture_new_row(r, &s, &recipe,
	    clip_format_name(recipe.clip.format));
	c.timestamp_s = start;
	c.duration_s = plan.duration_s;
	c.note = plan.note;
	return clip_queue_add(r, &c);
}
