#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "sample.h"

void
sample_add(struct sample *s, double v)
{
	if (s->n == s->room) {
		s->room = s->room ? 2 * s->room : 4096;
		s->v = reallocarray(s->v, s->room, sizeof(*s->v));
		if (!s->v)
			abort();
	}
	s->v[s->n++] = v;
}

static int
number_compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double
sample_quantile(struct sample *s, double part)
{
	if (!s->n)
		return INFINITY;
	qsort(s->v, s->n, sizeof(*s->v), number_compare);
	return s->v[(size_t)(part * (double)(s->n - 1))];
}
