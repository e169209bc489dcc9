/* Cleans text from media servers.  Pure; the length is bounded. */
#ifndef TEXT_CLEAN_H
#define TEXT_CLEAN_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

#define TEXT_CLEAN_LINE_MAX	500	/* bytes kept of a title or a name */
#define TEXT_CLEAN_ID_MAX	200	/* bytes of an id */
#define TEXT_CLEAN_PATH_MAX	4095	/* bytes of a path */

/*
 * Makes text valid for XML, so that one title cannot break the whole list:
 * removes control characters, also as "&#4;"; replaces invalid UTF-8 by
 * U+FFFD and a lone "&" by "&amp;".  Clean text is returned as it is.
 */
const char	*text_clean_xml(struct arena *, const char *, size_t len,
		    size_t *out_len);

/* utf8_line() of at most TEXT_CLEAN_LINE_MAX bytes. */
const char	*text_clean_line(struct arena *, const char *);

/* "S05E14 — Ozymandias"; numbers below 0 are unknown. */
const char	*text_clean_episode(struct arena *, int season, int episode,
		    const char *title);

/* Replaces all but A-Z a-z 0-9 . _ - by "_"; NULL if empty or too long. */
const char	*text_clean_id(struct arena *, const char *prefix,
	    const char *);

/* Whether it is a path of a length that a file can have; NULL is not. */
bool	text_clean_is_path(const char *path);

#endif
