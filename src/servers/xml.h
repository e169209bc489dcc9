/* A thin layer over libxml2: parses a document and reads its attributes. */
#ifndef XML_H
#define XML_H

#include <stdbool.h>
#include <stddef.h>

#include <libxml/tree.h>

struct arena;

/*
 * Whether a text is safe to parse: limited attributes in a tag, a limited
 * tree, and no document type.
 */
bool	 xml_is_modest(const char *, size_t len);

/*
 * Cleans and parses a document; NULL if it is invalid or has another root.  No
 * network access, no entity definitions, no messages on stderr.
 */
xmlDoc	*xml_parse(struct arena *, const char *, size_t len,
	    const char *root);
void	 xml_freep(xmlDoc **);			/* for AUTO() */

const char	*xml_attr(struct arena *, xmlNode *, const char *name);
const char	*xml_line(struct arena *, xmlNode *, const char *name);
/* A number >= 0, else the fallback. */
double		 xml_number(xmlNode *, const char *name, double fallback);
int		 xml_int(xmlNode *, const char *name, int fallback);
int		 xml_attr_is(xmlNode *, const char *name, const char *value);

/* Child elements of this name: the first, the next, and their number. */
xmlNode	*xml_child(xmlNode *, const char *name);
xmlNode	*xml_next(xmlNode *, const char *name);
size_t	 xml_count(xmlNode *, const char *name);

#endif
