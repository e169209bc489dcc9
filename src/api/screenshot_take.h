/* Takes a screenshot while its request waits: one FFmpeg process. */
#ifndef SCREENSHOT_TAKE_H
#define SCREENSHOT_TAKE_H

struct capture;
struct probe;
struct recipe;
struct request;

/* Row, file, answer; on failure neither row nor file. */
int	screenshot_take(struct request *, struct capture *,
	    const struct recipe *,
	    const struct probe *);

/*
 * The same for a row that has failed before.  409 when it is no longer failed
 * or another is at it: then neither row nor file is touched.
 */
int	screenshot_take_again(struct request *, struct capture *,
	    const struct recipe *,
	    const struct probe *);

/* Why it cannot be made again, from the row as it is now: 409, or 404. */
int	capture_reply_refuse_retry(struct request *, const char *id);

/* The answer that is one capture. */
int	capture_reply_json(struct request *, const struct capture *);

#endif
