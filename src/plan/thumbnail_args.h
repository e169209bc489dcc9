/*
 * A capture's picture as a small JPEG for lists, about 20 kB: what FFmpeg has
 * to be told.  Pure.
 */
#ifndef THUMBNAIL_ARGS_H
#define THUMBNAIL_ARGS_H

struct arena;
struct args;
struct colour;

/* "filter,…" from the finished picture, whose samples mean that; HDR too. */
const char	*thumbnail_filters(struct arena *, const struct colour *);
/* The options of the output, and its file. */
void		 thumbnail_add_output(struct args *, const char *out);

#endif
