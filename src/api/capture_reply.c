#include "config.h"

#include <errno.h>
#include <string.h>

#include "capture_reply.h"
#include "http.h"
#include "base/jw.h"
#include "model/capture.h"

int
capture_reply_json(struct request *r, const struct capture *c)
{
	struct jw w = { .arena = &r->arena };

	capture_write(&w, NULL, r->conf, c);
	return http_reply_written(r, &w);
}

int
capture_reply_refuse_retry(struct request *r, const char *id)
{
	struct capture c;
	int err = capture_by_id(r->db, &r->arena, id, &c);

	if (err == -ENOENT)
		return http_fail(r, 404, "this capture no longer exists");
	if (err)
		return err;
	return http_fail(r, 409, "only a failed capture can be made again; "
	    "this one is %s", strcmp(c.status, "failed") ? c.status
	    : "already being made again (pending)");
}
