/*
 * Writes JSON straight into text, for the answers that are asked for all the
 * time: a tree of objects (json.h) costs ten times as much.  Commas, quotes and
 * escapes are its own affair, and so is UTF-8: a byte of a text that is none
 * becomes U+FFFD.  The text lives in the arena.
 *
 *	jw_open(&w, NULL, '[');
 *	jw_open(&w, NULL, '{');
 *	jw_str(&w, "title", title);
 *	jw_close(&w, '}');
 *	jw_close(&w, ']');
 */
#ifndef JW_H
#define JW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct jw {
	struct arena	*arena;
	char		*text;		/* not terminated */
	size_t		 len, room;
	/* a comma comes before what is next */
	bool		 needs_comma;
};

/* key: a word of ours, which needs no escape; NULL within an array. */
void	jw_open(struct jw *, const char *key, char bracket);
void	jw_close(struct jw *, char bracket);
void	jw_null(struct jw *, const char *key);
void	jw_str(struct jw *, const char *key, const char *);	/* or null */
void	jw_int(struct jw *, const char *key, int64_t);
void	jw_bool(struct jw *, const char *key, bool);
void	jw_double(struct jw *, const char *key, double);	/* ms */

#endif
