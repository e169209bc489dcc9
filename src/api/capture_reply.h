/* Replies about a capture that several calls share. */
#ifndef CAPTURE_REPLY_H
#define CAPTURE_REPLY_H

struct capture;
struct request;

/* The capture itself, as JSON. */
int	capture_reply_json(struct request *, const struct capture *);

/* 409 with the state that the row has now, or 404 when it is gone. */
int	capture_reply_refuse_retry(struct request *, const char *id);

#endif
