/* The audio and subtitle streams that a capture is to have. */
#ifndef TRACK_CHOICE_H
#define TRACK_CHOICE_H

struct body_choice;
struct clip_request;
struct request;
struct screenshot_request;
struct subject;
struct subject_file;

/*
 * "session", "off", a stream's number, an external file's id, or nothing
 * (off); 422, or 0.
 */
int	tracks_for_screenshot(struct request *, const struct subject *,
	    const struct subject_file *, const struct body_choice *subtitles,
	    struct screenshot_request *);
int	tracks_for_clip(struct request *, const struct subject *,
	    const struct subject_file *, const struct body_choice *subtitles,
	    int audio_stream, struct clip_request *);

#endif
