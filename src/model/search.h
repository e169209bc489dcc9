/* Turns typed words into an expression for SQLite's full-text search. */
#ifndef SEARCH_H
#define SEARCH_H

struct arena;

/*
 * Matches titles in which each word typed is the beginning of a word.  Words
 * are quoted, so that none is an operator.  Without any word it matches
 * nothing.  type: a capture_type, or NULL for all.
 */
char	*search_expression(struct arena *, const char *typed,
	    const char *type);

#endif
