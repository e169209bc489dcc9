/* What a person typed, as an expression for SQLite's full-text search. */
#ifndef SEARCH_H
#define SEARCH_H

struct arena;

/*
 * Every word must begin a word of the title: each is quoted, so that none is
 * an operator.  Without any word it finds nothing.  type: a capture_type, or
 * NULL: all.
 */
char	*search_expression(struct arena *, const char *typed,
	    const char *type);

#endif
