#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "change.h"
#include "job.h"
#include "sql.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/db.h"

static struct job
job_row(sqlite3_stmt *q, struct arena *a)
{
	return (struct job){
		.id = sqlite3_column_int64(q, 0),
		.kind = db_column_text(q, 1, a),
		.capture_id = db_column_text(q, 2, a),
		.path = db_column_text(q, 3, a),
		.claim = sqlite3_column_int64(q, 4),
		.tries = sqlite3_column_int(q, 5),
	};
}

static int
job_insert_clip(struct db *db, const char *capture_id, const char *client)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_JOB_INSERT_CLIP);

	db_bind_text(q, 1, capture_id);
	db_bind_text(q, 2, client);
	return db_step(q);
}

int
job_add_clip(struct db *db, const char *capture_id)
{
	return job_insert_clip(db, capture_id, NULL);
}

static int
job_check_share(struct db *db, int max, const char *client)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_JOB_WAITING);
	int share = max * 3 / 4 > 0 ? (int)(max * INT64_C(3) / 4) : 1, rc;

	db_bind_text(q, 1, client);
	rc = db_step(q);
	if (rc <= 0)
		return rc ? rc : -EIO;
	if (sqlite3_column_int64(q, 0) >= max)
		return -EXFULL;
	return sqlite3_column_int64(q, 1) >= share ? -EDQUOT : 0;
}

int
job_queue_clip(struct db *db, const struct conf *conf,
    const char *capture_id, const char *client)
{
	int err = job_check_share(db, conf->max_queue, client);

	return err ? err : job_insert_clip(db, capture_id, client);
}

int
job_add_probe(struct db *db, const char *path)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_JOB_INSERT_PROBE);

	db_bind_text(q, 1, path);
	return db_step(q);
}

int
job_has_probe(struct db *db, const char *path)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_JOB_HAS_PROBE);

	db_bind_text(q, 1, path);
	return db_step(q);
}

int
job_claim(struct db *db, struct arena *a, const char *kind, struct job *out)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_JOB_CLAIM);
	int rc;

	db_bind_text(q, 1, kind);
	rc = db_step(q);
	if (rc <= 0)
		return rc;
	*out = job_row(q, a);
	/* The update takes effect when its statement has finished. */
	rc = db_step(q);
	return rc < 0 ? rc : 1;
}

int
job_by_claim(struct db *db, struct arena *a, int64_t id, int64_t claim,
    struct job *out)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_JOB_CLAIMED);
	int rc;

	db_bind_int(q, 1, id);
	db_bind_int(q, 2, claim);
	rc = db_step(q);
	if (rc <= 0)
		return rc ? rc : -ENOENT;
	*out = job_row(q, a);
	return 0;
}

static int
job_change(struct db *db, sqlite3_stmt *q, const struct job *job)
{
	AUTO(db_release) sqlite3_stmt *exists = db_stmt(db, SQL_JOB_EXISTS);

	db_bind_int(q, 1, job->id);
	db_bind_int(q, 2, job->claim);
	db_bind_int(exists, 1, job->id);
	return change_step(db, q, exists);
}

int
job_release(struct db *db, const struct job *job, bool is_try)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_JOB_RELEASE);

	db_bind_int(q, 3, !is_try);
	return job_change(db, q, job);
}

int
job_delete(struct db *db, const struct job *job)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_JOB_DELETE);

	return job_change(db, q, job);
}

#define RUNNING_MAX	256	/* more than CLIP_JOBS can be */

int
jobs_running(struct db *db, struct arena *a, struct job **out, size_t *n)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_JOBS_RUNNING);
	struct job *v = arena_alloc(a, RUNNING_MAX * sizeof(*v));
	size_t i = 0;
	int rc = 0;

	while (i < RUNNING_MAX && (rc = db_step(q)) > 0)
		v[i++] = job_row(q, a);
	if (rc < 0)
		return rc;
	*out = v;
	*n = i;
	return 0;
}

int
jobs_count(struct db *db, bool is_running, const char *kind, int64_t *n)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_JOB_COUNT);
	int rc;

	db_bind_int(q, 1, is_running);
	db_bind_text(q, 2, kind);
	rc = db_step(q);
	if (rc <= 0)
		return rc ? rc : -EIO;
	*n = sqlite3_column_int64(q, 0);
	return 0;
}

/* -ENAMETOOLONG if RUN_DIR is too long for a socket's address. */
static int
job_socket_address(const struct conf *conf, struct sockaddr_un *sa)
{
	int n;

	*sa = (struct sockaddr_un){ .sun_family = AF_UNIX };
	n = snprintf(sa->sun_path, sizeof(sa->sun_path), "%s/jobs.sock",
	    conf->run_dir);
	return n < (int)sizeof(sa->sun_path) ? 0 : -ENAMETOOLONG;
}

void
job_wake(const struct conf *conf)
{
	AUTO(fd_closep) int fd = socket(AF_UNIX,
	    SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	struct sockaddr_un sa;

	if (fd < 0 || job_socket_address(conf, &sa))
		return;
	/* A lost datagram does no harm: the daemon finds the row later. */
	if (sendto(fd, "", 1, 0, (struct sockaddr *)&sa, sizeof(sa)) < 0)
		return;
}

int
job_wake_socket(const struct conf *conf)
{
	AUTO(fd_closep) int fd = socket(AF_UNIX,
	    SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	struct sockaddr_un sa;
	int out, err = job_socket_address(conf, &sa);

	if (fd < 0 || err)
		return err ? err : -errno;
	unlink(sa.sun_path);
	if (bind(fd, (struct sockaddr *)&sa, sizeof(sa)))
		return -errno;
	out = fd;
	fd = -1;
	return out;
}
