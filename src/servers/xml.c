#include "config.h"

#include <limits.h>
#include <string.h>

#include <libxml/parser.h>

#include "text_clean.h"
#include "xml.h"
#include "base/arena.h"
#include "base/number.h"

#define TREE_MAX_BYTES	(48u << 20)
#define ATTRIBUTES_MAX	256	/* of one tag; Plex sends up to 60 */
#define NUMBER_MAX	1e13	/* ms; larger values are invalid */

/* NOENT would substitute entities; RECOVER would lose sessions silently. */
#define OPTIONS		(XML_PARSE_NONET | XML_PARSE_NOERROR | \
			 XML_PARSE_NOWARNING | XML_PARSE_COMPACT)

void
xml_freep(xmlDoc **doc)
{
	xmlFreeDoc(*doc);
}

/* Estimates what libxml2 allocates for each character. */
static size_t
xml_mark_bytes(char c)
{
	switch (c) {
	case '<':
		return 160;
	case '=':
		return 280;
	case '&':
		return 12;	/* it may become &amp; */
	default:
		return 1;
	}
}

/*
 * Limits the attributes of a tag, as libxml2 compares each with all others,
 * and the tree, which can be hundreds of times as large as the text.
 */
bool
xml_is_modest(const char *text, size_t len)
{
	size_t i, bytes = 0, attributes = 0;
	bool in_tag = false;
	char quote = 0;

	for (i = 0; i < len; i++) {
		bytes += xml_mark_bytes(text[i]);
		if (quote) {
			quote = text[i] == quote ? 0 : quote;
			continue;
		}
		if (in_tag && (text[i] == '"' || text[i] == '\''))
			quote = text[i];
		else if (text[i] == '<' || text[i] == '>')
			in_tag = text[i] == '<';
		if (text[i] == '<')
			attributes = 0;
		else if (in_tag && text[i] == '=' &&
		    ++attributes > ATTRIBUTES_MAX)
			return false;
	}
	return bytes <= TREE_MAX_BYTES &&
	    !memmem(text, len, "<!DOCTYPE", strlen("<!DOCTYPE"));
}

xmlDoc *
xml_parse(struct arena *a, const char *text, size_t len, const char *root)
{
	xmlNode *node;
	xmlDoc *doc;

	if (!xml_is_modest(text, len))
		return NULL;
	text = text_clean_xml(a, text, len, &len);
	/* It is UTF-8 now, whatever it declares. */
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
xml_line(struct arena *a, xmlNode *node, const char *name)
{
	return text_clean_line(a, xml_attr(a, node, name));
}

double
xml_number(xmlNode *node, const char *name, double fallback)
{
	xmlChar *v = node ? xmlGetNoNsProp(node, BAD_CAST name) : NULL;
	double d = fallback;

	if (v && !number_read_decimal((const char *)v, 0, NUMBER_MAX, &d))
		d = fallback;
	xmlFree(v);
	return d;
}

int
xml_int(xmlNode *node, const char *name, int fallback)
{
	double d = xml_number(node, name, fallback);

	return d <= INT_MAX ? (int)d : fallback;
}

int
xml_attr_is(xmlNode *node, const char *name, const char *value)
{
	xmlChar *v = node ? xmlGetNoNsProp(node, BAD_CAST name) : NULL;
	int same = xmlStrEqual(v, BAD_CAST value);

	xmlFree(v);
	return same;
}

static xmlNode *
xml_find_from(xmlNode *node, const char *name)
{
	while (node && !xmlStrEqual(node->name, BAD_CAST name))
		node = xmlNextElementSibling(node);
	return node;
}

xmlNode *
xml_child(xmlNode *node, const char *name)
{
	return node ? xml_find_from(xmlFirstElementChild(node), name) : NULL;
}

xmlNode *
xml_next(xmlNode *node, const char *name)
{
	return xml_find_from(xmlNextElementSibling(node), name);
}

size_t
xml_count(xmlNode *node, const char *name)
{
	size_t n = 0;

	for (node = xml_child(node, name); node; node = xml_next(node, name))
		n++;
	return n;
}
