#include "config.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "http.h"
#include "route.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/json.h"
#include "base/timestamp.h"
#include "model/heartbeat.h"
#include "model/job.h"
#include "model/source.h"
#include "servers/media_server.h"
#include "storage/capture_dir.h"
#include "storage/run_dir.h"

#define ALIVE_MS	10000

/* Adds {"ok", "last_seen_at"}; *good becomes false if the daemon is not ok. */
static int
api_health_add_daemon(struct request *r, struct json_object *o,
    const char *daemon, bool *good)
{
	int64_t age, wall;
	int err = heartbeat_age(r->db, daemon, timestamp_boot_ms(), &age,
	    &wall);
	bool ok = !err && age <= ALIVE_MS;

	json_add_bool(o, "ok", ok);
	json_add_str(o, "last_seen_at",
	    err ? NULL : timestamp_format(&r->arena, wall));
	*good = *good && ok;
	return err == -ENOENT ? 0 : err;
}

static int
api_health_add_jobs(struct request *r, struct json_object *o, bool *good)
{
	int64_t queued, running;
	int err = jobs_count(r->db, false, "clip", &queued);

	if (!err)
		err = jobs_count(r->db, true, "clip", &running);
	if (err)
		return err;
	json_add_int(o, "queued", queued);
	json_add_int(o, "running", running);
	return api_health_add_daemon(r, o, "jobs", good);
}

static int
api_health_add_source(struct request *r, struct json_object *o,
    const struct media_server *server, bool *good)
{
	struct source s = { .name = server->name };
	int err = source_by_name(r->db, &r->arena, server->name, &s);
	bool enabled = media_server_is_set_up(server, r->conf);
	struct json_object *one;

	if (err && err != -ENOENT)
		return err;
	/* The row of a disabled source tells only how it was before. */
	if (!enabled)
		s = (struct source){ .name = server->name };
	s.is_enabled = enabled;
	one = source_json(&r->arena, &s);
	json_add_str(one, "label", server->label);
	json_add_str(one, "accent", server->accent);
	json_add(o, server->name, one);
	*good = *good && (s.is_ok || !enabled);
	return 0;
}

static int
api_health_add_sources(struct request *r, struct json_object *o, bool *good)
{
	size_t i;
	int err = 0;

	for (i = 0; !err && i < media_servers_count; i++)
		err = api_health_add_source(r, o, media_servers[i], good);
	return err;
}

static int
api_health_add_dir(struct request *r, struct json_object *o, bool *good)
{
	struct json_object *f = json_new_object();
	const char *why = NULL;
	int err = capture_dir_check(&r->arena, r->db, r->conf, &why);

	json_add_bool(f, "ok", !err);
	json_add_str(f, "error", why);
	json_add(o, "capture_dir", f);
	json_add_int(o, "disk_free_bytes", capture_dir_free_bytes(r->conf));
	*good = *good && !err;
	return why ? 0 : err;
}

static void
api_health_add_run_dir(struct request *r, struct json_object *o, bool *good)
{
	struct json_object *f = json_new_object();
	const char *why = NULL;
	bool ok = !run_dir_check(&r->arena, r->conf, &why);

	json_add_bool(f, "ok", ok);
	json_add_str(f, "error", why);
	json_add(o, "run_dir", f);
	*good = *good && ok;
}

int
api_health(struct request *r)
{
	AUTO(json_freep) struct json_object *o = json_new_object();
	struct json_object *poller = json_new_object();
	struct json_object *jobs = json_new_object();
	struct json_object *sources = json_new_object();
	bool good = true;
	int err;

	json_add_str(o, "status", "");
	json_add_str(o, "version", PACKAGE_VERSION);
	json_add(o, "poller", poller);
	json_add(o, "jobs", jobs);
	json_add(o, "sources", sources);
	if ((err = api_health_add_daemon(r, poller, "poller", &good)) ||
	    (err = api_health_add_jobs(r, jobs, &good)) ||
	    (err = api_health_add_sources(r, sources, &good)) ||
	    (err = api_health_add_dir(r, o, &good)))
		return http_fail(r, 503, "the database cannot be used: %s",
		    strerror(-err));
	api_health_add_run_dir(r, o, &good);
	json_add_str(o, "status", good ? "ok" : "degraded");
	http_add_header(r, "Cache-Control", "no-store");
	return http_reply_json(r, json_take(&o));
}
