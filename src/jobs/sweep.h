/*
 * Puts right what dead processes left behind.  Deletes nothing but work
 * folders whose owner is gone, and frames of the cache.
 */
#ifndef SWEEP_H
#define SWEEP_H

struct arena;
struct conf;
struct db;

int	sweep_run(struct arena *, struct db *, const struct conf *);

/* Names in the log what the folder has and the gallery does not know. */
int	sweep_report(struct arena *, struct db *, const struct conf *);

#endif
