#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "progress.h"

static int
progress_advance(struct progress *p, double done_s)
{
	double f = p->duration_s > 0 ? done_s / p->duration_s : 0;

	if (!(f > p->fraction))
		return 0;
	p->fraction = f < 1 ? f : 1;
	return 1;
}

/* The values before the first frame ("N/A", or negative) are ignored. */
int
progress_parse_line(struct progress *p, const char *line)
{
	const char *eq = strchr(line, '=');
	char *end;
	long long v;

	if (!eq)
		return -EBADMSG;
	v = strtoll(eq + 1, &end, 10);
	if (end == eq + 1 || *end || v < 0)
		return 0;
	if (!strncmp(line, "total_size=", 11))
		p->size_bytes = v;
	if (!strncmp(line, "out_time_us=", 12))
		return progress_advance(p, (double)v / 1e6);
	return 0;
}
