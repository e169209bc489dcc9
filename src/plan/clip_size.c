#include "config.h"

#include <math.h>

#include "clip_size.h"

/* Parts of max_bytes: at least this is good enough; this is the aim. */
#define LEAST		0.87
#define AIM		0.94
#define TRIES		8	/* films take 1 or 2; cartoons are quick */
#define STEP_MAX	4.0
#define STEP_MIN	1.04
#define IDLE_GAIN	1.02	/* if a higher rate gains less than this */
#define IDLE_MAX	2	/* so often, more bits add nothing */

static double
clip_size_clamp(double v, double least, double most)
{
	return fmin(fmax(v, least), most);
}

bool
clip_size_is_good(const struct clip_size *f, int64_t bytes)
{
	return bytes <= f->max_bytes &&
	    (double)bytes >= LEAST * (double)f->max_bytes;
}

/* The slope of log(size) over log(rate). */
static double
clip_size_slope(const struct clip_size_try *a, const struct clip_size_try *b)
{
	return log(b->bytes / a->bytes) / log(b->bps / a->bps);
}

/* A higher rate, while none was too high yet.  was: the low before this one. */
static double
clip_size_raise(const struct clip_size *f, const struct clip_size_try *was)
{
	double missing = AIM * (double)f->max_bytes / f->low.bytes;
	double steep = was->bps > 0 ? clip_size_slope(was, &f->low) : 1;

	return f->low.bps *
	    clip_size_clamp(pow(missing, 1 / clip_size_clamp(steep, 0.2, 1)),
		STEP_MIN, STEP_MAX);
}

static double
clip_size_lower(const struct clip_size *f)
{
	return f->high.bps * clip_size_clamp(AIM * (double)f->max_bytes /
	    f->high.bytes, 1 / STEP_MAX, 1 / STEP_MIN);
}

/* Not near either end, so that the gap closes whatever happens. */
static double
clip_size_split(const struct clip_size *f)
{
	double part = log(AIM * (double)f->max_bytes / f->low.bytes) /
	    log(f->high.bytes / f->low.bytes);

	return f->low.bps * pow(f->high.bps / f->low.bps,
	    clip_size_clamp(part, 0.1, 0.9));
}

/* Each try is between low and high, or beyond the only one of them. */
static void
clip_size_record(struct clip_size *f, const struct clip_size_try *t)
{
	if (t->bytes > (double)f->max_bytes) {
		f->high = *t;
		return;
	}
	f->idle = f->low.bps > 0 && t->bytes < IDLE_GAIN * f->low.bytes
	    ? f->idle + 1 : 0;
	f->low = *t;
}

double
clip_size_next_rate(struct clip_size *f, double bps, int64_t bytes)
{
	struct clip_size_try was = f->low,
			     now = { bps, fmax((double)bytes, 1) };

	clip_size_record(f, &now);
	if (clip_size_is_good(f, bytes) || ++f->tries >= TRIES ||
	    f->idle >= IDLE_MAX)
		return 0;
	if (f->low.bps > 0 && f->high.bps > 0)
		return clip_size_split(f);
	return f->low.bps > 0 ? clip_size_raise(f, &was) : clip_size_lower(f);
}
