#include "config.h"

#include <string.h>

#include "plex.h"
#include "text_clean.h"
#include "xml.h"
#include "base/arena.h"
#include "base/cleanup.h"

struct plex_stream {
	const char	*id;
	int		 type;
	int		 index;		/* in the file; -1: external */
	int		 ordinal;	/* among those of its type, or -1 */
	const char	*codec;
	const char	*language;
	const char	*key;		/* if external */
	const char	*title;
	bool		 is_default, is_forced;
};

struct plex_part {
	const char		*id;
	const char		*file;
	double			 duration_s;
	struct plex_stream	*streams;
	size_t			 n;
};

struct plex_media {
	const char		*id;
	bool			 is_optimised;	/* a copy made by Plex */
	struct plex_part	*parts;
	size_t			 n;
};

struct plex_item {
	double			 duration_s;
	struct plex_media	*media;
	size_t			 n;
};

#define TOO_MANY "This item has more files than MediaSnap can follow."

static void
plex_item_read_streams(struct arena *a, xmlNode *part, struct plex_part *out)
{
	int ordinals[8] = { 0 };
	struct plex_stream *s;
	xmlNode *n;

	out->streams = arena_alloc(a,
	    xml_count(part, "Stream") * sizeof(*s));
	for (n = xml_child(part, "Stream"); n; n = xml_next(n, "Stream")) {
		s = &out->streams[out->n++];
		*s = (struct plex_stream){
			.id = xml_attr(a, n, "id"),
			.type = xml_int(n, "streamType", 0),
			.index = xml_int(n, "index", -1),
			.ordinal = -1,
			.codec = xml_attr(a, n, "codec"),
			.language = xml_attr(a, n, "languageCode"),
			.key = xml_attr(a, n, "key"),
			.title = xml_attr(a, n, "title"),
			.is_default = xml_attr_is(n, "default", "1"),
			.is_forced = xml_attr_is(n, "forced", "1"),
		};
		if (s->index >= 0 && s->type < (int)COUNT(ordinals))
			s->ordinal = ordinals[s->type]++;
	}
}

static void
plex_item_read_parts(struct arena *a, xmlNode *media, struct plex_media *out)
{
	xmlNode *n;

	out->parts = arena_alloc(a,
	    xml_count(media, "Part") * sizeof(*out->parts));
	for (n = xml_child(media, "Part"); n; n = xml_next(n, "Part")) {
		struct plex_part *p = &out->parts[out->n++];

		p->id = xml_attr(a, n, "id");
		p->file = xml_attr(a, n, "file");
		p->duration_s = xml_number(n, "duration", 0) / 1000;
		plex_item_read_streams(a, n, p);
	}
}

struct plex_item *
plex_item_parse(struct arena *a, const char *text, size_t len)
{
	AUTO(xml_freep) xmlDoc *doc = xml_parse(a, text, len,
	    "MediaContainer");
	struct plex_item *item = arena_alloc(a, sizeof(*item));
	xmlNode *node, *n;

	node = doc ? xml_child(xmlDocGetRootElement(doc), "Video") : NULL;
	if (!node)
		return NULL;
	item->duration_s = xml_number(node, "duration", 0) / 1000;
	item->media = arena_alloc(a,
	    xml_count(node, "Media") * sizeof(*item->media));
	for (n = xml_child(node, "Media"); n; n = xml_next(n, "Media")) {
		struct plex_media *m = &item->media[item->n++];

		m->id = xml_attr(a, n, "id");
		m->is_optimised = xml_attr_is(n, "proxyType", "42");
		plex_item_read_parts(a, n, m);
	}
	return item;
}

