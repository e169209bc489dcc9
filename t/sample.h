/* Numbers, and the quantiles of them. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include <stddef.h>

struct sample {
	double	*v;
	size_t	 n, room;
};

void	sample_add(struct sample *, double);
/* Infinite where there are no numbers. */
double	sample_quantile(struct sample *, double part);

#endif
