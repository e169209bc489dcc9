/*
 * GET /api/sessions/{id}/clip_size: how large a clip would be.  Films differ
 * too much for any formula, so short samples are made, and thrown away.
 */
#include "config.h"

#include <errno.h>
#include <math.h>

#include "capture_target.h"
#include "http.h"
#include "route.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/jw.h"
#include "base/number.h"
#include "make/hwaccel_find.h"
#include "make/make.h"
#include "model/capture.h"
#include "storage/capture_dir.h"
#include "storage/workdir.h"

#define HEIGHT_MIN	16
#define HEIGHT_MAX	4320

static int
api_clip_size_read_moment(struct request *r, const char *key, double *s)
{
	const char *text;
	int rc = http_query_text(r, key, 32, &text);

	if (rc)
		return rc;
	if (!text || !number_read_decimal(text, 0, NUMBER_SECONDS_MAX, s))
		return http_fail(r, 422, "%s: must be a number of seconds",
		    key);
	return 0;
}

static int
api_clip_size_read_format(struct request *r, struct clip_request *c)
{
	const char *text;
	int rc = http_query_text(r, "format", 16, &text), format;

	if (rc || !text)
		return rc;
	format = clip_format_find(text);
	if (format < 0)
		return http_fail(r, 422,
		    "format: must be mp4, webm, gif, webp or mp3");
	c->format = (enum clip_format)format;
	return 0;
}

static int
api_clip_size_read_query(struct request *r, struct clip_request *c)
{
	long height = 0, precise = 0;
	int rc;

	*c = (struct clip_request)CLIP_DEFAULT;
	if ((rc = api_clip_size_read_moment(r, "start_seconds", &c->start_s)) ||
	    (rc = api_clip_size_read_moment(r, "end_seconds", &c->end_s)) ||
	    (rc = api_clip_size_read_format(r, c)) ||
	    (rc = http_query_number(r, "precise", 0, 1, 0, &precise)) ||
	    (rc = http_query_number(r, "height", HEIGHT_MIN, HEIGHT_MAX, 0,
		 &height)))
		return rc;
	c->is_precise = precise;
	c->height = (int)height;
	if (!(c->end_s > c->start_s) ||
	    c->end_s - c->start_s > r->conf->max_clip_seconds)
		return http_fail(r, 422, "end_seconds: must be after "
		    "start_seconds, by at most %d", r->conf->max_clip_seconds);
	return 0;
}

static int
api_clip_size_estimate(struct request *r, const struct target_file *f,
    const struct clip_request *c, double *bytes)
{
	AUTO(workdir_close) struct workdir dir = { .lock = -1 };
	const char *id = capture_new_id(&r->arena), *why = "", *note;
	struct work work = { .conf = r->conf, .probe = &f->probe,
	    .path = f->path, .client = r->connection };
	int rc = capture_dir_check(&r->arena, r->db, r->conf, &why);

	if (rc)
		return http_fail_media(r, rc, why);
	rc = workdir_open(&r->arena, r->conf, id, &dir);
	if (rc)
		return rc;
	work.dir = dir.path;
	work.out = arena_printf(&r->arena, "%s/sample.%s", dir.path,
	    clip_format_name(c->format));
	if (c->format == CLIP_MP4)
		work.hw = hwaccel_find(&r->arena, r->conf, &note);
	rc = clip_estimate(&r->arena, &work, c, bytes, &why);
	workdir_remove(r->conf, id);
	return rc ? http_fail_media(r, rc, why) : 0;
}

int
api_clip_size(struct request *r)
{
	struct clip_request c;
	struct capture_target s;
	struct target_file f;
	struct jw w = { .arena = &r->arena };
	double bytes = 0;
	int rc = capture_target_find(r, r->param, NULL, &s);

	if (!rc)
		rc = api_clip_size_read_query(r, &c);
	if (!rc)
		rc = capture_target_open(r, &s, c.start_s, &f);
	if (rc)
		return rc;
	c.start_s -= f.start_s;
	c.end_s -= f.start_s;
	rc = api_clip_size_estimate(r, &f, &c, &bytes);
	if (rc)
		return rc;
	jw_open(&w, NULL, '{');
	jw_int(&w, "bytes", (int64_t)bytes);
	jw_close(&w, '}');
	return http_reply_written(r, &w);
}
