/* The gallery: list, show, download, delete and retry captures. */
#include "config.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "body.h"
#include "capture_reply.h"
#include "clip_queue.h"
#include "cursor.h"
#include "download_name.h"
#include "http.h"
#include "route.h"
#include "screenshot_take.h"
#include "target_probe.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/db.h"
#include "base/jw.h"
#include "base/url.h"
#include "media/film_moved.h"
#include "media/probe.h"
#include "model/capture.h"
#include "model/job.h"
#include "plan/recipe.h"
#include "storage/capture_dir.h"
#include "storage/capture_dir_cache.h"
#include "storage/workdir.h"

#define LIMIT_DEFAULT	50
#define LIMIT_MAX	200
#define OFFSET_MAX	100000000
#define SEARCH_MAX	200

/* Marks complete captures whose file is gone; their rows do not change. */
static void
api_captures_mark_missing(struct request *r, struct capture *v, size_t n)
{
	AUTO(fd_closep) int folder = capture_dir_open(r->conf);
	size_t i;

	capture_dir_cache_begin(r->dir_cache, folder);
	for (i = 0; i < n; i++)
		if (!strcmp(v[i].status, "complete") &&
		    !capture_dir_cache_has(r->dir_cache, folder,
			v[i].file_name))
			v[i].error = "the file is missing from the "
			    "capture folder";
}

static int
api_captures_reply_page(struct request *r, struct capture *v, size_t n)
{
	struct jw w = { .arena = &r->arena };
	size_t i;

	api_captures_mark_missing(r, v, n);
	jw_open(&w, NULL, '[');
	for (i = 0; i < n; i++)
		capture_write(&w, NULL, r->conf, &v[i]);
	jw_close(&w, ']');
	return http_reply_written(r, &w);
}

static int
api_captures_read_filter(struct request *r, struct capture_filter *f)
{
	const char *cursor = NULL;
	long limit = LIMIT_DEFAULT, offset = 0;
	int rc;

	*f = (struct capture_filter){ .before_seq = INT64_MAX };
	if ((rc = http_query_number(r, "limit", 1, LIMIT_MAX, LIMIT_DEFAULT,
	    &limit)) ||
	    (rc = http_query_number(r, "offset", 0, OFFSET_MAX, 0, &offset)) ||
	    (rc = http_query_text(r, "type", 16, &f->type)) ||
	    (rc = http_query_text(r, "q", SEARCH_MAX, &f->search)) ||
	    (rc = http_query_text(r, "cursor", CURSOR_MAX, &cursor)))
		return rc;
	if (f->type && strcmp(f->type, "screenshot") &&
	    strcmp(f->type, "clip"))
		return http_fail(r, 422, "type: must be screenshot or clip");
	if (cursor && cursor_read(cursor, &f->before_seq))
		return http_fail(r, 422, "cursor: must come from a Link "
		    "header");
	f->limit = (int)limit;
	f->offset = offset;
	return 0;
}

static void
api_captures_link_next(struct request *r, const struct capture_filter *f,
    int64_t seq)
{
	struct arena *a = &r->arena;
	const char *type = f->type ? arena_printf(a, "&type=%s", f->type) : "";
	const char *q = f->search ? arena_printf(a, "&q=%s",
	    url_encode(a, f->search)) : "";

	http_add_header(r, "Link", "<%sapi/captures?limit=%d%s%s&cursor=%s>; "
	    "rel=\"next\"", r->conf->base_path, f->limit, type, q,
	    cursor_text(a, seq));
}

int
api_captures_list(struct request *r)
{
	struct capture_filter f;
	struct capture *v;
	int64_t total;
	size_t n;
	int rc = api_captures_read_filter(r, &f);

	if (!rc)
		rc = captures_count(r->db, &r->arena, &f, &total);
	if (!rc)
		rc = captures_page(r->db, &r->arena, &f, &v, &n);
	if (rc)
		return rc;
	http_add_header(r, "X-Total-Count", "%lld", (long long)total);
	if (f.search && total == CAPTURE_COUNT_MAX)
		http_add_header(r, "X-Total-Count-At-Least", "1");
	if (n == (size_t)f.limit && v[n - 1].seq > 1)
		api_captures_link_next(r, &f, v[n - 1].seq);
	return api_captures_reply_page(r, v, n);
}

static int
api_captures_find(struct request *r, struct capture *c)
{
	int err = capture_by_id(r->db, &r->arena, r->param, c);

	return err == -ENOENT
	    ? http_fail(r, 404, "this capture no longer exists")
	    : err;
}

int
api_captures_get(struct request *r)
{
	struct capture c;
	int rc = api_captures_find(r, &c);

	if (rc)
		return rc;
	api_captures_mark_missing(r, &c, 1);
	return capture_reply_json(r, &c);
}

/*
 * nginx sends the file.  We check that it exists first, because nginx would
 * keep our headers on its 404.
 */
