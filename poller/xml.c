#include "config.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include <libxml/parser.h>

#include "arena.h"
#include "words.h"
#include "xml.h"

/* NOENT would substitute entities; RECOVER would lose sessions silently. */
#define OPTIONS		(XML_PARSE_NONET | XML_PARSE_NOERROR | \
			 XML_PARSE_NOWARNING | XML_PARSE_COMPACT)

void
xml_free(xmlDoc **doc)
{
	xmlFreeDoc(*doc);
}

xmlDoc *
xml_parse(struct arena *a, const char *text, size_t len, const char *root)
{
	xmlNode *node;
	xmlDoc *doc;

	text = xml_clean(a, text, len, &len);
	if (len > INT_MAX)
		return NULL;
	/* It is UTF-8 now, whatever it says of itself. */
	doc = xmlReadMemory(text, (int)len, NULL, "UTF-8", OPTIONS);
	node = doc ? xmlDocGetRootElement(doc) : NULL;
	if (node && xmlStrEqual(node->name, BAD_CAST root))
		return doc;
	xmlFreeDoc(doc);
	return NULL;
}

const char *
xml_attr(struct arena *a, xmlNode *node, const char *name)
{
	xmlChar *v = node ? xmlGetNoNsProp(node, BAD_CAST name) : NULL;
	char *s = arena_strdup(a, (const char *)v);

	xmlFree(v);
	return s;
}

const char *
xml_words(struct arena *a, xmlNode *node, const char *name)
{
	return words(a, xml_attr(a, node, name));
}

double
xml_number(xmlNode *node, const char *name, double fallback)
{
	xmlChar *v = node ? xmlGetNoNsProp(node, BAD_CAST name) : NULL;
	char *end = NULL;
	double d = v ? strtod((const char *)v, &end) : 0;
	int good = v && end != (char *)v && !*end && isfinite(d) && d >= 0;

	xmlFree(v);
	return good ? d : fallback;
}

int
xml_int(xmlNode *node, const char *name, int fallback)
{
	double d = xml_number(node, name, fallback);

	return d <= INT_MAX ? (int)d : fallback;
}

int
xml_is(xmlNode *node, const char *name, const char *value)
{
	xmlChar *v = node ? xmlGetNoNsProp(node, BAD_CAST name) : NULL;
	int same = xmlStrEqual(v, BAD_CAST value);

	xmlFree(v);
	return same;
}

static xmlNode *
from(xmlNode *node, const char *name)
{
	while (node && !xmlStrEqual(node->name, BAD_CAST name))
		node = xmlNextElementSibling(node);
	return node;
}

xmlNode *
xml_child(xmlNode *node, const char *name)
{
	return node ? from(xmlFirstElementChild(node), name) : NULL;
}

xmlNode *
xml_next(xmlNode *node, const char *name)
{
	return from(xmlNextElementSibling(node), name);
}

size_t
xml_count(xmlNode *node, const char *name)
{
	size_t n = 0;

	for (node = xml_child(node, name); node; node = xml_next(node, name))
		n++;
	return n;
}
