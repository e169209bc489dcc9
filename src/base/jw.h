/*
 * Writes JSON directly as text: a tree of objects costs ten times as much.  It
 * adds commas, quotes and escapes, and replaces invalid UTF-8 by U+FFFD.  The
 * text lives in the arena.  json.h reads JSON.
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
	bool		 needs_comma;	/* before the next value */
	bool		 keeps_bytes;	/* does not replace invalid UTF-8 */
};

/* key: must need no escapes; NULL within an array. */
void	jw_open(struct jw *, const char *key, char bracket);
void	jw_close(struct jw *, char bracket);
void	jw_null(struct jw *, const char *key);
void	jw_str(struct jw *, const char *key, const char *);	/* NULL: null */
void	jw_int(struct jw *, const char *key, int64_t);
void	jw_bool(struct jw *, const char *key, bool);
void	jw_double(struct jw *, const char *key, double);	/* 3 decimals */
void	jw_exact(struct jw *, const char *key, double);	/* reads back the same */

/* Appends the members or elements that another writer has written. */
void	jw_join(struct jw *, const struct jw *more);

/* All that was written so far, with a NUL. */
const char	*jw_text(struct jw *);

#endif
