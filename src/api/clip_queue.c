#include "config.h"

#include <errno.h>

#include "clip_queue.h"
#include "http.h"
#include "screenshot_take.h"
#include "base/conf.h"
#include "base/db.h"
#include "model/capture.h"
#include "model/job.h"

static int
insert(struct request *r, const struct capture *c)
{
	return capture_insert(r->db, r->conf, c);
}

static int
restart(struct request *r, const struct capture *c)
{
	return capture_restart(r->db, c->id);
}

/* Counted where nobody can come between. */
static int
row_and_job(struct request *r, const struct capture *c,
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
answer(struct request *r, const struct capture *c, int rc)
{
	if (!rc)
		return reply_capture(r, c);
	if (rc == -EXFULL)
		return fail(r, 503, "%d clips are waiting already (MAX_QUEUE); "
		    "try again when some are done", r->conf->max_queue);
	if (rc == -EDQUOT) {
		header(r, "Retry-After", "5");
		return fail(r, 429, "most of the clips that are waiting are "
		    "from this device; try again when some are done");
	}
	return rc > 0 ? refuse_retry(r, c->id) : rc;
}

int
clip_queue(struct request *r, struct capture *c)
{
	return answer(r, c, row_and_job(r, c, insert));
}

int
clip_queue_again(struct request *r, struct capture *c)
{
	int rc = row_and_job(r, c, restart);

	if (!rc)
		rc = capture_by_id(r->db, &r->arena, c->id, c);
	return answer(r, c, rc);
}
