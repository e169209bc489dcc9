/*
 * How a capture is made: the file and the complete request, kept as JSON in its
 * row, so that a retry or a restart makes the same thing.
 */
#ifndef RECIPE_H
#define RECIPE_H

#include <stdbool.h>

#include "clip_plan.h"
#include "screenshot_args.h"

struct arena;

struct recipe {
	const char	*path;		/* absolute */
	double		 part_start_s;	/* where it begins in the item */
	bool		 is_clip;
	struct clip_request	 clip;		/* by is_clip */
	struct screenshot_request shot;
};

/* As JSON; a path comes back unchanged whatever its bytes. */
const char	*recipe_write(struct arena *, const struct recipe *);
/* Changes the film's path, and those of files beside it. */
void	recipe_move(struct arena *, struct recipe *, const char *path);
/* -EBADMSG: not a recipe. */
int	recipe_read(struct arena *, const char *text, struct recipe *);

#endif
