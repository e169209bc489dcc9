/* Reading attributes of a parsed document; a thin cover over libxml2. */
#ifndef XML_H
#define XML_H

#include <stdbool.h>
#include <stddef.h>

#include <libxml/tree.h>

struct arena;

/*
 * Whether a text may be parsed at all: no more attributes in a tag and no
 * larger a tree than any answer has, and no document type.
 */
bool	 xml_is_modest(const char *, size_t len);

/*
 * Cleans and parses; NULL when it is not a document with this root.  No
 * network, no entities of its own, no chatter on stderr.
 */
xmlDoc	*xml_parse(struct arena *, const char *, size_t len,
	    const char *root);
void	 xml_freep(xmlDoc **);			/* for AUTO() */

const char	*xml_attr(struct arena *, xmlNode *, const char *name);
const char	*xml_line(struct arena *, xmlNode *, const char *name);
/* A number from 0 up, else the fallback. */
double		 xml_number(xmlNode *, const char *name, double fallback);
int		 xml_int(xmlNode *, const char *name, int fallback);
int		 xml_attr_is(xmlNode *, const char *name, const char *value);

/* Child elements of this name: the first, and the one after. */
xmlNode	*xml_child(xmlNode *, const char *name);
xmlNode	*xml_next(xmlNode *, const char *name);
size_t	 xml_count(xmlNode *, const char *name);

#endif
