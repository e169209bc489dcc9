/* Parses FFmpeg's -progress lines, one at a time.  Pure. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdint.h>

struct progress {
	double		 duration_s;	/* in: of the result */
	double		 fraction;	/* out: 0 to 1, never decreasing */
	int64_t		 size_bytes;	/* out: written so far */
};

/* 1: the fraction grew; 0: it did not; -EBADMSG: not such a line. */
int	progress_parse_line(struct progress *, const char *line);

#endif
