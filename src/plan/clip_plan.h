/*
 * A clip: streams copied where the copy would play, else re-encoded, with the
 * reason.  Facts and wishes in, an argument list out; pure.
 */
#ifndef CLIP_PLAN_H
#define CLIP_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "colour.h"
#include "media/tracks.h"

struct arena;
struct hwaccel;
struct probe;
struct subtitles;

enum clip_format { CLIP_MP4, CLIP_WEBM, CLIP_GIF, CLIP_WEBP, CLIP_MP3 };

#define CLIP_DEFAULT { .audio = -1, .subtitle = TRACK_NONE }

struct clip_request {
	double		 start_s, end_s;	/* of the file */
	bool		 is_precise;
	enum clip_format format;
	const char	*codec;		/* NULL, "h264", "hevc"; "source": copy */
	bool		 keep_hdr;	/* else it becomes SDR */
	int		 height;	/* at most; 0: the source's */
	int		 audio;		/* stream index; -1: the default; or */
#define CLIP_NO_SOUND	(-2)
	struct track	 subtitle;	/* to burn in */
	int64_t		 max_bytes;	/* 0: any size */
	const char	*track_note;	/* what track_pick had to say, or NULL */
};

struct clip_plan {
	double		 start_s, duration_s;	/* clamped to the file */
	double		 preroll_s;	/* decoded before, thrown away */
	bool		 holds_frames;		/* pictures stay for seconds */
	bool		 copies_video, copies_audio;
	struct colour	 colour;	/* of its picture */
	/* 10-bit; where it is encoded */
	bool		 is_hevc;
	bool		 checks_copy;	/* it may turn out unplayable */
	int		 audio;		/* stream index, or -1: no sound */
	int		 audio_bps;
	int		 height;	/* at most; 0: the source's */
	/* max_bytes needs the next four */
	bool		 is_fitted;
	double		 fit_bps;	/* in all */
	int		 fit_audio_bps;
	int64_t		 fit_video_bps;
	int		 fit_height;
	const char	*note;		/* what a person should know, or NULL */
	int		 timeout_ms;
};

/*
 * 0, or -EINVAL with *why for a 422.  must_encode: a reason known only after
 * a look at a copy ("..."), or NULL.
 */
int	clip_plan(struct arena *, const struct probe *,
	    const struct clip_request *, const char *must_encode,
	    struct clip_plan *, const char **why);

/* The film holds its pictures, though its facts do not say so. */
void	clip_plan_hold_frames(struct clip_plan *);

/*
 * One ffmpeg command, with its progress on stdout.  Absolute paths; NULL:
 * no subtitles, software.
 */
char *const	*clip_args_build(struct arena *, const char *ffmpeg,
		    const char *path, const struct probe *,
		    const struct clip_request *, const struct clip_plan *,
		    const struct subtitles *, const struct hwaccel *,
		    const char *out);

/* "mp4" ...: the file name's extension too; and back: the format, or -1. */
const char	*clip_format_name(enum clip_format);
int		 clip_format_find(const char *name);

#endif
