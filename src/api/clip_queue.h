/* Puts a clip into the queue: its row and its job, both or neither. */
#ifndef CLIP_QUEUE_H
#define CLIP_QUEUE_H

struct capture;
struct request;

/* Inserts a new row. */
int	clip_queue_add(struct request *, struct capture *);
/* Restarts a failed row; 409 if it is no longer failed. */
int	clip_queue_retry(struct request *, struct capture *);

#endif
