/* What a person should know of a capture, in one line.  Pure. */
#ifndef NOTE_H
#define NOTE_H

struct arena;

/* "first; then".  NULL and "" say nothing; NULL if neither says anything. */
const char	*note_join(struct arena *, const char *first, const char *then);

#endif
