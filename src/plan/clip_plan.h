/*
 * Plans a clip: streams are copied if players can play the copy, else
 * re-encoded, with the reason as a note.  Takes facts and a request, gives an
 * argument list.  Pure.
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
	double		 start_s, end_s;	/* from the file's start */
	bool		 is_precise;
	enum clip_format format;
	const char	*codec;		/* NULL, "h264", "hevc", "source" */
	bool		 keep_hdr;	/* false: converted to SDR */
	int		 height;	/* at most; 0: the source's */
	int		 audio;		/* stream index; -1: the default; or */
#define CLIP_NO_SOUND	(-2)
	struct track	 subtitle;	/* to burn in */
	int64_t		 max_bytes;	/* 0: no limit */
	const char	*track_note;	/* from choosing the tracks, or NULL */
};

struct clip_plan {
	double		 start_s, duration_s;	/* within the file */
	double		 preroll_s;	/* decoded before, thrown away */
	bool		 holds_frames;	/* frames may last long */
	bool		 copies_video, copies_audio;
	struct colour	 colour;	/* of the picture */
	bool		 is_hevc;	/* 10-bit, if encoded */
	bool		 checks_copy;	/* the copy may turn out unplayable */
	int		 audio;		/* stream index, or -1: no sound */
	int		 audio_bps;
	int		 height;	/* at most; 0: the source's */
	bool		 is_fitted;	/* to max_bytes, by the next four */
	double		 fit_bps;	/* in total */
	int		 fit_audio_bps;
	int64_t		 fit_video_bps;
	int		 fit_height;
	const char	*note;		/* for users, or NULL */
	int		 timeout_ms;
};

/*
 * 0, or -EINVAL with *why for a 422.  must_encode: the reason to re-encode that
 * a finished copy gave, or NULL.
 */
int	clip_plan(struct arena *, const struct probe *,
	    const struct clip_request *, const char *must_encode,
	    struct clip_plan *, const char **why);

/* For a film that turns out to have frames that last for seconds. */
void	clip_plan_hold_frames(struct clip_plan *);

/*
 * Builds the ffmpeg command, which prints its progress to stdout.  Paths are
 * absolute.  NULL subtitles: none; NULL hwaccel: software.
 */
char *const	*clip_args_build(struct arena *, const char *ffmpeg,
		    const char *path, const struct probe *,
		    const struct clip_request *, const struct clip_plan *,
		    const struct subtitles *, const struct hwaccel *,
		    const char *out);

/*
 * "mp4" and so on, also used as the file name extension; and the format of a
 * name, or -1.
 */
const char	*clip_format_name(enum clip_format);
int		 clip_format_find(const char *name);

#endif
