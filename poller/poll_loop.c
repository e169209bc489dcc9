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
#define REFUSED_MS	30000	/* a wrong secret is not mended in a second */
#define KEEP_MS		30000	/* sessions of a server that is silent */
#define GAP_MS		200	/* between two questions, whatever happens */
#define HASTE_PART	27	/* polls come sooner by this part */
#define BEAT_MS		30000	/* a source that is well says so so often */

struct watch {
	struct poller	 poller;
	struct lives	 lives;
	struct lengths	 lengths;
	struct events	*events;	/* or NULL */
	struct db	*db;
	struct source	 source;	/* as it is to be in the database */
	char		 error[600];	/* what source.error points to */
	bool		 source_write;
	int64_t		 written_ms;	/* boot: the source's row */
	int64_t		 ok_ms;		/* boot: the last good answer */
	int		 backoff_ms;	/* 0: it is well */
	size_t		 skipped;	/* rows of the last answer */
	int		 write_error;	/* the last one that was logged */
};

static void
pause_until(int64_t boot_ms)
{
	int64_t left = boot_ms - when_boot_ms();
	struct timespec t = { .tv_sec = left / 1000,
	    .tv_nsec = left % 1000 * 1000000 };

	if (left > 0)
		nanosleep(&t, NULL);
}

static int
write_all(struct watch *w, size_t *probes)
{
	int err = db_begin(w->db);

	if (err)
		return err;
	err = lives_write(&w->lives, w->db, probes);
	if (!err && w->source_write)
		err = source_save(w->db, &w->source);
	if (!err)
		err = db_commit(w->db);
	if (err)
		db_rollback(w->db);
	return err;
}

/* What could not be written is written next time. */
static void
save(struct watch *w)
{
	AUTO(arena_reset) struct arena a = { 0 };
	size_t probes = 0;
	int err;

	if (!w->source_write && !lives_pending(&w->lives))
		return;
	err = write_all(w, &probes);
	if (err && err != w->write_error)
		log_error("cannot write", "source", w->source.name, "error",
		    store_error(&a, w->poller.conf->db_path, err));
	w->write_error = err;
	if (err)
		return;
	lives_written(&w->lives);
	if (w->source_write)
		w->written_ms = when_boot_ms();
	w->source_write = false;
	if (probes)
		job_wake(w->poller.conf);
}

static void
note_skipped(struct watch *w, size_t skipped)
{
	char count[24];

	snprintf(count, sizeof(count), "%zu", skipped);
	if (skipped > w->skipped)
		log_warn("sessions without a usable id or item are left out",
		    "source", w->source.name, "count", count);
	w->skipped = skipped;
}

static void
good(struct watch *w, struct answer *answer)
{
	size_t probes = 0;

	lengths_apply(&w->lengths, w->db, &answer->reports,
	    answer->time.at_ms, &probes);
	if (probes)
		job_wake(w->poller.conf);
	if (w->events)
		events_date(w->events, &answer->reports);
	lives_update(&w->lives, &answer->reports, &answer->time);
	note_skipped(w, answer->reports.skipped);
	if (!w->source.ok)
		log_info("source answers", "source", w->source.name);
	w->source_write |= !w->source.ok ||
	    answer->time.at_ms - w->written_ms >= BEAT_MS;
	w->source.ok = true;
	w->source.last_ok_ms = answer->time.wall_ms;
	w->source.failing_ms = 0;
	w->source.error = NULL;
	w->ok_ms = answer->time.at_ms;
	w->backoff_ms = 0;
}

static void
bad(struct watch *w, const char *why)
{
	if (!w->source.error || strcmp(w->source.error, why)) {
		log_warn("source failed", "source", w->source.name, "error",
		    why);
		snprintf(w->error, sizeof(w->error), "%s", why);
		w->source_write = true;
	}
	if (!w->source.failing_ms)
		w->source.failing_ms = when_wall_ms();
	w->source.ok = false;
	w->source.error = w->error;
}

