#include "config.h"

#include <errno.h>
#include <string.h>

#include "capture_reply.h"
#include "http.h"
#include "screenshot_take.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "make/make.h"
#include "model/capture.h"
#include "model/change.h"
#include "plan/recipe.h"
#include "storage/capture_dir.h"
#include "storage/workdir.h"

/* Makes picture and thumbnail in the work folder, then moves both out. */
static int
screenshot_take_run(struct request *r, struct capture *c,
    const struct recipe *recipe, const struct probe *probe,
    const struct workdir *dir, const char **why)
{
	const char *name = arena_printf(&r->arena, "out.%s",
	    screenshot_format_name(recipe->shot.format));
	struct work work = {
		.conf = r->conf,
		.probe = probe,
		.path = recipe->path,
		.dir = dir->path,
		.out = arena_printf(&r->arena, "%s/%s", dir->path, name),
	};
	struct make_result made = { 0 };
	int err = screenshot_make(&r->arena, &work, &recipe->shot, &made, why);

	if (!err)
		err = workdir_publish(&r->arena, r->conf, dir, name,
		    c->file_name);
	if (err)
		return err;
	capture_dir_put_thumbnail(&r->arena, r->conf, arena_printf(&r->arena,
	    "%s/" THUMBNAIL_NAME, dir->path), c->id);
	c->size_bytes = made.size_bytes;
	c->width = made.width;
	c->height = made.height;
	c->note = made.note;
	return 0;
}

/* If the row was deleted meanwhile, deletes the file too. */
static int
screenshot_take_finish(struct request *r, struct capture *c)
{
	int rc = capture_finish(r->db, c);

	if (rc < 0)
		return rc;
	workdir_remove(r->conf, c->id);
	if (rc == CHANGE_ABSENT) {
		capture_dir_delete(r->conf, c->file_name);
		capture_dir_delete_thumbnail(r->conf, c->id);
		return http_fail(r, 409, "the screenshot was deleted while it "
		    "was being taken");
	}
	if (rc == CHANGE_LATE)
		return capture_reply_refuse_retry(r, c->id);
	c->status = "complete";
	c->progress = 1;
	c->error = NULL;
	return capture_reply_json(r, c);
}

/* Inserts the row before the work, so that a crash leaves a trace. */
int
screenshot_take(struct request *r, struct capture *c,
    const struct recipe *recipe, const struct probe *probe)
{
	AUTO(workdir_close) struct workdir dir = { .lock = -1 };
	const char *why = "";
	int err = workdir_open(&r->arena, r->conf, c->id, &dir);

	if (err)
		return err;
	err = capture_insert(r->db, r->conf, c);
	if (err) {
		workdir_remove(r->conf, c->id);
		return err;
	}
	err = screenshot_take_run(r, c, recipe, probe, &dir, &why);
	if (!err)
		return screenshot_take_finish(r, c);
	capture_drop(r->db, c->id);
	workdir_remove(r->conf, c->id);
	return http_fail_media(r, err, why);
}

int
screenshot_take_again(struct request *r, struct capture *c,
    const struct recipe *recipe, const struct probe *probe)
{
	AUTO(workdir_close) struct workdir dir = { .lock = -1 };
	const char *why = "";
	int err = workdir_open(&r->arena, r->conf, c->id, &dir);

	if (err)
		return err == -EAGAIN
		    ? capture_reply_refuse_retry(r, c->id) : err;
	err = capture_restart(r->db, c->id);
	if (err) {
		workdir_remove(r->conf, c->id);
		return err < 0 ? err : capture_reply_refuse_retry(r, c->id);
	}
	err = screenshot_take_run(r, c, recipe, probe, &dir, &why);
	if (!err)
		return screenshot_take_finish(r, c);
	capture_fail(r->db, c->id, *why ? why : strerror(-err));
	workdir_remove(r->conf, c->id);
	return http_fail_media(r, err, why);
}
