/*
 * A stream's own headers: what H.264, HEVC and MPEG-2 say of their pictures,
 * which containers hide (each of them names one shape for the whole film).
 */
#ifndef HEADERS_H
#define HEADERS_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct probe_limits;

/* The last header of some stretch of a film. */
struct header {
	uint64_t	 shape;		/* of all that makes it; 0: no header */
	int		 sar_num, sar_den;	/* 0: it does not say */
	int		 dar_num, dar_den;	/* MPEG-2 says this instead */
};

struct headers {
	double		 at_s;		/* in: by the file's clock */
	struct header	 head;		/* of the container, for all */
	struct header	 then;		/* in the stream, up to the moment */
	bool		 changes;	/* after it comes another shape */

	struct header	*now, later;	/* while they are read */
	double		 now_s;
	bool		 is_head;
};

/* Codecs whose headers can be read. */
bool	headers_known(const char *codec);

/* A line that FFmpeg's filter trace_headers wrote, and after the last one. */
int	headers_parse_line(void *headers, const char *line);
void	headers_end(struct headers *);

/*
 * Reads the keyframes of a stream from the one before the moment on, for so
 * long, without decoding them.  from_s: the moment from the file's start.
 * 0, or -errno as process_run().
 */
int	headers_read(struct arena *, const struct probe_limits *,
	    const char *path, int stream, double from_s, double length_s,
	    struct headers *);

/* Whether an MP4 describes its pictures in several ways. */
bool	headers_are_many(struct arena *, const char *path);

#endif
