/* FFmpeg's -progress lines, one at a time.  Pure. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdint.h>

struct progress {
	double		 duration_s;	/* in: of what is being made */
	double		 fraction;	/* out: 0 to 1, never falling */
	int64_t		 size_bytes;	/* out: written so far */
};

/* 1: the fraction grew, 0: not, -EBADMSG: that is no such line. */
int	progress_parse_line(struct progress *, const char *line);

#endif
