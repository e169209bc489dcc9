/*
 * Reads the headers within H.264, HEVC and MPEG-2 streams.  They say how the
 * shape of the picture changes; a container names only one shape for the film.
 */
#ifndef HEADERS_H
#define HEADERS_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct probe_limits;

/* The last header in a part of a film. */
struct header {
	uint64_t	 shape;		/* a hash; 0: no header */
	int		 sar_num, sar_den;	/* 0: not given */
	int		 dar_num, dar_den;	/* MPEG-2 gives this instead */
};

struct headers {
	double		 at_s;		/* in: by the file's clock */
	struct header	 head;		/* the container's */
	struct header	 then;		/* in the stream, up to the moment */
	bool		 changes;	/* the shape changes after the moment */

	struct header	*now, later;	/* private: the parser's state */
	double		 now_s;
	bool		 is_head;
};

/* Codecs whose headers can be read. */
bool	headers_known(const char *codec);

/*
 * Parses a line of FFmpeg's filter trace_headers.  headers_end() follows the
 * last line.
 */
int	headers_parse_line(void *headers, const char *line);
void	headers_end(struct headers *);

/*
 * Reads the headers of the keyframes, from the last one before the moment, for
 * length_s, without decoding.  from_s: the moment, from the file's start.
 * Returns 0, or -errno as process_run().
 */
int	headers_read(struct arena *, const struct probe_limits *,
	    const char *path, int stream, double from_s, double length_s,
	    struct headers *);

/* Whether an MP4 has several descriptions of its pictures. */
bool	headers_are_many(struct arena *, const char *path);

#endif
