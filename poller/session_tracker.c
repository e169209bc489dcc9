#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "media_check.h"
#include "session_compare.h"
#include "session_tracker.h"
#include "base/cleanup.h"
#include "base/db.h"
#include "base/log.h"
#include "model/job.h"

#define CHECK_MS	10000	/* between two checks of the same files */

static struct tracked_session *
session_tracker_add(struct session_tracker *all, const struct session *s)
{
	struct tracked_session *l = calloc(1, sizeof(*l));

	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : 8;
		all->v = reallocarray(all->v, all->room, sizeof(*all->v));
	}
	if (!l || !all->v)
		abort();
	l->session = session_copy(&l->arena, s);
	all->v[all->n++] = l;
	return l;
}

static void
session_tracker_free_session(struct tracked_session *l)
{
	arena_reset(&l->arena);
	arena_reset(&l->check_arena);
	free(l);
}

static struct tracked_session *
session_tracker_find(const struct session_tracker *all, const struct session *s)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (!strcmp(all->v[i]->session.id, s->id) &&
		    !strcmp(all->v[i]->session.media_key, s->media_key))
			return all->v[i];
	return NULL;
}

const struct session *
session_tracker_recall(const struct session_tracker *all,
    const struct session *s)
{
	const struct tracked_session *l = session_tracker_find(all, s);

	return l && l->is_recalled ? &l->session : NULL;
}

int
session_tracker_load(struct session_tracker *all, struct db *db,
    const char *source)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct session *v;
	size_t i, n;
	int err = sessions_live(db, &a, source, &v, &n);

	for (i = 0; !err && i < n; i++) {
		struct tracked_session *l = session_tracker_add(all, &v[i]);

		l->is_resumed = l->is_recalled = true;
	}
	return err;
}

static void
session_tracker_replace(struct tracked_session *l, const struct session *s)
{
	struct arena old = l->arena;

	l->arena = (struct arena){ 0 };
	l->session = session_copy(&l->arena, s);
	arena_reset(&old);
}

/* Checks the files if they are new, in doubt or not checked for a while. */
static void
session_tracker_check_files(const struct session_tracker *all,
    struct tracked_session *l, struct report *r, int64_t now_ms)
{
	struct session *s = &r->session;
	bool same = session_has_same_parts(&l->session, s);

	if (!l->checked_ms || !same || r->has_missing_files || l->check_error ||
	    now_ms - l->checked_ms >= CHECK_MS) {
		arena_reset(&l->check_arena);
		l->check_error = media_check(&l->check_arena, all->label, s);
		l->checked_ms = now_ms;
	}
	if (!s->media_error)
		s->media_error = l->check_error;
	if (s->nparts && !s->media_error &&
	    (!same || l->session.media_error))
		l->needs_probe = true;
}

static struct sighting
session_tracker_sighting(const struct session_tracker *all,
    const struct report *r, const struct poll_time *t)
{
	struct sighting s = {
		.value_s = r->value_s,
		.state = r->session.state,
		.rate = r->rate,
		.checkin_ms = r->checkin_ms,
		.activity_ms = r->activity_ms,
		.event_early_ms = r->event_early_ms,
		.event_ms = r->event_ms,
		.counts_on = all->counts_on,
		.first_s = all->first_s,
		.every_ms = all->every_ms,
		.at_ms = t->at_ms,
		.asked_ms = t->asked_ms,
		.before_ms = t->before_ms,
	};

	s.is_clock_known = server_clock_get(&all->clock, t->at_ms, &s.clock);
	return s;
}

/* Stamps are evidence of the server's clock, whatever its Date header says. */
static void
session_tracker_add_stamp(struct session_tracker *all, const struct report *r,
    const struct poll_time *t)
{
	const struct tracked_session *l = session_tracker_find(all,
	    &r->session);
	const struct sightings *seen = l ? &l->playhead.seen : NULL;
	int64_t stamp = r->activity_ms > r->checkin_ms ? r->activity_ms
	    : r->checkin_ms, old = 0;

	if (!stamp)
		return;
	if (seen && seen->has_any)
		old = seen->last.activity_ms > seen->last.checkin_ms
		    ? seen->last.activity_ms : seen->last.checkin_ms;
	server_clock_add_stamp(&all->clock, t->at_ms,
	    old && stamp > old ? t->before_ms : 0, stamp);
}

static struct tracked_session *
session_tracker_start_session(struct session_tracker *all,
    const struct report *r, const struct sighting *s)
{
	struct tracked_session *l = session_tracker_add(all, &r->session);

	playhead_start(&l->playhead, s);
	l->needs_write = l->needs_probe = true;
	log_info("plays", "session", l->session.id, "title",
	    l->session.title);
	return l;
}

