/*
 * Keeps two MediaSnaps from using one data folder, by a lock file beside the
 * database.
 *
 * Each part (enum part) has a lock of its own, so that the services of one
 * stack can share a folder; its holder writes its name there.  All parts share
 * one more lock, which a migration must hold alone.  The kernel releases the
 * locks when a process ends, however it ends.
 */
#ifndef DATA_LOCK_H
#define DATA_LOCK_H

#include <stdbool.h>

struct arena;
struct conf;

/* Takes the locks of these parts until we end, or exits and says why. */
void	data_lock_parts(struct arena *, const struct conf *, int parts);

/*
 * Waits for others that are starting, and makes them wait until
 * data_lock_settle().  *alone: nobody else uses the database.  Returns the
 * lock, or exits.
 */
int	data_lock_enter(struct arena *, const struct conf *, bool *alone);

/* From here until we end, we count as a user of the database. */
void	data_lock_settle(const struct conf *, int lock);

/* The holder of the lock of a part that is not one of ours. */
const char	*data_lock_other(struct arena *, int lock, int parts);

#endif
