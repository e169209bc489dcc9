/*
 * How a capture is made, kept as JSON in its row: the file and the request,
 * all decided, so that a retry or a restart makes the same thing.
 */
#ifndef RECIPE_H
#define RECIPE_H

#include <stdbool.h>

#include "clip_plan.h"
#include "screenshot_args.h"

struct arena;
struct json_object;

struct recipe {
	const char	*path;		/* the file */
	double		 part_start_s;	/* where it begins in the item */
	bool		 is_clip;
	struct clip_request	 clip;		/* one of these two */
	struct screenshot_request shot;
};

struct json_object	*recipe_json(const struct recipe *);
/* The same of a film, and what lay beside it, that has another name now. */
void	recipe_move(struct arena *, struct recipe *, const char *path);
/* -EBADMSG: that is no recipe. */
int	recipe_read(struct arena *, const char *text, struct recipe *);

#endif