static void
session_tracker_next_sighting(struct tracked_session *l, struct sighting *s)
{
	bool write;

	if (l->is_resumed) {
		s->before_ms = 0;
		write = playhead_resume(&l->playhead, &l->session, s);
	} else {
		write = playhead_next(&l->playhead, s);
	}
	l->is_resumed = false;
	/* It was gone for a moment; perhaps that is not written yet. */
	l->needs_write |= write || l->gone_ms;
	l->gone_ms = 0;
}

static void
session_tracker_update_one(struct session_tracker *all, struct report *r,
    const struct poll_time *t)
{
	struct tracked_session *l = session_tracker_find(all, &r->session);
	struct sighting sighting = session_tracker_sighting(all, r, t);

	if (l)
		session_tracker_next_sighting(l, &sighting);
	else
		l = session_tracker_start_session(all, r, &sighting);
	l->is_seen = true;
	l->is_recalled &= r->is_recalled;
	session_tracker_check_files(all, l, r, t->at_ms);
	if (!session_is_same(&l->session, &r->session)) {
		session_tracker_replace(l, &r->session);
		l->needs_write = true;
	}
	l->session.position = l->playhead.position;
}

static void
session_tracker_end_session(struct tracked_session *l, int64_t wall_ms)
{
	l->gone_ms = wall_ms;
	log_info("ended", "session", l->session.id, "title",
	    l->session.title);
}

void
session_tracker_update(struct session_tracker *all, struct reports *r,
    const struct poll_time *t)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		all->v[i]->is_seen = false;
	for (i = 0; i < r->n; i++)
		session_tracker_add_stamp(all, &r->v[i], t);
	for (i = 0; i < r->n; i++)
		session_tracker_update_one(all, &r->v[i], t);
	for (i = 0; i < all->n; i++)
		if (!all->v[i]->is_seen && !all->v[i]->gone_ms)
			session_tracker_end_session(all->v[i], t->wall_ms);
}

/* No time is added after the last answer of the server. */
void
session_tracker_end_all(struct session_tracker *all, int64_t boot_ms,
    int64_t wall_ms)
{
	size_t i;

	for (i = 0; i < all->n; i++) {
		struct position *p = &all->v[i]->session.position;

		if (all->v[i]->gone_ms)
			continue;
		if (p->until_ms > boot_ms)
			p->until_ms = boot_ms;
		session_tracker_end_session(all->v[i], wall_ms);
	}
}

static bool
session_tracker_wants_probe(const struct tracked_session *l)
{
	return l->needs_probe && l->session.nparts && !l->session.media_error;
}

bool
session_tracker_has_changes(const struct session_tracker *all)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->v[i]->needs_write || all->v[i]->gone_ms ||
		    session_tracker_wants_probe(all->v[i]))
			return true;
	return false;
}

static int
session_tracker_request_probes(const struct tracked_session *l, struct db *db,
    size_t *probes)
{
	const struct session *s = &l->session;
	size_t i;
	int err = 0;

	if (!session_tracker_wants_probe(l))
		return 0;
	for (i = 0; i < s->nparts && !err; i++) {
		err = job_add_probe(db, s->parts[i].path);
		++*probes;
	}
	return err;
}

int
session_tracker_write(const struct session_tracker *all, struct db *db,
    size_t *probes)
{
	bool ended = false;
	size_t i;
	int err = 0;

	for (i = 0; i < all->n && !err; i++) {
		const struct tracked_session *l = all->v[i];

		if (l->gone_ms) {
			err = session_end(db, &l->session, l->gone_ms);
			ended = true;
			continue;
		}
		if (l->needs_write)
			err = session_save(db, &l->session);
		if (!err)
			err = session_tracker_request_probes(l, db, probes);
	}
	return !err && ended ? sessions_trim(db) : err;
}

void
session_tracker_mark_written(struct session_tracker *all)
{
	size_t i, kept = 0;

	for (i = 0; i < all->n; i++) {
		struct tracked_session *l = all->v[i];

		if (l->gone_ms) {
			session_tracker_free_session(l);
			continue;
		}
		l->needs_write = l->needs_probe = false;
		all->v[kept++] = l;
	}
	all->n = kept;
}

const struct session *const *
session_tracker_sessions(const struct session_tracker *all, struct arena *a,
    size_t *n)
{
	const struct session **v = arena_alloc(a, (all->n + 1) * sizeof(*v));
	size_t i;

	*n = 0;
	for (i = 0; i < all->n; i++)
		if (!all->v[i]->gone_ms)
			v[(*n)++] = &all->v[i]->session;
	return v;
}
