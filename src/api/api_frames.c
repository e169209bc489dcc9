/* GET /api/sessions/{id}/frames: a filmstrip around a moment. */
#include "config.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "capture_target.h"
#include "http.h"
#include "route.h"
#include "strip_cache.h"
#include "strip_cache_space.h"
#include "time_range.h"
#include "base/conf.h"
#include "base/jw.h"
#include "base/number.h"
#include "base/url.h"
#include "make/make.h"
#include "plan/picture_filters.h"
#include "plan/strip_args.h"
#include "storage/run_dir.h"

#define COUNT_MAX	60
#define WIDTH_MAX	1280
#define STEP_MIN_S	0.001	/* shorter than any frame */
#define STEP_MAX_S	60
#define SPRITE_SPARE_BYTES 65536	/* headers, small frames */

struct frames_query {
	double	at_s;		/* in the item */
	bool	is_now;		/* no moment given: the current one */
	long	count, width;
	double	step_s;		/* 0: one frame */
	bool	wants_json;
	const char *step;	/* as requested, or NULL */
};

static int
api_frames_read_step(struct request *r, struct frames_query *q)
{
	int rc = http_query_text(r, "step", 32, &q->step);

	q->step_s = 1;
	if (rc || !q->step)
		return rc;
	if (!strcmp(q->step, "frame")) {
		q->step_s = 0;
		return 0;
	}
	if (!number_read_decimal(q->step, STEP_MIN_S, STEP_MAX_S, &q->step_s))
		return http_fail(r, 422, "step: must be \"frame\", or a number "
		    "of seconds from 0.001 to 60");
	return 0;
}

static int
api_frames_read_query(struct request *r, const struct capture_target *s,
    struct frames_query *q)
{
	const char *text = NULL, *format = NULL;
	int rc;

	q->at_s = s->position_s;
	if ((rc = http_query_text(r, "at", 32, &text)) ||
	    (rc = http_query_number(r, "count", 1, COUNT_MAX, 12, &q->count)) ||
	    (rc = http_query_number(r, "width", 16, WIDTH_MAX, 320,
	    &q->width)) ||
	    (rc = http_query_text(r, "format", 16, &format)) ||
	    (rc = api_frames_read_step(r, q)))
		return rc;
	if (text && !number_read_decimal(text, -NUMBER_SECONDS_MAX,
	    NUMBER_SECONDS_MAX, &q->at_s))
		return http_fail(r, 422, "at: must be a number of seconds");
	if (format && strcmp(format, "json") && strcmp(format, "jpg"))
		return http_fail(r, 422, "format: must be jpg or json");
	q->wants_json = format && !strcmp(format, "json");
	q->is_now = !text;
	if (q->at_s < 0)
		q->at_s = 0;
	return 0;
}

/* Opens the moment's file; its probe may show that the item ends earlier. */
static int
api_frames_open_file(struct request *r, const struct capture_target *s,
    struct frames_query *q, struct target_file *f)
{
	int rc = capture_target_open(r, s, q->at_s, f);
	struct playing playing;
	struct moment_wish w = { NAN, q->is_now ? NAN : q->at_s };

	if (rc)
		return rc;
	playing = capture_target_playing(s, f);
	if (time_range_resolve_moment(&r->arena, &playing, &w, &q->at_s))
		return http_fail(r, 422, "at: must not be past the end");
	capture_target_move(f, q->at_s);
	return 0;
}

/* The same request, but for the picture. */
static const char *
api_frames_sprite_url(struct request *r, const struct frames_query *q)
{
	return arena_printf(&r->arena, "%sapi/sessions/%s/frames?at=%.6f"
	    "&count=%ld&step=%s&width=%ld", r->conf->base_path,
	    url_encode(&r->arena, r->param), q->at_s, q->count,
	    q->step ? q->step : "1", q->width);
}

/* The JSON that is kept beside a sprite. */
static const char *
api_frames_write_companion(struct arena *a, const struct strip *s,
    double part_start_s)
{
	struct jw w = { .arena = a };
	int i;

	jw_open(&w, NULL, '{');
	jw_int(&w, "count", s->count);
	jw_int(&w, "columns", s->columns);
	jw_int(&w, "rows", (s->count + s->columns - 1) / s->columns);
	jw_int(&w, "width", s->width);
	jw_int(&w, "height", s->height);
	jw_open(&w, "frame_times", '[');
	for (i = 0; i < s->count; i++)
		jw_exact(&w, NULL, s->times_s[i] + part_start_s);
	jw_close(&w, ']');
	jw_close(&w, '}');
	return jw_text(&w);
}

