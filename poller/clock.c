#include "config.h"

#include <math.h>

#include "clock.h"

#define SLACK_S		0.2	/* less than this is not worth a write */
#define EXTEND_MS	15000	/* write the new limit when so little is left */
#define PAUSED_S	1.0	/* a paused client has said where it is */

static double
running(const struct clock *c, int64_t now_ms)
{
	const struct position *p = &c->position;
	int64_t end = now_ms < p->until_ms ? now_ms : p->until_ms;

	if (c->state != PLAY_PLAYING || end <= p->anchor_ms)
		return p->anchor_s;
	return p->anchor_s + (double)(end - p->anchor_ms) / 1000;
}

static int64_t
most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t
silent_ms(const struct clock_poll *p)
{
	return most(CLOCK_SILENT_MS, 3 * p->every_ms);
}

static void
anchor(struct clock *c, double at_s, double accuracy_s,
    const struct clock_poll *p)
{
	c->position.anchor_s = at_s > 0 ? at_s : 0;
	c->position.anchor_ms = p->at_ms;
	c->position.until_ms = p->at_ms + silent_ms(p);
	c->position.accuracy_s = accuracy_s;
}

/* Its server goes on counting; where it was then is all that is known. */
static void
freeze(struct clock *c, double at_s, const struct clock_poll *p)
{
	anchor(c, at_s, -1, p);
	c->position.until_ms = p->at_ms;
}

/* Both times are the server's: ours may be anything. */
static int64_t
checkin_age_ms(const struct clock_poll *p)
{
	return p->checkin_ms > 0 && p->server_ms > 0
	    ? p->server_ms - p->checkin_ms : 0;
}

static bool
is_ghost(const struct clock_poll *p)
{
	return checkin_age_ms(p) > CLOCK_SILENT_MS;
}

static void
ghost_start(struct clock *c, const struct clock_poll *p)
{
	double age_s = (double)checkin_age_ms(p) / 1000;
	double value = p->value_s < 0 ? running(c, p->at_ms) : p->value_s;

	c->ghost = true;
	c->checkin_ms = p->checkin_ms;
	freeze(c, value - (p->state == PLAY_PLAYING ? age_s : 0), p);
}

void
clock_start(struct clock *c, const struct clock_poll *p)
{
	*c = (struct clock){ .state = p->state, .changed_ms = p->at_ms };
	c->position.reported_s = p->value_s > 0 ? p->value_s : 0;
	if (is_ghost(p))
		ghost_start(c, p);
	else if (p->value_s < 0)
		freeze(c, 0, p);
	else
		anchor(c, p->value_s, p->state == PLAY_PLAYING
		    ? p->first_s : fmin(p->first_s, PAUSED_S), p);
}

void
clock_resume(struct clock *c, const struct session *s,
    const struct clock_poll *p)
{
	*c = (struct clock){
		.position = s->position,
		.state = s->state,
		.ghost = is_ghost(p) && s->position.accuracy_s < 0,
		.changed_ms = s->position.until_ms - silent_ms(p),
		.checkin_ms = p->checkin_ms,
	};
}

/* Held as long as the client does not check in again. */
static bool
ghost_next(struct clock *c, const struct clock_poll *p)
{
	bool other = c->state != p->state;

	c->state = p->state;
	if (c->ghost && c->checkin_ms == p->checkin_ms)
		return other;
	ghost_start(c, p);
	return true;
}

/* While nothing new is said: a limit that comes near, or has been reached. */
static bool
limit_next(struct clock *c, const struct clock_poll *p)
{
	int64_t until = c->changed_ms + silent_ms(p);
	int64_t left = c->position.until_ms - p->at_ms;
	struct position *pos = &c->position;

	if (c->state != PLAY_PLAYING || pos->accuracy_s < 0)
		return false;
	if (p->at_ms >= until) {
		pos->accuracy_s = -1;
		pos->until_ms = until;
		return true;
	}
	if (until <= pos->until_ms || left >= most(EXTEND_MS, 2 * p->every_ms))
		return false;
	pos->until_ms = until;
	return true;
}

static bool
accuracy_next(struct clock *c, double bound_s)
{
	double *accuracy = &c->position.accuracy_s;

	if (*accuracy >= 0 && bound_s > *accuracy - SLACK_S)
		return false;
	*accuracy = bound_s;
	return true;
}

/* Something new at a poll: the truth is in [value, value + bound]. */
static bool
change_next(struct clock *c, const struct clock_poll *p)
{
	double bound = p->before_ms ? (double)(p->at_ms - p->before_ms) / 1000
	    : p->first_s;
	double now = running(c, p->at_ms);
	double value = p->value_s < 0 ? now : p->value_s;
	bool moves = p->state == PLAY_PLAYING;
	bool same = p->state == c->state && p->at_ms <= c->position.until_ms;
	bool keep = moves && !c->ghost && now >= value - SLACK_S &&
	    now <= value + bound + SLACK_S;

	c->position.reported_s = value;
	c->state = p->state;
	c->changed_ms = p->at_ms;
	c->ghost = false;
	if (keep && same) {
		bool better = accuracy_next(c, bound);

		return limit_next(c, p) || better;
	}
	/* Where a paused client stands it has said to the frame. */
	anchor(c, keep ? now : value, moves ? bound : fmin(bound, PAUSED_S),
	    p);
	return true;
}

bool
clock_next(struct clock *c, const struct clock_poll *p)
{
	bool other = p->state != c->state || c->ghost ||
	    (p->value_s >= 0 && fabs(p->value_s - c->position.reported_s) >
	    0.0005);

	if (is_ghost(p)) {
		c->position.reported_s = fmax(p->value_s, 0);
		return ghost_next(c, p);
	}
	return other ? change_next(c, p) : limit_next(c, p);
}
