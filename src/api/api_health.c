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
#include "model/job.h"
#include "model/source.h"
#include "servers/media_server.h"
#include "storage/capture_dir.h"
#include "storage/run_dir.h"

#define ALIVE_MS	10000

/* A daemon's {"ok", "last_seen_at"}, and whether all is well with it. */
static int
add_daemon(struct request *r, struct json_object *o, const char *daemon,
    bool *good)
{
	int64_t age, wall;
	int err = heartbeat_age(r->db, daemon, when_boot_ms(), &age, &wall);
	bool ok = !err && age <= ALIVE_MS;

	js_bool(o, "ok", ok);
	js_str(o, "last_seen_at", err ? NULL : when_iso(&r->arena, wall));
	*good = *good && ok;
	return err == -ENOENT ? 0 : err;
}

static int
add_jobs(struct request *r, struct json_object *o, bool *good)
{
	int64_t queued, running;
	int err = jobs_count(r->db, false, "clip", &queued);

	if (!err)
		err = jobs_count(r->db, true, "clip", &running);
	if (err)
		return err;
	js_int(o, "queued", queued);
	js_int(o, "running", running);
	return add_daemon(r, o, "jobs", good);
}

static int
add_source(struct request *r, struct json_object *o,
    const struct media_server *server, bool *good)
{
	struct source s = { .name = server->name };
	int err = source_by_name(r->db, &r->arena, server->name, &s);
	bool enabled = media_server_is_set_up(server, r->conf);
	struct json_object *one;

	if (err && err != -ENOENT)
		return err;
	/* What was true when it was last enabled does not count now. */
	if (!enabled)
		s = (struct source){ .name = server->name };
	s.enabled = enabled;
	one = source_json(&r->arena, &s);
	js_str(one, "label", server->label);
	js_str(one, "accent", server->accent);
	js_add(o, server->name, one);
	*good = *good && (s.ok || !enabled);
	return 0;
}

static int
add_sources(struct request *r, struct json_object *o, bool *good)
{
	size_t i;
	int err = 0;

	for (i = 0; !err && i < media_servers_count; i++)
		err = add_source(r, o, media_servers[i], good);
	return err;
}

static int
add_folder(struct request *r, struct json_object *o, bool *good)
{
	struct json_object *f = js_object();
	const char *why = NULL;
	int err = folder_check(&r->arena, r->db, r->conf, &why);

	js_bool(f, "ok", !err);
	js_str(f, "error", why);
	js_add(o, "capture_dir", f);
	js_int(o, "disk_free_bytes", folder_free_bytes(r->conf));
	*good = *good && !err;
	return why ? 0 : err;
}

static void
add_run_dir(struct request *r, struct json_object *o, bool *good)
{
	struct json_object *f = js_object();
	const char *why = NULL;
	bool ok = !run_dir_check(&r->arena, r->conf, &why);

	js_bool(f, "ok", ok);
	js_str(f, "error", why);
	js_add(o, "run_dir", f);
	*good = *good && ok;
}

int
api_health(struct request *r)
{
	AUTO(js_put) struct json_object *o = js_object();
	struct json_object *poller = js_object(), *jobs = js_object(),
	    *sources = js_object();
	bool good = true;
	int err;

	js_str(o, "status", "");
	js_str(o, "version", PACKAGE_VERSION);
	js_add(o, "poller", poller);
	js_add(o, "jobs", jobs);
	js_add(o, "sources", sources);
	if ((err = add_daemon(r, poller, "poller", &good)) ||
	    (err = add_jobs(r, jobs, &good)) ||
	    (err = add_sources(r, sources, &good)) ||
	    (err = add_folder(r, o, &good)))
		return fail(r, 503, "the database cannot be used: %s",
		    strerror(-err));
	add_run_dir(r, o, &good);
	js_str(o, "status", good ? "ok" : "degraded");
	header(r, "Cache-Control", "no-store");
	return reply_json(r, js_take(&o));
}
