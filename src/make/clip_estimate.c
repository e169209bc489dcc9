#include "config.h"

#include <math.h>

#include "make.h"
#include "base/arena.h"
#include "media/probe.h"

#define PLACES	2

/*
 * At each place two samples: what the longer one has more is what a second
 * costs, and the rest is what a key picture does.
 */
struct sampling {
	double	short_s, long_s;
	double	key_pictures;	/* from one to the next; 0: not counted */
};

static const struct sampling copied = { 1, 8, 0 };
static const struct sampling encoded[] = {
	[CLIP_MP4]	= { 0.4, 1.4, 250 },
	[CLIP_WEBM]	= { 0.4, 1.4, 128 },
	[CLIP_GIF]	= { 0.4, 1.4, 0 },
	[CLIP_WEBP]	= { 0.5, 1.5, 0 },
	[CLIP_MP3]	= { 1, 2, 0 },
};

static int
clip_estimate_sample(struct arena *a, const struct work *w,
    const struct clip_request *r, double from_s, double length_s,
    double *bytes, const char **why)
{
	struct clip_request part = *r;
	struct make_result made;
	int rc;

	part.start_s = from_s;
	part.end_s = from_s + length_s;
	part.max_bytes = 0;
	rc = clip_make(a, w, &part, &made, why);
	if (!rc)
		*bytes = (double)made.size_bytes;
	return rc;
}

/* As if all of the clip were as it is at that place. */
static double
clip_estimate_extend(const struct probe *p, const struct sampling *s,
    double length_s, double small, double large)
{
	double rate = p->video.average_rate >= 1 ? p->video.average_rate : 25;
	double per_s = fmax((large - small) / (s->long_s - s->short_s), 0);
	double key = fmax(small - per_s * s->short_s, 0);
	double keys = s->key_pictures > 0 ? floor(length_s * rate /
	    s->key_pictures) : 0;

	return small + per_s * (length_s - s->short_s) + key * keys;
}

static int
clip_estimate_measure(struct arena *a, const struct work *w,
    const struct clip_request *r, const struct sampling *s, double *bytes,
    const char **why)
{
	double length_s = r->end_s - r->start_s, small, large, from_s, sum = 0;
	int i, rc;

	for (i = 0; i < PLACES; i++) {
		from_s = r->start_s + (length_s - s->long_s) * (i + 0.5) /
		    PLACES;
		rc = clip_estimate_sample(a, w, r, from_s, s->short_s, &small,
		    why);
		if (!rc)
			rc = clip_estimate_sample(a, w, r, from_s, s->long_s,
			    &large, why);
		if (rc)
			return rc;
		sum += clip_estimate_extend(w->probe, s, length_s, small,
		    large);
	}
	*bytes = sum / PLACES;
	return 0;
}

int
clip_estimate(struct arena *a, const struct work *w,
    const struct clip_request *r, double *bytes, const char **why)
{
	struct clip_request clip = *r;
	const struct sampling *s;
	struct clip_plan plan;
	int rc = clip_plan(a, w->probe, r, NULL, &plan, why);

	if (rc)
		return rc;
	clip.start_s = plan.start_s;
	clip.end_s = plan.start_s + plan.duration_s;
	s = plan.copies_video ? &copied : &encoded[r->format];
	if (plan.duration_s <= PLACES * s->long_s)
		return clip_estimate_sample(a, w, &clip, clip.start_s,
		    plan.duration_s, bytes, why);
	return clip_estimate_measure(a, w, &clip, s, bytes, why);
}
