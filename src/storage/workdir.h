/*
 * CAPTURE_DIR/.work/<id>/: where a capture is made.  It is locked by the
 * process that works in it, so that whoever finds one unlocked knows that
 * its owner died.
 */
#ifndef WORKDIR_H
#define WORKDIR_H

#include <stddef.h>

struct arena;
struct conf;

/* The one folder in it, of files: the fonts that a film carries. */
#define WORKDIR_FONTS	"fonts"

struct workdir {
	int		 lock;		/* descriptor; -1: none */
	const char	*path;		/* absolute */
};

/*
 * The work folder of a capture, made when missing, and locked.  -EAGAIN when
 * another process works in it.  Closing it gives up the lock only.
 */
int	workdir_open(struct arena *, const struct conf *, const char *id,
	    struct workdir *);
void	workdir_close(struct workdir *);	/* for AUTO() */
/* Deletes it with what is in it. */
int	workdir_remove(const struct conf *, const char *id);
/* Renames a whole file from it into the folder, and makes it last. */
int	workdir_publish(struct arena *, const struct conf *,
	    const struct workdir *, const char *work_name,
	    const char *file_name);
/* Every work folder there is, by id. */
int	workdir_list(struct arena *, const struct conf *,
	    const char *const **ids,
	    size_t *n);

#endif
