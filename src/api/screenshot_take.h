/* Takes a screenshot while its request waits, with one FFmpeg process. */
#ifndef SCREENSHOT_TAKE_H
#define SCREENSHOT_TAKE_H

struct capture;
struct probe;
struct recipe;
struct request;

/* Makes row and file and replies; on failure, leaves neither. */
int	screenshot_take(struct request *, struct capture *,
	    const struct recipe *, const struct probe *);

/*
 * The same for a failed row.  409 if it is no longer failed or another worker
 * is retrying it; row and file are then left alone.
 */
int	screenshot_take_again(struct request *, struct capture *,
	    const struct recipe *, const struct probe *);

#endif
