/* Chooses the audio and subtitle streams of a capture. */
#ifndef TRACK_CHOICE_H
#define TRACK_CHOICE_H

struct body_choice;
struct clip_request;
struct request;
struct screenshot_request;
struct capture_target;
struct target_file;

/*
 * subtitles: "session", "off", a stream's number, an external file's id, or
 * nothing (off).  0, or 422 already replied.
 */
int	track_choice_for_screenshot(struct request *,
	    const struct capture_target *, const struct target_file *,
	    const struct body_choice *subtitles, struct screenshot_request *);
int	track_choice_for_clip(struct request *, const struct capture_target *,
	    const struct target_file *, const struct body_choice *subtitles,
	    int audio_stream, struct clip_request *);

#endif
