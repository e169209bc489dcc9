/*
 * What ffprobe knows of a file, as facts for the plans.  Parsing is pure; a
 * file is probed once and ffprobe's answer kept by path, size and mtime.
 */
#ifndef PROBE_H
#define PROBE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

/* Where a stream's headers are, which say what shape its pictures have. */
enum probe_headers {
	HEADERS_ONE,		/* one for all, the container's */
	HEADERS_INSIDE,		/* in the stream, too */
	HEADERS_MANY,		/* several are the container's */
};

struct probe_video {
	int		 index;		/* in the file; -1: it has no picture */
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
	int		 dv_fallback;	/* what plays without it; 0: nothing */
	bool		 is_second;	/* FFmpeg seeks to keyframes of another */
	enum probe_headers	 headers;	/* of H.264 and HEVC */
	bool		 changes;	/* its shape does, see probe_shape_at */
	int		 reorder;	/* B-frames it may hold back */
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
	bool		 is_usable;	/* sound: FFmpeg has a decoder for it,
					 * and there is some, as far as the
					 * facts tell */
	int		 width, height;	/* of bitmap subtitles, or 0 */
	int		 bytes;		/* of what is attached, or 0 */
	bool		 is_default, is_forced;
};

struct probe {
	bool		 is_current;	/* not from before we asked for more */
	const char	*container;	/* "matroska,webm" */
	double		 start_s;	/* the file's first time stamp */
	double		 duration_s;	/* 0: not known, or not to be trusted */
	double		 video_end_s;	/* end of the picture, or 0 likewise */
	int64_t		 bit_rate;	/* 0 unknown */
	struct probe_video	 video;
	const struct probe_stream *audio, *subtitles, *fonts;
	size_t		 naudio, nsubtitles, nfonts;
};

/* -EBADMSG: that is not what ffprobe writes.  Strings live in the arena. */
int	probe_parse(struct arena *, const char *json, size_t len,
	    struct probe *);

/* Facts that plans are made of. */
bool	probe_is_hdr(const struct probe *);
bool	probe_is_interlaced(const struct probe *);
bool	probe_needs_dv(const struct probe *);	/* no colours without it */
bool	probe_is_ts(const struct probe *);	/* MPEG-TS, M2TS, MPEG-PS */
bool	probe_is_untimed(const struct probe *);	/* frames without times */
bool	probe_enters_late(const struct probe *);	/* seconds after -ss */
bool	probe_holds_frames(const struct probe *);	/* slides, sparse */
const struct probe_stream	*probe_stream_at(const struct probe_stream *,
		    size_t n, int index);	/* by index, or NULL */

/* How ffprobe is run, and for how long. */
struct probe_limits {
	const char	*ffprobe;
	const char	*ffmpeg;	/* reads headers */
	int		 timeout_ms;
	const volatile sig_atomic_t *stop;	/* not 0: end it; or NULL */
	int		 client;	/* as in process.h */
};

/* Of ffprobe, whatever it is asked; not all of the data is resident. */
#define PROBE_RUN_LIMITS \
	{ .data_bytes = INT64_C(8) << 30, .cpu_s = 60 }

#define PROBE_USUAL_MS	30000
#define PROBE_PATIENT_MS 600000	/* nobody waits for it, and a disk may sleep */

/*
 * Runs ffprobe.  -ENOENT, -EACCES: the file; -EBADMSG: not media, or broken;
 * -ETIMEDOUT, -ECANCELED.  *why is a sentence for a person; *json (not NULL:
 * wanted) what to keep.
 */
int	probe_run_within(struct arena *, const struct probe_limits *,
	    const char *path, struct probe *, const char **json,
	    const char **why);
/* The same within the usual limits. */
int	probe_run(struct arena *, const char *ffprobe, const char *path,
	    struct probe *, const char **json, const char **why);

/*
 * Films whose size, shape, fields and colours may change on the way get those
 * of a moment (from the file's start) instead of those of their beginning;
 * `changes` says that a copy from then on, of so many seconds, would not have
 * the shape that its container names.  A process or two for such films; none
 * for others.
 */
bool	probe_shape_may_change(const struct probe *);
void	probe_shape_at(struct arena *, const struct probe_limits *,
	    const char *path, double at_s, double length_s, struct probe *);

/*
 * Where the headers of a file are, by the name that is kept with its facts.
 * -ETIMEDOUT, -ECANCELED.
 */
#define PROBE_HEADERS	"headers"
int	probe_shape_find_headers(struct arena *, const struct probe_limits *,
	    const char *path, const struct probe *, const char **where);

/* From what was kept of exactly this file; -EAGAIN: nothing was. */
int	probe_get_kept(struct db *, struct arena *, const char *path,
	    struct probe *, const char **why);
/* The same, else run and keep. */
int	probe_get(struct db *, struct arena *, const struct probe_limits *,
	    const char *path, struct probe *, const char **why);

#endif
