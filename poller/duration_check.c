#include "config.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "duration_check.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "media/probe.h"
#include "model/job.h"
#include "model/media_file.h"
#include "servers/session_report.h"

#define AGAIN_MS	10000	/* between two probes of a growing file */
#define SHORT_MS	2000	/* while it plays past its known end */
#define UNUSED_MS	600000	/* then an entry is forgotten */

struct duration_entry {
	char		*path;
	double		 file_s;	/* 0 unknown */
	struct media_file seen;		/* its state that file_s is of */
	struct media_file asked;	/* its state at the last probe job */
	int64_t		 asked_ms, used_ms;	/* boot times; 0: never */
};

static struct duration_entry *
duration_check_entry(struct duration_check *all, const char *path)
{
	struct duration_entry *l;
	size_t i;

	for (i = 0; i < all->n; i++)
		if (!strcmp(all->v[i]->path, path))
			return all->v[i];
	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : 8;
		all->v = reallocarray(all->v, all->room, sizeof(*all->v));
	}
	l = calloc(1, sizeof(*l));
	if (!all->v || !l || !(l->path = strdup(path)))
		abort();
	all->v[all->n++] = l;
	return l;
}

static void
duration_check_trim(struct duration_check *all, int64_t now_ms)
{
	size_t i, kept = 0;

	for (i = 0; i < all->n; i++) {
		if (now_ms - all->v[i]->used_ms < UNUSED_MS) {
			all->v[kept++] = all->v[i];
			continue;
		}
		free(all->v[i]->path);
		free(all->v[i]);
	}
	all->n = kept;
}

static bool
duration_check_is_same_file(const struct media_file *a,
    const struct media_file *b)
{
	return a->size == b->size && a->mtime_ns == b->mtime_ns;
}

/* Takes the length from a stored probe of exactly this state of the file. */
static bool
duration_check_read_kept(struct duration_entry *l, struct db *db,
    const struct media_file *f)
{
	AUTO(arena_reset) struct arena a = { 0 };
	const char *json;
	struct probe p;

	if (media_file_get(db, &a, f, &json) ||
	    probe_parse(&a, json, strlen(json), &p))
		return false;
	l->file_s = p.duration_s;
	l->seen = *f;
	return true;
}

/* Once for each state of the file: a failed probe would fail again. */
static void
duration_check_request_probe(struct duration_entry *l, struct db *db,
    const struct media_file *f, int64_t now_ms, int64_t every_ms,
    size_t *probes)
{
	if (duration_check_is_same_file(&l->asked, f) ||
	    (l->asked_ms && now_ms - l->asked_ms < every_ms) ||
	    job_add_probe(db, l->path))
		return;
	l->asked = *f;
	l->asked_ms = now_ms;
	++*probes;
}

/* The last file, which is the one that can grow, and where it starts. */
static const struct session_part *
duration_check_last_part(const struct session *s, double *start_s)
{
	size_t i;

	*start_s = 0;
	for (i = 0; !session_part_is_last(s, i); i++)
		*start_s += s->parts[i].duration_s;
	return &s->parts[i];
}

/*
 * The position that the client itself reported, or less: Jellyfin counts on for
 * minutes when its client is gone, and activity may be another request's.
 */
static double
duration_check_client_s(const struct report *r)
{
	int64_t counted_ms = r->checkin_ms > 0 ? r->activity_ms -
	    r->checkin_ms : 0;

	if (r->session.state != PLAY_PLAYING || counted_ms <= 0)
		return r->value_s;
	return r->value_s - (double)counted_ms / 1000;
}

static void
duration_check_apply_one(struct duration_check *all, struct db *db,
    struct report *r, int64_t now_ms, size_t *probes)
{
	struct session *s = &r->session;
	double start_s, known_s = s->duration_s;
	const struct session_part *part = duration_check_last_part(s, &start_s);
	struct duration_entry *l = duration_check_entry(all, part->path);
	struct media_file f = { .path = l->path };

	l->used_ms = now_ms;
	if (media_file_stat(&f))
		return;
	if (l->file_s > 0)
		known_s = session_longer(known_s, start_s + l->file_s);
	if (!duration_check_is_same_file(&l->seen, &f) &&
	    !duration_check_read_kept(l, db, &f))
		duration_check_request_probe(l, db, &f, now_ms,
		    duration_check_client_s(r) > known_s ? SHORT_MS : AGAIN_MS,
		    probes);
	if (l->file_s > 0)
		s->duration_s = session_longer(s->duration_s, start_s +
		    l->file_s);
}

void
duration_check_apply(struct duration_check *all, struct db *db,
    struct reports *reports, int64_t now_ms, size_t *probes)
{
	size_t i;

	for (i = 0; i < reports->n; i++) {
		struct report *r = &reports->v[i];

		if (r->session.nparts && !r->session.media_error)
			duration_check_apply_one(all, db, r, now_ms, probes);
		/* 0 (unknown) stays 0. */
		if (r->session.duration_s > 0)
			r->session.duration_s = session_longer(
			    r->session.duration_s, duration_check_client_s(r));
	}
	duration_check_trim(all, now_ms);
}
