#include "config.h"

#include <errno.h>

#include "capture_reply.h"
#include "clip_queue.h"
#include "http.h"
#include "base/conf.h"
#include "base/db.h"
#include "model/capture.h"
#include "model/job.h"

static int
clip_queue_insert_row(struct request *r, const struct capture *c)
{
	return capture_insert(r->db, r->conf, c);
}

static int
clip_queue_restart_row(struct request *r, const struct capture *c)
{
	return capture_restart(r->db, c->id);
}

/* Row and job in one transaction, so that the queue limits hold. */
static int
clip_queue_commit(struct request *r, const struct capture *c,
    int (*row)(struct request *, const struct capture *))
{
	int rc = db_begin(r->db);

	if (!rc)
		rc = row(r, c);
	if (!rc)
		rc = job_queue_clip(r->db, r->conf, c->id, r->client);
	if (!rc)
		rc = db_commit(r->db);
	db_rollback(r->db);
	if (!rc)
		job_wake(r->conf);
	return rc;
}

static int
clip_queue_reply(struct request *r, const struct capture *c, int rc)
{
	if (!rc)
		return capture_reply_json(r, c);
	if (rc == -EXFULL)
		return http_fail(r, 503, "%d clips are already waiting "
		    "(MAX_QUEUE); try again when some are done",
		    r->conf->max_queue);
	if (rc == -EDQUOT) {
		http_add_header(r, "Retry-After", "5");
		return http_fail(r, 429, "most of the waiting clips are from "
		    "this device; try again when some are done");
	}
	return rc > 0 ? capture_reply_refuse_retry(r, c->id) : rc;
}

int
clip_queue_add(struct request *r, struct capture *c)
{
	return clip_queue_reply(r, c,
	    clip_queue_commit(r, c, clip_queue_insert_row));
}

int
clip_queue_retry(struct request *r, struct capture *c)
{
	int rc = clip_queue_commit(r, c, clip_queue_restart_row);

	if (!rc)
		rc = capture_by_id(r->db, &r->arena, c->id, c);
	return clip_queue_reply(r, c, rc);
}
