/* A clip's way into the queue: its row and its job, both or neither. */
#ifndef CLIP_QUEUE_H
#define CLIP_QUEUE_H

struct capture;
struct request;

/* A new row. */
int	clip_queue_add(struct request *, struct capture *);
/* A row that has failed; 409 when it is no longer failed. */
int	clip_queue_retry(struct request *, struct capture *);

#endif
