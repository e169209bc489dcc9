/*
 * Arguments for a capture's picture as a small JPEG for lists, about 20 kB.
 * Pure.
 */
#ifndef THUMBNAIL_ARGS_H
#define THUMBNAIL_ARGS_H

struct arena;
struct args;
struct colour;

/* Filters ("filter,…") for a finished picture with these colours, also HDR. */
const char	*thumbnail_filters(struct arena *, const struct colour *);
/* The output's options and file. */
void		 thumbnail_add_output(struct args *, const char *out);

#endif
