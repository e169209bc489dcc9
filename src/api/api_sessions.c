#include "config.h"

#include <errno.h>

#include "http.h"
#include "route.h"
#include "base/conf.h"
#include "base/jw.h"
#include "base/timestamp.h"
#include "model/heartbeat.h"
#include "model/session.h"

#define STALE_MS	10000
#define RECENT_MS	(24 * 3600 * INT64_C(1000))

static int
api_sessions_reply(struct request *r, const struct session *v, size_t n)
{
	struct jw w = { .arena = &r->arena };
	int64_t now = timestamp_boot_ms();
	size_t i;

	jw_open(&w, NULL, '[');
	for (i = 0; i < n; i++)
		session_write(&w, NULL, r->conf, &v[i], now);
	jw_close(&w, ']');
	return http_reply_written(r, &w);
}

static int
api_sessions_mark_stale(struct request *r)
{
	int64_t age, wall;
	int err = heartbeat_age(r->db, "poller", timestamp_boot_ms(), &age,
	    &wall);

	if (err && err != -ENOENT)
		return err;
	if (err == -ENOENT || age > STALE_MS)
		http_add_header(r, "X-MediaSnap-Stale", "1");
	return 0;
}

int
api_sessions(struct request *r)
{
	struct session *v;
	size_t n;
	int err = sessions_live(r->db, &r->arena, NULL, &v, &n);

	if (!err)
		err = api_sessions_mark_stale(r);
	return err ? err : api_sessions_reply(r, v, n);
}

int
api_sessions_recent(struct request *r)
{
	struct session *v;
	size_t n;
	int err = sessions_recent(r->db, &r->arena,
	    timestamp_wall_ms() - RECENT_MS, &v, &n);

	return err ? err : api_sessions_reply(r, v, n);
}
