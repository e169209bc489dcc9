#include "config.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "http.h"
#include "route.h"
#include "base/conf.h"
#include "base/jw.h"
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
api_health_write_daemon(struct request *r, struct jw *w, const char *daemon,
    bool *good)
{
	int64_t age, wall;
	int err = heartbeat_age(r->db, daemon, timestamp_boot_ms(), &age,
	    &wall);
	bool ok = !err && age <= ALIVE_MS;

	jw_bool(w, "ok", ok);
	jw_str(w, "last_seen_at",
	    err ? NULL : timestamp_format(&r->arena, wall));
	*good = *good && ok;
	return err == -ENOENT ? 0 : err;
}

static int
api_health_write_poller(struct request *r, struct jw *w, bool *good)
{
	int err;

	jw_open(w, "poller", '{');
	err = api_health_write_daemon(r, w, "poller", good);
	jw_close(w, '}');
	return err;
}

static int
api_health_write_jobs(struct request *r, struct jw *w, bool *good)
{
	int64_t queued, running;
	int err = jobs_count(r->db, false, "clip", &queued);

	if (!err)
		err = jobs_count(r->db, true, "clip", &running);
	if (err)
		return err;
	jw_open(w, "jobs", '{');
	jw_int(w, "queued", queued);
	jw_int(w, "running", running);
	err = api_health_write_daemon(r, w, "jobs", good);
	jw_close(w, '}');
	return err;
}

static int
api_health_write_source(struct request *r, struct jw *w,
    const struct media_server *server, bool *good)
{
	struct source s = { .name = server->name };
	int err = source_by_name(r->db, &r->arena, server->name, &s);
	bool enabled = media_server_is_set_up(server, r->conf);

	if (err && err != -ENOENT)
		return err;
	/* The row of a disabled source tells only how it was before. */
	if (!enabled)
		s = (struct source){ .name = server->name };
	s.is_enabled = enabled;
	jw_open(w, server->name, '{');
	source_write(w, &s);
	jw_str(w, "label", server->label);
	jw_str(w, "accent", server->accent);
	jw_close(w, '}');
	*good = *good && (s.is_ok || !enabled);
	return 0;
}

static int
api_health_write_sources(struct request *r, struct jw *w, bool *good)
{
	size_t i;
	int err = 0;

	jw_open(w, "sources", '{');
	for (i = 0; !err && i < media_servers_count; i++)
		err = api_health_write_source(r, w, media_servers[i], good);
	jw_close(w, '}');
	return err;
}

static void
api_health_write_folder(struct jw *w, const char *key, bool ok, const char *why)
{
	jw_open(w, key, '{');
	jw_bool(w, "ok", ok);
	jw_str(w, "error", why);
	jw_close(w, '}');
}

static int
api_health_write_capture_dir(struct request *r, struct jw *w, bool *good)
{
	const char *why = NULL;
	int err = capture_dir_check(&r->arena, r->db, r->conf, &why);

	api_health_write_folder(w, "capture_dir", !err, why);
	jw_int(w, "disk_free_bytes", capture_dir_free_bytes(r->conf));
	*good = *good && !err;
	return why ? 0 : err;
}

static void
api_health_write_run_dir(struct request *r, struct jw *w, bool *good)
{
	const char *why = NULL;
	bool ok = !run_dir_check(&r->arena, r->conf, &why);

	api_health_write_folder(w, "run_dir", ok, why);
	*good = *good && ok;
}

/* The verdict comes first, and is known last. */
int
api_health(struct request *r)
{
	struct jw w = { .arena = &r->arena }, parts = { .arena = &r->arena };
	bool good = true;
	int err;

	if ((err = api_health_write_poller(r, &parts, &good)) ||
	    (err = api_health_write_jobs(r, &parts, &good)) ||
	    (err = api_health_write_sources(r, &parts, &good)) ||
	    (err = api_health_write_capture_dir(r, &parts, &good)))
		return http_fail(r, 503, "the database cannot be used: %s",
		    strerror(-err));
	api_health_write_run_dir(r, &parts, &good);
	jw_open(&w, NULL, '{');
	jw_str(&w, "status", good ? "ok" : "degraded");
	jw_str(&w, "version", PACKAGE_VERSION);
	jw_join(&w, &parts);
	jw_close(&w, '}');
	http_add_header(r, "Cache-Control", "no-store");
	return http_reply_written(r, &w);
}
