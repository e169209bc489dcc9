/* Text of media servers, made fit for us: pure, bounded, never NULL. */
#ifndef TEXT_CLEAN_H
#define TEXT_CLEAN_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

#define TEXT_CLEAN_LINE_MAX	500	/* bytes of a title or a name that are kept */
#define TEXT_CLEAN_ID_MAX		200	/* longer ones are no ids */
#define TEXT_CLEAN_PATH_MAX	4095	/* bytes of a path */

/*
 * Bytes as XML allows them, so that one title cannot hide every session:
 * control characters go, also as "&#4;", broken UTF-8 becomes U+FFFD, an "&"
 * that begins nothing becomes "&amp;".  Clean text is returned as it is.
 */
const char	*text_clean_xml(struct arena *, const char *, size_t len,
		    size_t *out_len);

/* One line for a person: utf8_line(), of at most TEXT_CLEAN_LINE_MAX bytes. */
const char	*text_clean_line(struct arena *, const char *);

/* "S05E14 — Ozymandias"; numbers below 0 are unknown. */
const char	*text_clean_episode(struct arena *, int season, int episode,
		    const char *title);

/* A-Z a-z 0-9 . _ - stay, others become "_"; NULL when it is no id. */
const char	*text_clean_id(struct arena *, const char *prefix,
	    const char *);

/* Whether a server told a file at all, of a length that a file can have. */
bool	text_clean_is_path(const char *path);

#endif
