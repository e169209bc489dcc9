/*
 * Facts about a media file, from ffprobe.  A file is probed once; ffprobe's
 * answer is kept in the database by path, size and mtime.
 */
#ifndef PROBE_H
#define PROBE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

/* Where the headers are that give the shape of the pictures. */
enum probe_headers {
	HEADERS_ONE,		/* the container has one for all pictures */
	HEADERS_INSIDE,		/* also within the stream */
	HEADERS_MANY,		/* the container has several */
};

struct probe_video {
	int		 index;		/* stream index; -1: no picture */
	const char	*codec;		/* ffprobe's names; "" when unknown */
	const char	*profile;
	const char	*pix_fmt;
	const char	*transfer, *matrix, *primaries;
	const char	*field_order;
	int		 width, height;	/* coded, before rotation */
	int		 sar_num, sar_den;	/* 1:1 when unknown */
	int		 rotation;	/* 0, 90, 180, 270; done by FFmpeg */
	int		 bits;		/* of a sample: 8, 10, 12 */
	bool		 is_full_range;	/* 0 to 255, not 16 to 235 */
	int		 dv_profile;	/* Dolby Vision, or 0 */
	int		 dv_fallback;	/* compatible base layer; 0: none */
	bool		 is_second;	/* FFmpeg seeks by another stream */
	enum probe_headers	 headers;	/* of H.264 and HEVC */
	bool		 changes;	/* its shape: probe_shape_at() */
	int		 reorder;	/* frames that B-frames may delay */
	double		 start_s;	/* in the file's own time */
	double		 rate;		/* r_frame_rate; 0 unknown */
	double		 average_rate;	/* avg_frame_rate; 0 unknown */
};

struct probe_stream {		/* audio, subtitles, attached fonts */
	int		 index;
	const char	*codec;
	const char	*language;	/* ISO 639 as tagged, or NULL */
	const char	*title;		/* or NULL */
	int		 channels;
	bool		 is_usable;	/* sound: decodable, not empty */
	int		 width, height;	/* of bitmap subtitles, or 0 */
	int		 bytes;		/* of an attachment, or 0 */
	bool		 is_default, is_forced;
};

struct probe {
	bool		 is_current;	/* has all facts that we ask for now */
	const char	*container;	/* "matroska,webm" */
	double		 start_s;	/* the file's first time stamp */
	double		 duration_s;	/* 0: unknown or implausible */
	double		 video_end_s;	/* end of the picture; 0 likewise */
	int64_t		 bit_rate;	/* 0 unknown */
	struct probe_video	 video;
	const struct probe_stream *audio, *subtitles, *fonts;
	size_t		 naudio, nsubtitles, nfonts;
};

/*
 * Parses ffprobe's JSON; -EBADMSG if it is not that.  Strings are in the arena.
 */
int	probe_parse(struct arena *, const char *json, size_t len,
	    struct probe *);

/* Facts that plans are made of. */
bool	probe_is_hdr(const struct probe *);
bool	probe_is_interlaced(const struct probe *);
bool	probe_needs_dv(const struct probe *);	/* wrong colours without it */
bool	probe_is_ts(const struct probe *);	/* MPEG-TS, M2TS, MPEG-PS */
bool	probe_is_untimed(const struct probe *);	/* frames without times */
bool	probe_enters_late(const struct probe *);	/* by seconds */
bool	probe_holds_frames(const struct probe *);	/* slides, sparse */
/* Why no picture can be taken of it, as a sentence for a 422; or NULL. */
const char	*probe_picture_problem(const struct probe *);
const struct probe_stream	*probe_stream_at(const struct probe_stream *,
		    size_t n, int index);	/* by index, or NULL */

/* How ffprobe and ffmpeg are run. */
struct probe_limits {
	const char	*ffprobe;
	const char	*ffmpeg;	/* reads headers */
	int		 timeout_ms;
	const volatile sig_atomic_t *stop;	/* not 0: stop; or NULL */
	int		 client;	/* as in process.h */
};

/* For every run of ffprobe.  Not all of the data is resident. */
#define PROBE_RUN_LIMITS \
	{ .data_bytes = INT64_C(8) << 30, .cpu_s = 60 }

#define PROBE_USUAL_MS	30000
#define PROBE_PATIENT_MS 600000	/* in the background; a disk may sleep */

/*
 * Runs ffprobe.  -ENOENT, -EACCES: the file cannot be opened; -EBADMSG: it is
 * not media, or is broken; -ETIMEDOUT, -ECANCELED.  *why is a sentence for
 * users.  *json, unless json is NULL, is ffprobe's answer to keep.
 */
int	probe_run_within(struct arena *, const struct probe_limits *,
	    const char *path, struct probe *, const char **json,
	    const char **why);
/* The same with PROBE_USUAL_MS. */
int	probe_run(struct arena *, const char *ffprobe, const char *path,
	    struct probe *, const char **json, const char **why);

/*
 * Sets the size, shape, fields and colours to those at a moment (seconds from
 * the file's start), if they may change during the film.  `changes` then says
 * that a copy of length_s from there would not match the one shape its
 * container names.  Takes a process or two for such films, none for others.
 */
bool	probe_shape_may_change(const struct probe *);
void	probe_shape_at(struct arena *, const struct probe_limits *,
	    const char *path, double at_s, double length_s, struct probe *);

/*
 * Where the headers of a file are: a value for the key PROBE_HEADERS in the
 * kept facts.  -ETIMEDOUT, -ECANCELED.
 */
#define PROBE_HEADERS	"headers"
int	probe_shape_find_headers(struct arena *, const struct probe_limits *,
	    const char *path, const struct probe *, const char **where);

/* The kept facts of exactly this file; -EAGAIN if there are none. */
int	probe_get_kept(struct db *, struct arena *, const char *path,
	    struct probe *, const char **why);
/* The same, but runs ffprobe and keeps its answer if there are none. */
int	probe_get(struct db *, struct arena *, const struct probe_limits *,
	    const char *path, struct probe *, const char **why);

#endif
