#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "duration_check.h"
#include "event_stream.h"
#include "poll.h"
#include "poll_loop.h"
#include "session_tracker.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/db.h"
#include "base/http_client.h"
#include "base/log.h"
#include "base/timestamp.h"
#include "model/job.h"
#include "model/source.h"
#include "model/store.h"
#include "servers/media_server.h"

#define TIMEOUT_MS	10000
#define TIMEOUT_MIN_MS	1000
#define BACKOFF_MAX_MS	15000
#define REFUSED_MS	30000	/* pause after a refused secret */
#define KEEP_MS		30000	/* sessions of an unreachable server */
#define GAP_MS		200	/* least time between two polls */
#define HASTE_PART	27	/* polls come early by this part */
#define BEAT_MS		30000	/* between writes of a working source's row */

struct poll_loop {
	struct poller	 poller;
	struct session_tracker tracker;
	struct duration_check durations;
	struct event_stream *events;	/* or NULL */
	struct db	*db;
	struct source	 source;	/* as the database should have it */
	char		 error[600];	/* what source.error points to */
	bool		 needs_source_write;
	int64_t		 written_ms;	/* boot: last write of source */
	int64_t		 ok_ms;		/* boot: the last good answer */
	int		 backoff_ms;	/* 0: the last poll succeeded */
	size_t		 skipped;	/* rows of the last answer */
	int		 write_error;	/* the last one that was logged */
};

static void
poll_loop_pause_until(int64_t boot_ms)
{
	int64_t left = boot_ms - timestamp_boot_ms();
	struct timespec t = { .tv_sec = left / 1000,
	    .tv_nsec = left % 1000 * 1000000 };

	if (left > 0)
		nanosleep(&t, NULL);
}

static int
poll_loop_write_all(struct poll_loop *w, size_t *probes)
{
	int err = db_begin(w->db);

	if (err)
		return err;
	err = session_tracker_write(&w->tracker, w->db, probes);
	if (!err && w->needs_source_write)
		err = source_save(w->db, &w->source);
	if (!err)
		err = db_commit(w->db);
	if (err)
		db_rollback(w->db);
	return err;
}

/* If this fails, the next poll writes it. */
static void
poll_loop_save(struct poll_loop *w)
{
	AUTO(arena_reset) struct arena a = { 0 };
	size_t probes = 0;
	int err;

	if (!w->needs_source_write && !session_tracker_has_changes(&w->tracker))
		return;
	err = poll_loop_write_all(w, &probes);
	if (err && err != w->write_error)
		log_error("cannot write", "source", w->source.name, "error",
		    store_error(&a, w->poller.conf->db_path, err));
	w->write_error = err;
	if (err)
		return;
	session_tracker_mark_written(&w->tracker);
	if (w->needs_source_write)
		w->written_ms = timestamp_boot_ms();
	w->needs_source_write = false;
	if (probes)
		job_wake(w->poller.conf);
}

static void
poll_loop_note_skipped(struct poll_loop *w, size_t skipped)
{
	char count[24];

	snprintf(count, sizeof(count), "%zu", skipped);
	if (skipped > w->skipped)
		log_warn("sessions without a usable id or item are skipped",
		    "source", w->source.name, "count", count);
	w->skipped = skipped;
}

static void
poll_loop_handle_answer(struct poll_loop *w, struct poll_answer *answer)
{
	size_t probes = 0;

	duration_check_apply(&w->durations, w->db, &answer->reports,
	    answer->time.at_ms, &probes);
	if (probes)
		job_wake(w->poller.conf);
	if (w->events)
		event_stream_date_reports(w->events, &answer->reports);
	session_tracker_update(&w->tracker, &answer->reports, &answer->time);
	poll_loop_note_skipped(w, answer->reports.skipped);
	if (!w->source.is_ok)
		log_info("source answers", "source", w->source.name);
	w->needs_source_write |= !w->source.is_ok ||
	    answer->time.at_ms - w->written_ms >= BEAT_MS;
	w->source.is_ok = true;
	w->source.last_ok_ms = answer->time.wall_ms;
	w->source.failing_ms = 0;
	w->source.error = NULL;
	w->ok_ms = answer->time.at_ms;
	w->backoff_ms = 0;
}

static void
poll_loop_handle_failure(struct poll_loop *w, const char *why)
{
	if (!w->source.error || strcmp(w->source.error, why)) {
		log_warn("source failed", "source", w->source.name, "error",
		    why);
		snprintf(w->error, sizeof(w->error), "%s", why);
		w->needs_source_write = true;
	}
	if (!w->source.failing_ms)
		w->source.failing_ms = timestamp_wall_ms();
	w->source.is_ok = false;
	w->source.error = w->error;
}

static int
poll_loop_next_backoff(const struct poll_loop *w, int err)
{
	int ms = w->backoff_ms ? 2 * w->backoff_ms
	    : w->poller.conf->poll_interval_ms;

	if (err == -EACCES)
		return REFUSED_MS;
	return ms < BACKOFF_MAX_MS ? ms : BACKOFF_MAX_MS;
}