int
api_captures_send_file(struct request *r)
{
	AUTO(fd_closep) int folder = capture_dir_open(r->conf);
	struct capture c;
	int64_t size;
	int rc = api_captures_find(r, &c);

	if (rc)
		return rc;
	if (!strcmp(c.status, "pending"))
		return http_fail(r, 409, "this capture is not ready yet");
	if (capture_dir_file_size(folder, c.file_name, &size))
		return http_fail(r, 404, "the file of this capture is missing "
		    "from the capture folder");
	http_add_header(r, "X-Accel-Redirect", "@capture");
	http_add_header(r, "X-File", "%s", c.file_name);
	http_add_header(r, "Content-Disposition", "%s",
	    download_disposition(&r->arena, &c));
	http_add_header(r, "Cache-Control",
	    "private, max-age=31536000, immutable");
	return http_reply_bytes(r, capture_dir_media_type(c.file_name),
	    NULL, 0);
}

/* While the folder is not mounted, a deletion would leave the file for ever. */
static int
api_captures_check_mounted(struct request *r)
{
	const char *why = "";
	int err = capture_dir_check(&r->arena, r->db, r->conf, &why);

	return err == -ENODEV ? http_fail(r, 503, "%s", why) : 0;
}

/*
 * Deletes the row first, so that nobody can retry a capture that is being
 * deleted.  1: the row was already gone.
 */
static int
api_captures_delete_files(struct request *r, const struct capture *c)
{
	int rc = capture_delete(r->db, c->id);

	if (rc)
		return rc;
	capture_dir_delete(r->conf, c->file_name);
	capture_dir_delete_thumbnail(r->conf, c->id);
	/* If the clip job was killed, its poster may not be in the row yet. */
	if (c->poster_name || !strcmp(c->type, "clip"))
		capture_dir_delete(r->conf, c->poster_name ? c->poster_name
		    : arena_printf(&r->arena, "%s.jpg", c->id));
	return 0;
}

int
api_captures_delete_one(struct request *r)
{
	struct jw w = { .arena = &r->arena };
	struct capture c;
	int rc = api_captures_find(r, &c);

	if (!rc)
		rc = api_captures_check_mounted(r);
	if (rc)
		return rc;
	rc = api_captures_delete_files(r, &c);
	if (rc)
		return rc < 0 ? rc : api_captures_find(r, &c);
	job_wake(r->conf);
	jw_open(&w, NULL, '{');
	jw_str(&w, "deleted", c.id);
	jw_close(&w, '}');
	return http_reply_written(r, &w);
}

static int
api_captures_delete_listed(struct request *r, const struct body_list *ids,
    struct jw *w)
{
	struct capture c;
	size_t i;
	int rc;

	for (i = 0; i < ids->n; i++) {
		rc = capture_by_id(r->db, &r->arena, ids->items[i], &c);
		if (rc == -ENOENT)
			continue;
		if (!rc)
			rc = api_captures_delete_files(r, &c);
		if (rc < 0)
			return rc;
		if (!rc)
			jw_str(w, NULL, c.id);
	}
	return 0;
}

/*
 * Deletes several captures; a page that is being closed sends one request.
 * The answer leaves out ids that were already gone.
 */
int
api_captures_delete_many(struct request *r)
{
	static const struct body_member members[] = {
		{ "ids", MEMBER_LIST, 0 },
	};
	struct jw w = { .arena = &r->arena };
	struct body_list ids = { .n = 0 };
	int rc = body_read(r, members, COUNT(members), &ids);

	if (!rc && !ids.n)
		rc = http_fail(r, 422, "ids: must list the captures to delete");
	if (!rc)
		rc = api_captures_check_mounted(r);
	if (rc)
		return rc;
	jw_open(&w, NULL, '{');
	jw_open(&w, "deleted", '[');
	rc = api_captures_delete_listed(r, &ids, &w);
	jw_close(&w, ']');
	jw_close(&w, '}');
	job_wake(r->conf);
	return rc ? rc : http_reply_written(r, &w);
}

/* Probes the capture's film, under its new name if it was renamed. */
static int
api_captures_probe(struct request *r, const struct capture *c,
    struct recipe *recipe, struct probe *probe, const char **why)
{
	int rc = target_probe(r, recipe->path, probe, why);
	const char *now = rc == -ENOENT ? film_moved_find(r->db, &r->arena, c,
	    recipe->path, recipe->part_start_s) : NULL;

	if (!now)
		return rc;
	recipe_move(&r->arena, recipe, now);
	return target_probe(r, now, probe, why);
}

int
api_captures_retry(struct request *r)
{
	struct recipe recipe;
	struct capture c;
	struct probe probe;
	const char *why = "";
	int rc = api_captures_find(r, &c);

	if (rc)
		return rc;
	if (strcmp(c.status, "failed"))
		return capture_reply_refuse_retry(r, c.id);
	if (!c.request || recipe_read(&r->arena, c.request, &recipe))
		return http_fail(r, 409, "this capture is from an older "
		    "version that did not store its settings; take it again");
	rc = capture_dir_check(&r->arena, r->db, r->conf, &why);
	if (!rc && recipe.is_clip)
		return clip_queue_retry(r, &c);
	if (!rc)
		rc = api_captures_probe(r, &c, &recipe, &probe, &why);
	return rc ? http_fail_media(r, rc, why)
	    : screenshot_take_again(r, &c, &recipe, &probe);
}
