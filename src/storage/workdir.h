/*
 * CAPTURE_DIR/.work/<id>/: where a capture is made.  The process that works
 * in it holds a lock, so an unlocked one shows that its owner died.
 */
#ifndef WORKDIR_H
#define WORKDIR_H

#include <stddef.h>

struct arena;
struct conf;

/* The only folder in it: the fonts attached to a film. */
#define WORKDIR_FONTS	"fonts"

struct workdir {
	int		 lock;		/* descriptor; -1: none */
	const char	*path;		/* absolute */
};

/*
 * Locks the work folder of a capture and creates it if it is missing.  -EAGAIN
 * if another process works in it.  Closing it only releases the lock.
 */
int	workdir_open(struct arena *, const struct conf *, const char *id,
	    struct workdir *);
void	workdir_close(struct workdir *);	/* for AUTO() */
/* Deletes the folder and its content. */
int	workdir_remove(const struct conf *, const char *id);
/* Moves a finished file from it to CAPTURE_DIR and syncs it to disk. */
int	workdir_publish(struct arena *, const struct conf *,
	    const struct workdir *, const char *work_name,
	    const char *file_name);
/* The ids of all work folders. */
int	workdir_list(struct arena *, const struct conf *,
	    const char *const **ids, size_t *n);

#endif
