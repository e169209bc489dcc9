/*
 * GET /api/captures/{id}/thumbnail: the small picture of a capture.  nginx
 * sends existing thumbnails itself and asks us only to make missing ones.
 */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

#include "http.h"
#include "route.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/regular_file.h"
#include "make/make.h"
#include "model/capture.h"
#include "storage/capture_dir.h"
#include "storage/workdir.h"

#define WAIT_MS		100	/* for a worker that makes the same one */
#define WAIT_TIMES	50

static int
api_thumbnail_reply(struct request *r, const char *id)
{
	http_add_header(r, "X-Accel-Redirect", "@capture");
	http_add_header(r, "X-File", CAPTURE_DIR_THUMBNAILS "/%s.jpg", id);
	http_add_header(r, "Cache-Control",
	    "public, max-age=31536000, immutable");
	return http_reply_bytes(r, "image/jpeg", NULL, 0);
}

static int
api_thumbnail_make(struct request *r, const struct capture *c,
    const struct workdir *dir)
{
	struct work work = {
		.conf = r->conf,
		.path = arena_printf(&r->arena, "%s/%s", r->conf->capture_dir,
		    c->poster_name ? c->poster_name : c->file_name),
		.dir = dir->path,
		.out = arena_printf(&r->arena, "%s/" THUMBNAIL_NAME, dir->path),
	};
	const char *why = "";
	int err = thumbnail_make(&r->arena, &work, &why);

	if (err)
		return http_fail(r, 404, "this capture has no thumbnail: %s",
		    why);
	return capture_dir_put_thumbnail(&r->arena, r->conf, work.out, c->id);
}

static int
api_thumbnail_add(struct request *r, const struct capture *c, const char *path)
{
	AUTO(workdir_close) struct workdir dir = { .lock = -1 };
	int rc, i;

	for (i = 0; i < WAIT_TIMES; i++) {
		rc = workdir_open(&r->arena, r->conf, c->id, &dir);
		if (rc != -EAGAIN)
			break;
		poll(NULL, 0, WAIT_MS);
		if (regular_file_size(path) > 0)
			return 0;
	}
	if (rc)
		return rc;
	rc = api_thumbnail_make(r, c, &dir);
	workdir_remove(r->conf, c->id);
	return rc;
}

int
api_thumbnail(struct request *r)
{
	struct capture c;
	const char *path;
	int rc = capture_by_id(r->db, &r->arena, r->param, &c);

	if (rc == -ENOENT)
		return http_fail(r, 404, "this capture no longer exists");
	if (rc)
		return rc;
	if (strcmp(c.status, "complete"))
		return http_fail(r, 409, "this capture is not ready yet");
	path = capture_dir_thumbnail_path(&r->arena, r->conf, c.id);
	if (regular_file_size(path) == 0)
		rc = api_thumbnail_add(r, &c, path);
	return rc ? rc : api_thumbnail_reply(r, c.id);
}
