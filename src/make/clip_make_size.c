#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "clip_make.h"
#include "base/arena.h"
#include "plan/clip_formats.h"
#include "plan/clip_size.h"
#include "plan/mp3_bitrate.h"
#include "plan/picture_filters.h"

/* A clip that is too large by quality is encoded again to a bit rate. */
static int
clip_make_size_try_quality(struct clip_make *k)
{
	int rc;

	k->most_bytes = k->r->max_bytes;
	rc = clip_make_attempt_any(k);
	k->most_bytes = 0;
	return rc;
}

/* The best try so far, kept in case no later one is better. */
struct best {
	const char	*file;
	struct make_result	 made;	/* size 0: none yet */
};

static int
clip_make_size_move(const struct clip_make *k, const char *from, const char *to)
{
	if (!rename(from, to))
		return 0;
	*k->why = arena_printf(k->a, "a work file cannot be renamed: %s",
	    strerror(errno));
	return -EIO;
}

static int
clip_make_size_keep_best(const struct clip_make *k, struct best *b)
{
	if (k->made.size_bytes <= b->made.size_bytes)
		return 0;
	b->made = k->made;
	return clip_make_size_move(k, k->w->out, b->file);
}

static int
clip_make_size_take_best(struct clip_make *k, const struct best *b)
{
	if (!b->made.size_bytes) {
		*k->why = "max_bytes: the clip cannot be made that small; "
	    "choose a shorter one";
		return -EIO;
	}
	k->made = b->made;
	return clip_make_size_move(k, b->file, k->w->out);
}

/* Never more than the source has or than was asked for. */
static int
clip_make_size_height_at(const struct clip_make *k, double bps)
{
	struct clip_plan plan = k->plan;
	int width, height;

	picture_shown_size(k->w->probe, &width, &height);
	if (plan.height && plan.height < height)
		height = plan.height;
	clip_format_plan_rate(k->r, &plan, bps);
	return plan.fit_height < height ? plan.fit_height : height;
}

/*
 * Between two heights of the picture there may be a gap in the sizes that no
 * rate closes.  Then one height is chosen, and the tries with the other are
 * forgotten.
 */
static void
clip_make_size_settle_height(struct clip_make *k, struct clip_size *f,
    double bps)
{
	if (k->height || !f->low.bps || !f->high.bps ||
	    clip_make_size_height_at(k, f->low.bps) ==
		clip_make_size_height_at(k, f->high.bps))
		return;
	k->height = clip_make_size_height_at(k, bps);
	f->low = f->high = (struct clip_size_try){ 0 };
}

static bool
clip_make_size_set_rate(struct clip_make *k, double bps)
{
	bool is_enough = bps > 0 && clip_format_plan_rate(k->r, &k->plan, bps);

	if (k->height)
		k->plan.fit_height = k->height;
	return is_enough;
}

/* Tries one bit rate after another until the clip fills the size. */
static int
clip_make_size_search(struct clip_make *k)
{
	struct best best = { .file = arena_printf(k->a, "%s/fits",
	    k->w->dir) };
	struct clip_size fit = { .max_bytes = k->r->max_bytes };
	double bps = k->plan.fit_bps;
	int rc;

	k->plan.is_fitted = true;
	while (clip_make_size_set_rate(k, bps)) {
		rc = clip_make_attempt_any(k);
		if (!rc && clip_size_is_good(&fit, k->made.size_bytes))
			return 0;
		if (!rc)
			rc = clip_make_size_keep_best(k, &best);
		/* If the encoder refuses a rate, the best try still counts. */
		if (rc == -EIO && best.made.size_bytes)
			break;
		if (rc && rc != -EFBIG)
			return rc;
		bps = clip_size_next_rate(&fit, bps, k->made.size_bytes);
		clip_make_size_settle_height(k, &fit, bps);
	}
	return clip_make_size_take_best(k, &best);
}

/* Uses the highest rate that fits, bps at most. */
static int
clip_make_size_encode_mp3_below(struct clip_make *k, double bps)
{
	int rc = -EFBIG;

	while (rc == -EFBIG && clip_format_plan_rate(k->r, &k->plan, bps)) {
		rc = clip_make_attempt(k);
		bps = k->plan.fit_audio_bps - 1;
	}
	if (rc != -EFBIG)
		return rc;
	*k->why = "max_bytes: the clip cannot be made that small; choose a "
	    "shorter one";
	return -EIO;
}

/* If the sound ends before the clip does, a higher rate fits. */
static int
clip_make_size_encode_mp3(struct clip_make *k)
{
	double bps;
	int rc;

	k->plan.is_fitted = true;
	rc = clip_make_size_encode_mp3_below(k, k->plan.fit_bps);
	if (rc)
		return rc;
	bps = mp3_bitrate_for_size(k->r->max_bytes, k->made.duration_s);
	return mp3_bitrate_at_most(bps) <= k->plan.fit_audio_bps ? 0
	    : clip_make_size_encode_mp3_below(k, bps);
}

int
clip_make_size_fit(struct clip_make *k, bool too_large_by_copy)
{
	int rc = too_large_by_copy ? -EFBIG : clip_make_size_try_quality(k);

	if (rc != -EFBIG)
		return rc;
	return k->r->format == CLIP_MP3 ? clip_make_size_encode_mp3(k)
	    : clip_make_size_search(k);
}
