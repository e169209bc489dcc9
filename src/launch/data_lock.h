/*
 * One data folder, one MediaSnap: a lock file beside the database.
 *
 * Each part (enum part) has a lock of its own, so that the services of one
 * stack share a folder; whoever has one says there who it is.  All of them
 * share one more, which whoever changes the database's form must have alone.
 * The kernel lets go of them when a process ends, however it ends.
 */
#ifndef DATA_LOCK_H
#define DATA_LOCK_H

#include <stdbool.h>

struct arena;
struct conf;

/* Takes those of these parts for as long as we live; or exits and says why. */
void	data_lock_parts(struct arena *, const struct conf *, int parts);

/*
 * Waits for others that are starting, and keeps them waiting until it is
 * settled.  *alone: nobody else uses the database now.  Or exits.
 */
int	data_lock_enter(struct arena *, const struct conf *, bool *alone);

/* From here on we are one of those who use it, as long as we live. */
void	data_lock_settle(const struct conf *, int lock);

/* A part that is not one of ours and whose lock is held: who has it. */
const char	*data_lock_other(struct arena *, int lock, int parts);

#endif