/* An upper bound of the size of the sprite: noise needs two bytes a pixel. */
static int64_t
api_frames_sprite_bytes(const struct probe *p, const struct frames_query *q)
{
	int width, height;
	int64_t bytes;

	picture_shown_size(p, &width, &height);
	bytes = SPRITE_SPARE_BYTES + 2 * q->count * q->width *
	    (width > 0 ? q->width * height / width + 1 : q->width);
	return bytes < STRIP_BYTES ? bytes : STRIP_BYTES;
}

static int
api_frames_make(struct request *r, const struct target_file *f,
    const struct strip_request *q, const char *name, const char **json)
{
	const char *part;
	int err = strip_cache_begin(&r->arena, r->conf, name, q->max_bytes,
	    &part);
	struct work work = {
		.conf = r->conf,
		.probe = &f->probe,
		.path = f->path,
		.dir = arena_printf(&r->arena, "%s/frames", r->conf->run_dir),
		.out = part,
		.client = r->connection,
	};
	const char *why = "";
	struct strip strip;

	if (err == -ENOSPC)
		return http_fail(r, 503, "RUN_DIR (%s) has no room for another "
		    "filmstrip; try again in a moment, and if that does not "
		    "help, make room there", r->conf->run_dir);
	if (!err)
		err = strip_make(&r->arena, &work, q, &strip, &why);
	if (err) {
		strip_cache_abandon(part);
		return http_fail_media(r, err, why);
	}
	*json = api_frames_write_companion(&r->arena, &strip, f->start_s);
	err = strip_cache_store(&r->arena, r->conf, name, part, *json);
	if (err)
		return http_fail(r, 503, "%s", run_dir_error(&r->arena, r->conf,
		    r->conf->run_dir, -err));
	return 0;
}

/* The members of the kept JSON; a truncated file does not end with a brace. */
static int
api_frames_read_members(struct arena *a, const char *json, struct jw *out)
{
	size_t len = json ? strlen(json) : 0;

	if (len < 2 || json[0] != '{' || json[len - 1] != '}')
		return -EBADMSG;
	*out = (struct jw){ .text = arena_strndup(a, json + 1, len - 2),
	    .len = len - 2 };
	return 0;
}

static int
api_frames_reply_companion(struct request *r, const struct capture_target *s,
    const struct target_file *f, const struct frames_query *q,
    const char *json)
{
	struct jw w = { .arena = &r->arena };
	double rate = f->probe.video.average_rate > 0
	    ? f->probe.video.average_rate : f->probe.video.rate;
	struct jw members;

	if (api_frames_read_members(&r->arena, json, &members))
		return -EBADMSG;
	jw_open(&w, NULL, '{');
	jw_join(&w, &members);
	jw_str(&w, "session_id", r->param);
	jw_str(&w, "media_key", s->session.media_key);
	jw_exact(&w, "at", q->at_s);
	jw_str(&w, "step", q->step ? q->step : "1");
	if (rate > 0)
		jw_exact(&w, "frame_duration_seconds", 1 / rate);
	else
		jw_null(&w, "frame_duration_seconds");
	jw_str(&w, "sprite_url", api_frames_sprite_url(r, q));
	jw_close(&w, '}');
	return http_reply_written(r, &w);
}

int
api_frames(struct request *r)
{
	struct frames_query q = { 0 };
	struct strip_request want;
	struct capture_target s;
	struct target_file f;
	const char *name, *json;
	int rc = capture_target_find(r, r->param, NULL, &s);

	if (!rc)
		rc = api_frames_read_query(r, &s, &q);
	if (!rc)
		rc = api_frames_open_file(r, &s, &q, &f);
	if (rc)
		return rc;
	want = (struct strip_request){ .at_s = f.at_s, .step_s = q.step_s,
	    .count = (int)q.count, .width = (int)q.width,
	    .max_bytes = api_frames_sprite_bytes(&f.probe, &q) };
	name = strip_cache_name(&r->arena, f.path, &want);
	if (!name)
		return http_fail(r, 422, "the file no longer exists: %s",
		    f.path);
	json = strip_cache_get(&r->arena, r->conf, name);
	if (!json && (rc = api_frames_make(r, &f, &want, name, &json)))
		return rc;
	if (q.wants_json)
		return api_frames_reply_companion(r, &s, &f, &q, json);
	http_add_header(r, "X-Accel-Redirect", "@frames");
	http_add_header(r, "X-File", "%s.jpg", name);
	http_add_header(r, "Cache-Control", "private, max-age=3600");
	return http_reply_bytes(r, "image/jpeg", NULL, 0);
}
