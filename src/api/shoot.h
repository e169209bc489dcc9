/* Takes a screenshot while its request waits: one FFmpeg process. */
#ifndef SHOOT_H
#define SHOOT_H

struct capture;
struct probe;
struct recipe;
struct request;

/* Row, file, answer; on failure neither row nor file. */
int	shoot(struct request *, struct capture *, const struct recipe *,
	    const struct probe *);

/* The same for a row that has failed before and is pending again. */
int	shoot_again(struct request *, struct capture *, const struct recipe *,
	    const struct probe *);

/* The answer that is one capture. */
int	reply_capture(struct request *, const struct capture *);

#endif