/* Ids look like numbers but are compared as strings. */
static bool
plex_item_is_same_id(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

static const struct plex_media *
plex_item_media_by_id(const struct plex_item *item, const char *id)
{
	size_t i;

	for (i = 0; i < item->n; i++)
		if (plex_item_is_same_id(item->media[i].id, id))
			return &item->media[i];
	return NULL;
}

static const struct plex_media *
plex_item_media_by_part(const struct plex_item *item, const char *part)
{
	size_t i, k;

	for (i = 0; i < item->n; i++)
		for (k = 0; k < item->media[i].n; k++)
			if (plex_item_is_same_id(item->media[i].parts[k].id,
				part))
				return &item->media[i];
	return NULL;
}

/* Of several possible versions, prefers the original to a copy. */
static const struct plex_media *
plex_item_find_original(const struct plex_item *item,
    const struct report_choice *c)
{
	const struct plex_media *m;
	size_t i;

	for (i = 0; i < c->nmedia; i++) {
		m = plex_item_media_by_id(item, c->media[i]);
		if (m && !m->is_optimised)
			return m;
	}
	return NULL;
}

static const struct plex_media *
plex_item_find_media(const struct plex_item *item,
    const struct report_choice *c)
{
	const struct plex_media *m = NULL;

	if (c->nmedia > 1)
		m = plex_item_find_original(item, c);
	if (!m && c->nmedia)
		m = plex_item_media_by_id(item, c->media[0]);
	return m ? m : plex_item_media_by_part(item, c->part);
}

/* No id matches: prefers the original, else the first version. */
static const struct plex_media *
plex_item_guess_media(const struct plex_item *item)
{
	size_t i;

	for (i = 0; i < item->n; i++)
		if (!item->media[i].is_optimised)
			return &item->media[i];
	return item->n ? &item->media[0] : NULL;
}

static const char *
plex_item_set_parts(struct arena *a, struct report *r,
    const struct plex_media *m)
{
	struct session *s = &r->session;
	struct session_part *v = arena_alloc(a, m->n * sizeof(*v));
	size_t i;

	if (m->n > PARTS_MAX)
		return TOO_MANY;
	for (i = 0; i < m->n; i++) {
		v[i].reported = m->parts[i].file;
		v[i].duration_s = m->parts[i].duration_s;
		if (!text_clean_is_path(v[i].reported))
			return r->no_file;
	}
	s->parts = v;
	s->nparts = m->n;
	s->media_error = m->n ? NULL : r->no_file;
	return s->media_error;
}

static const struct plex_stream *
plex_item_find_stream(const struct plex_media *m, const char *id)
{
	size_t i, k;

	for (i = 0; i < m->n; i++)
		for (k = 0; k < m->parts[i].n; k++)
			if (plex_item_is_same_id(m->parts[i].streams[k].id, id))
				return &m->parts[i].streams[k];
	return NULL;
}

/* From the library, as the session may give the codec of the transcode. */
static void
plex_item_set_track(struct session_track *t, const struct plex_media *m,
    const char *id)
{
	const struct plex_stream *s = plex_item_find_stream(m, id);

	if (!s)
		return;
	t->index = s->index;
	t->ordinal = s->ordinal;
	t->codec = s->codec;
	t->language = s->language;
	t->remote = s->index < 0 ? s->key : NULL;
}

static bool
plex_item_is_external(const struct plex_stream *s)
{
	return s->type == STREAM_SUBTITLES && s->index < 0 && s->key;
}

static struct session_external
plex_item_external(struct arena *a, const struct plex_stream *s, size_t part)
{
	return (struct session_external){
		.title = s->title ? text_clean_line(a, s->title) : NULL,
		.part = part,
		.is_default = s->is_default,
		.is_forced = s->is_forced,
		.track = {
			.codec = s->codec,
			.language = s->language,
			.remote = s->key,
		},
	};
}

static void
plex_item_set_externals(struct arena *a, struct session *s,
    const struct plex_media *m)
{
	struct session_external *v = arena_alloc(a,
	    EXTERNALS_MAX * sizeof(*v));
	size_t i, k;

	s->nexternals = 0;
	for (i = 0; i < m->n; i++)
		for (k = 0; k < m->parts[i].n; k++) {
			const struct plex_stream *f = &m->parts[i].streams[k];

			if (plex_item_is_external(f))
				session_report_add_external(a, s, v,
				    plex_item_external(a, f, i));
		}
}

static double
plex_item_total_duration(const struct plex_media *m)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < m->n; i++)
		sum += m->parts[i].duration_s;
	return sum;
}

bool
plex_item_join(struct arena *a, struct report *r, const struct plex_item *item)
{
	const struct plex_media *m = plex_item_find_media(item, &r->choice);
	bool found = m != NULL;
	struct session *s = &r->session;
	const char *error;

	/* The file that the session names is better than a guess. */
	if (!m && s->nparts)
		return false;
	if (!m)
		m = plex_item_guess_media(item);
	if (!m)
		return false;
	error = plex_item_set_parts(a, r, m);
	if (error && !s->nparts)
		s->media_error = error;
	plex_item_set_track(&s->audio, m, r->choice.audio);
	plex_item_set_track(&s->subtitles, m, r->choice.subtitles);
	plex_item_set_externals(a, s, m);
	if (s->duration_s <= 0)
		s->duration_s = item->duration_s > 0 ? item->duration_s
		    : plex_item_total_duration(m);
	return found;
}