static int
next_backoff(const struct watch *w, int err)
{
	int ms = w->backoff_ms ? 2 * w->backoff_ms
	    : w->poller.conf->poll_interval_ms;

	if (err == -EACCES)
		return REFUSED_MS;
	return ms < BACKOFF_MAX_MS ? ms : BACKOFF_MAX_MS;
}

/* Boot time at which the last sessions are too old to be shown. */
static int64_t
expiry(const struct watch *w)
{
	return w->ok_ms + KEEP_MS;
}

static void
expire(struct watch *w)
{
	if (w->source.ok || when_boot_ms() < expiry(w))
		return;
	lives_drop(&w->lives, w->ok_ms, when_wall_ms());
}

/* Not beyond the moment when something has to be done about the sessions. */
static int
timeout(const struct watch *w)
{
	int64_t left = expiry(w) - when_boot_ms();

	if (!w->lives.n || left > TIMEOUT_MS)
		return TIMEOUT_MS;
	return left > TIMEOUT_MIN_MS ? (int)left : TIMEOUT_MIN_MS;
}

/*
 * On the beat; one that has been missed is not made up for.  The beat is a
 * little faster than asked for: polls that kept step with a player's reports
 * would see each of them equally late.
 */
static int64_t
next_turn(const struct watch *w, int64_t planned_ms)
{
	int64_t now = when_boot_ms();
	int interval = w->poller.conf->poll_interval_ms;

	interval -= interval / HASTE_PART;

	if (w->backoff_ms)
		return now + w->backoff_ms;
	return planned_ms + interval > now ? planned_ms + interval
	    : now + interval;
}

/* Asks once.  The boot time of the next question. */
static int64_t
turn(struct watch *w, int64_t planned_ms)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct answer answer = { 0 };
	const char *why = "";
	int err;

	err = poll_sessions(&w->poller, &a, &w->lives, timeout(w), &answer,
	    &why);
	if (!err) {
		good(w, &answer);
	} else {
		w->backoff_ms = next_backoff(w, err);
		bad(w, why);
		expire(w);
	}
	save(w);
	return next_turn(w, planned_ms);
}

/*
 * Until the next question: sooner when something happens.  While it fails,
 * sessions may grow too old before that.  Returns when it was planned for.
 */
static int64_t
wait_for(struct watch *w, int64_t next_ms)
{
	int64_t asked = when_boot_ms();

	if (w->source.ok && w->events && events_wait(w->events, next_ms)) {
		pause_until(asked + GAP_MS);
		return when_boot_ms();
	}
	if (!w->source.ok && w->lives.n && expiry(w) < next_ms) {
		pause_until(expiry(w));
		expire(w);
		save(w);
	}
	pause_until(next_ms);
	return next_ms;
}

static struct events *
listen_to(const struct watch *w, struct arena *a)
{
	const struct media_server *s = w->poller.server;

	if (!s->events_path)
		return NULL;
	return events_new(arena_printf(a, "%s%s", s->url(w->poller.conf),
	    s->events_path), s->headers(a, w->poller.conf));
}

static int
prepare(struct watch *w, struct arena *a)
{
	const char *path = w->poller.conf->db_path;
	int err = store_open(&w->db, path, DB_NORMAL);

	if (!err)
		err = lives_load(&w->lives, w->db, w->source.name);
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
watch(const struct conf *conf, const struct media_server *server,
    const struct pathmap *map)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct watch w = {
		.poller = { .conf = conf, .server = server, .map = *map,
		    .fetcher = fetcher_new() },
		.lives = { .label = server->label,
		    .first_s = server->first_age_s,
		    .counts = server->counts_on,
		    .every_ms = conf->poll_interval_ms },
		.source = { .name = server->name, .enabled = true },
		.ok_ms = when_boot_ms(),
	};
	int64_t next = w.ok_ms;

	if (prepare(&w, &a))
		return EXIT_FAILURE;
	w.events = listen_to(&w, &a);
	for (;;)
		next = wait_for(&w, turn(&w, next));
}
