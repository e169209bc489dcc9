#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sweep.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/db.h"
#include "base/log.h"
#include "base/regular_file.h"
#include "make/image_size.h"
#include "model/capture.h"
#include "model/change.h"
#include "model/job.h"
#include "plan/picture_filters.h"
#include "storage/capture_dir.h"
#include "storage/workdir.h"

#define YOUNG_S		10	/* may be created but not yet locked */
#define FRAMES_OLD_S	3600

static bool
sweep_is_old(const char *path, int seconds)
{
	struct stat st;

	return !stat(path, &st) && st.st_mtime + seconds < time(NULL);
}

/* A worker died while taking it: if its file is in place, it is complete. */
static int
sweep_settle_screenshot(struct arena *a, struct db *db, const struct conf *conf,
    struct capture *c)
{
	AUTO(fd_closep) int folder = capture_dir_open(conf);
	unsigned char head[4096];
	ssize_t n;
	int rc;

	if (capture_dir_file_size(folder, c->file_name, &c->size_bytes)) {
		rc = capture_fail(db, c->id, "MediaSnap was stopped while "
		    "taking this; press Retry");
	} else {
		n = regular_file_read_head(arena_printf(a, "%s/%s",
		    conf->capture_dir, c->file_name), head, sizeof(head));
		if (n > 0)
			image_size(head, (size_t)n, &c->width, &c->height);
		rc = capture_finish(db, c);
	}
	if (rc == CHANGE_DONE)
		log_warn("settled a screenshot that was interrupted", "id",
		    c->id);
	return rc < 0 ? rc : 0;
}

static int
sweep_settle_workdir(struct arena *a, struct db *db, const struct conf *conf,
    const char *id)
{
	AUTO(workdir_close) struct workdir dir = { .lock = -1 };
	struct capture c;
	int err = workdir_open(a, conf, id, &dir);

	if (err)
		return err == -EAGAIN ? 0 : err;
	err = capture_by_id(db, a, id, &c);
	if (err && err != -ENOENT)
		return err;
	if (!err && !strcmp(c.status, "pending")) {
		if (!strcmp(c.type, "clip"))
			return 0;	/* its job will use the folder */
		err = sweep_settle_screenshot(a, db, conf, &c);
		if (err)
			return err;
	}
	return workdir_remove(conf, id);
}

/*
 * Settles pending screenshots that have no work folder.  A worker may be about
 * to start one, so the row is read again once its work folder is locked.
 */
static int
sweep_settle_lost(struct arena *a, struct db *db, const struct conf *conf)
{
	struct capture *v;
	struct stat st;
	size_t i, n;
	int err = captures_pending(db, a, "screenshot", &v, &n);

	for (i = 0; !err && i < n; i++)
		if (stat(arena_printf(a, "%s/.work/%s", conf->capture_dir,
		    v[i].id), &st) && errno == ENOENT)
			err = sweep_settle_workdir(a, db, conf, v[i].id);
	return err;
}

static void
sweep_remove_strips(struct arena *a, const struct conf *conf)
{
	const char *folder = arena_printf(a, "%s/frames", conf->run_dir);
	AUTO(dir_closep) DIR *d = opendir(folder);
	struct dirent *e;

	while (d && (e = readdir(d)))
		if (*e->d_name != '.' && sweep_is_old(arena_printf(a, "%s/%s",
		    folder, e->d_name), FRAMES_OLD_S))
			unlinkat(dirfd(d), e->d_name, 0);
}

int
sweep_run(struct arena *a, struct db *db, const struct conf *conf)
{
	const char *const *ids, *why;
	size_t i, n = 0;
	int err = capture_dir_check(a, db, conf, &why), one;

	if (err == -ENODEV)
		return 0;		/* not mounted */
	err = workdir_list(a, conf, &ids, &n);
	/* An error with one does not stop the others. */
	for (i = 0; i < n; i++) {
		if (!sweep_is_old(arena_printf(a, "%s/.work/%s",
		    conf->capture_dir, ids[i]), YOUNG_S))
			continue;
		one = sweep_settle_workdir(a, db, conf, ids[i]);
		err = one ? one : err;
	}
	sweep_remove_strips(a, conf);
	one = sweep_settle_lost(a, db, conf);
	return one ? one : err;
}

int
sweep_report(struct arena *a, struct db *db, const struct conf *conf)
{
	AUTO(dir_closep) DIR *d = opendir(conf->capture_dir);
	struct capture c;
	struct dirent *e;
	const char *first = NULL;
	long unknown = 0;

	while (d && (e = readdir(d))) {
		if (!capture_dir_name_is_ours(e->d_name) || capture_by_id(db, a,
		    arena_strndup(a, e->d_name, CAPTURE_ID_LEN), &c) !=
		    -ENOENT)
			continue;
		if (!unknown++)
			first = arena_strdup(a, e->d_name);
	}
	if (unknown)
		log_warn("the capture folder has files that the gallery does "
		    "not know; they are left alone", "count",
		    arena_printf(a, "%ld", unknown), "first", first);
	return 0;
}
