#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "clip_make.h"
#include "ffmpeg_run.h"
#include "base/arena.h"
#include "plan/clip_formats.h"
#include "plan/clip_size.h"
#include "plan/mp3_bitrate.h"
#include "plan/picture_filters.h"

/* What is too big by quality is made to a bit rate. */
static int
encode_by_quality(struct making *k)
{
	int rc;

	k->most_bytes = k->r->max_bytes;
	rc = making_attempt_any(k);
	k->most_bytes = 0;
	return rc;
}

/* The best so far is kept aside, for when no try is better. */
struct best {
	const char	*file;
	struct made	 made;	/* of no bytes: there is none */
};

static int
move(const struct making *k, const char *from, const char *to)
{
	if (!rename(from, to))
		return 0;
	*k->why = arena_printf(k->a, "a work file cannot be renamed: %s",
	    strerror(errno));
	return -EIO;
}

static int
keep(const struct making *k, struct best *b)
{
	if (k->made.size_bytes <= b->made.size_bytes)
		return 0;
	b->made = k->made;
	return move(k, k->w->out, b->file);
}

static int
take_best(struct making *k, const struct best *b)
{
	if (!b->made.size_bytes) {
		*k->why = "max_bytes: the clip does not get that small";
		return -EIO;
	}
	k->made = b->made;
	return move(k, b->file, k->w->out);
}

/* Nothing is scaled up, nor beyond what was asked for. */
static int
height_at(const struct making *k, double bps)
{
	struct clip_plan plan = k->plan;
	int width, height;

	picture_shown(k->w->probe, &width, &height);
	if (plan.height && plan.height < height)
		height = plan.height;
	clip_plan_share(k->r, &plan, bps);
	return plan.fit_height < height ? plan.fit_height : height;
}

/*
 * Between two sizes of the picture there may be a gap that no rate closes:
 * one is chosen, and what the other gave says nothing of it.
 */
static void
settle_height(struct making *k, struct fit *f, double bps)
{
	if (k->height || !f->low.bps || !f->high.bps ||
	    height_at(k, f->low.bps) == height_at(k, f->high.bps))
		return;
	k->height = height_at(k, bps);
	f->low = f->high = (struct fit_try){ 0 };
}

static bool
share(struct making *k, double bps)
{
	bool enough = bps > 0 && clip_plan_share(k->r, &k->plan, bps);

	if (k->height)
		k->plan.fit_height = k->height;
	return enough;
}

/* Bit rate after bit rate, until the clip fills its room. */
static int
search(struct making *k)
{
	struct best best = { .file = arena_printf(k->a, "%s/fits",
	    k->w->dir) };
	struct fit fit = { .max_bytes = k->r->max_bytes };
	double bps = k->plan.fit_bps;
	int rc;

	k->plan.fit = true;
	while (share(k, bps)) {
		rc = making_attempt_any(k);
		if (!rc && fit_is_good(&fit, k->made.size_bytes))
			return 0;
		if (!rc)
			rc = keep(k, &best);
		/* A rate that an encoder refuses takes away nothing. */
		if (rc == -EIO && best.made.size_bytes)
			break;
		if (rc && rc != -EFBIG)
			return rc;
		bps = fit_next(&fit, bps, k->made.size_bytes);
		settle_height(k, &fit, bps);
	}
	return take_best(k, &best);
}

/* The highest rate that fits; bps: the most to try. */
static int
encode_mp3_below(struct making *k, double bps)
{
	int rc = -EFBIG;

	while (rc == -EFBIG && clip_plan_share(k->r, &k->plan, bps)) {
		rc = making_attempt(k);
		bps = k->plan.fit_audio_bps - 1;
	}
	if (rc != -EFBIG)
		return rc;
	*k->why = "max_bytes: the clip does not get that small";
	return -EIO;
}

/* Sound that ends before the clip does leaves room for a higher rate. */
static int
encode_mp3(struct making *k)
{
	double bps;
	int rc;

	k->plan.fit = true;
	rc = encode_mp3_below(k, k->plan.fit_bps);
	if (rc)
		return rc;
	bps = mp3_bps(k->r->max_bytes, k->made.duration_s);
	return mp3_rate(bps) <= k->plan.fit_audio_bps ? 0
	    : encode_mp3_below(k, bps);
}

int
making_fit(struct making *k, bool too_large_by_copy)
{
	int rc = too_large_by_copy ? -EFBIG : encode_by_quality(k);

	if (rc != -EFBIG)
		return rc;
	return k->r->format == CLIP_MP3 ? encode_mp3(k) : search(k);
}