/* Boot time after which the last sessions are too old to be shown. */
static int64_t
poll_loop_expiry_ms(const struct poll_loop *w)
{
	return w->ok_ms + KEEP_MS;
}

static void
poll_loop_expire(struct poll_loop *w)
{
	if (w->source.is_ok || timestamp_boot_ms() < poll_loop_expiry_ms(w))
		return;
	session_tracker_end_all(&w->tracker, w->ok_ms, timestamp_wall_ms());
}

/* At most until the sessions expire. */
static int
poll_loop_timeout_ms(const struct poll_loop *w)
{
	int64_t left = poll_loop_expiry_ms(w) - timestamp_boot_ms();

	if (!w->tracker.n || left > TIMEOUT_MS)
		return TIMEOUT_MS;
	return left > TIMEOUT_MIN_MS ? (int)left : TIMEOUT_MIN_MS;
}

/*
 * At fixed intervals; a missed poll is skipped.  The interval is a little
 * shorter than configured: polls in step with a player's reports would see each
 * of them equally late.
 */
static int64_t
poll_loop_next_turn_ms(const struct poll_loop *w, int64_t planned_ms)
{
	int64_t now = timestamp_boot_ms();
	int interval = w->poller.conf->poll_interval_ms;

	interval -= interval / HASTE_PART;
	if (w->backoff_ms)
		return now + w->backoff_ms;
	return planned_ms + interval > now ? planned_ms + interval
	    : now + interval;
}

/* Polls once; returns the boot time of the next poll. */
static int64_t
poll_loop_run_turn(struct poll_loop *w, int64_t planned_ms)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct poll_answer answer = { 0 };
	const char *why = "";
	int err;

	err = poll_sessions(&w->poller, &a, &w->tracker,
	    poll_loop_timeout_ms(w), &answer, &why);
	if (!err) {
		poll_loop_handle_answer(w, &answer);
	} else {
		w->backoff_ms = poll_loop_next_backoff(w, err);
		poll_loop_handle_failure(w, why);
		poll_loop_expire(w);
	}
	poll_loop_save(w);
	return poll_loop_next_turn_ms(w, planned_ms);
}

/*
 * Waits for the next poll, or an event.  While polls fail, sessions may expire
 * meanwhile.  Returns the time that the next poll counts from.
 */
static int64_t
poll_loop_wait(struct poll_loop *w, int64_t next_ms)
{
	int64_t asked = timestamp_boot_ms();

	if (w->source.is_ok && w->events &&
	    event_stream_wait(w->events, next_ms)) {
		poll_loop_pause_until(asked + GAP_MS);
		return timestamp_boot_ms();
	}
	if (!w->source.is_ok && w->tracker.n &&
	    poll_loop_expiry_ms(w) < next_ms) {
		poll_loop_pause_until(poll_loop_expiry_ms(w));
		poll_loop_expire(w);
		poll_loop_save(w);
	}
	poll_loop_pause_until(next_ms);
	return next_ms;
}

static struct event_stream *
poll_loop_open_events(const struct poll_loop *w, struct arena *a)
{
	const struct media_server *s = w->poller.server;

	if (!s->events_path)
		return NULL;
	return event_stream_new(arena_printf(a, "%s%s", s->url(w->poller.conf),
	    s->events_path), s->headers(a, w->poller.conf));
}

static int
poll_loop_prepare(struct poll_loop *w, struct arena *a)
{
	const char *path = w->poller.conf->db_path;
	int err = store_open(&w->db, path, DB_NORMAL);

	if (!err)
		err = session_tracker_load(&w->tracker, w->db, w->source.name);
	if (!err) {
		struct source old;

		if (!source_by_name(w->db, a, w->source.name, &old)) {
			w->source.last_ok_ms = old.last_ok_ms;
			w->source.failing_ms = old.failing_ms;
		}
	}
	if (err)
		log_error("cannot start", "source", w->source.name, "error",
		    store_error(a, path, err));
	return err;
}

int
poll_loop_run(const struct conf *conf, const struct media_server *server,
    const struct path_map *map)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct poll_loop w = {
		.poller = { .conf = conf, .server = server, .map = *map,
		    .fetcher = http_client_new() },
		.tracker = { .label = server->label,
		    .first_s = server->first_age_s,
		    .counts_on = server->counts_on,
		    .every_ms = conf->poll_interval_ms },
		.source = { .name = server->name, .is_enabled = true },
		.ok_ms = timestamp_boot_ms(),
	};
	int64_t next = w.ok_ms;

	if (poll_loop_prepare(&w, &a))
		return EXIT_FAILURE;
	w.events = poll_loop_open_events(&w, &a);
	for (;;)
		next = poll_loop_wait(&w, poll_loop_run_turn(&w, next));
}
