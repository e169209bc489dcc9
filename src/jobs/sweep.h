/*
 * Cleans up after dead processes.  Deletes only work folders whose owner is
 * gone, and old filmstrips of the cache.
 */
#ifndef SWEEP_H
#define SWEEP_H

struct arena;
struct conf;
struct db;

int	sweep_run(struct arena *, struct db *, const struct conf *);

/* Logs how many files in the capture folder the gallery does not know. */
int	sweep_report(struct arena *, struct db *, const struct conf *);

#endif
