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
	int		 index;		/* in the file; -1: one apart */
	int		 ordinal;	/* among those like it, or -1 */
	const char	*codec;
	const char	*language;
	const char	*key;		/* of one apart */
	const char	*title;
	bool		 is_default, forced;
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
	bool			 optimised;	/* a copy by the server */
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
streams_read(struct arena *a, xmlNode *part, struct plex_part *out)
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
			.is_default = xml_is(n, "default", "1"),
			.forced = xml_is(n, "forced", "1"),
		};
		if (s->index >= 0 && s->type < (int)COUNT(ordinals))
			s->ordinal = ordinals[s->type]++;
	}
}

static void
parts_read(struct arena *a, xmlNode *media, struct plex_media *out)
{
	xmlNode *n;

	out->parts = arena_alloc(a,
	    xml_count(media, "Part") * sizeof(*out->parts));
	for (n = xml_child(media, "Part"); n; n = xml_next(n, "Part")) {
		struct plex_part *p = &out->parts[out->n++];

		p->id = xml_attr(a, n, "id");
		p->file = xml_attr(a, n, "file");
		p->duration_s = xml_number(n, "duration", 0) / 1000;
		streams_read(a, n, p);
	}
}

struct plex_item *
plex_item_parse(struct arena *a, const char *text, size_t len)
{
	AUTO(xml_free) xmlDoc *doc = xml_parse(a, text, len,
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
		m->optimised = xml_is(n, "proxyType", "42");
		parts_read(a, n, m);
	}
	return item;
}

/* Ids look like numbers, and are compared as what they are: strings. */
static bool
same(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

static const struct plex_media *
by_id(const struct plex_item *item, const char *id)
{
	size_t i;

	for (i = 0; i < item->n; i++)
		if (same(item->media[i].id, id))
			return &item->media[i];
	return NULL;
}

static const struct plex_media *
by_part(const struct plex_item *item, const char *part)
{
	size_t i, k;

	for (i = 0; i < item->n; i++)
		for (k = 0; k < item->media[i].n; k++)
			if (same(item->media[i].parts[k].id, part))
				return &item->media[i];
	return NULL;
}

/* The session does not say which: rather the original than a copy. */
static const struct plex_media *
original(const struct plex_item *item, const struct choice *c)
{
	const struct plex_media *m;
	size_t i;

	for (i = 0; i < c->nmedia; i++) {
		m = by_id(item, c->media[i]);
		if (m && !m->optimised)
			return m;
	}
	return NULL;
}

static const struct plex_media *
media_of(const struct plex_item *item, const struct choice *c)
{
	const struct plex_media *m = NULL;

	if (c->nmedia > 1)
		m = original(item, c);
	if (!m && c->nmedia)
		m = by_id(item, c->media[0]);
	return m ? m : by_part(item, c->part);
}

/* No id fits: one version is no choice at all, of several the original. */
static const struct plex_media *
media_guess(const struct plex_item *item)
{
	size_t i;

	for (i = 0; i < item->n; i++)
		if (!item->media[i].optimised)
			return &item->media[i];
	return item->n ? &item->media[0] : NULL;
}

static const char *
parts_set(struct arena *a, struct report *r, const struct plex_media *m)
{
	struct session *s = &r->session;
	struct session_part *v = arena_alloc(a, m->n * sizeof(*v));
	size_t i;

	if (m->n > PARTS_MAX)
		return TOO_MANY;
	for (i = 0; i < m->n; i++) {
		v[i].reported = m->parts[i].file;
		v[i].duration_s = m->parts[i].duration_s;
		if (!words_name_file(v[i].reported))
			return r->no_file;
	}
	s->parts = v;
	s->nparts = m->n;
	s->media_error = m->n ? NULL : r->no_file;
	return s->media_error;
}

static const struct plex_stream *
stream(const struct plex_media *m, const char *id)
{
	size_t i, k;

	for (i = 0; i < m->n; i++)
		for (k = 0; k < m->parts[i].n; k++)
			if (same(m->parts[i].streams[k].id, id))
				return &m->parts[i].streams[k];
	return NULL;
}

/* The session's codec may be that of the output; the library's is not. */
static void
track_set(struct session_track *t, const struct plex_media *m,
    const char *id)
{
	const struct plex_stream *s = stream(m, id);

	if (!s)
		return;
	t->index = s->index;
	t->ordinal = s->ordinal;
	t->codec = s->codec;
	t->language = s->language;
	t->remote = s->index < 0 ? s->key : NULL;
}

static bool
is_external(const struct plex_stream *s)
{
	return s->type == STREAM_SUBTITLES && s->index < 0 && s->key;
}

static void
externals_set(struct arena *a, struct session *s, const struct plex_media *m)
{
	struct session_external *v = arena_alloc(a,
	    EXTERNALS_MAX * sizeof(*v));
	size_t i, k;

	s->nexternals = 0;
	for (i = 0; i < m->n; i++)
		for (k = 0; k < m->parts[i].n; k++) {
			const struct plex_stream *f = &m->parts[i].streams[k];

			if (is_external(f))
				report_external(a, s, v,
				    (struct session_external){
				    .title = f->title ? words(a, f->title)
				    : NULL, .part = i,
				    .is_default = f->is_default,
				    .forced = f->forced,
				    .track = { .codec = f->codec,
				    .language = f->language,
				    .remote = f->key } });
		}
}

static double
total(const struct plex_media *m)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < m->n; i++)
		sum += m->parts[i].duration_s;
	return sum;
}

bool
plex_join(struct arena *a, struct report *r, const struct plex_item *item)
{
	const struct plex_media *m = media_of(item, &r->choice);
	bool found = m != NULL;
	struct session *s = &r->session;
	const char *error;

	/* What the session says of its file is better than a guess. */
	if (!m && s->nparts)
		return false;
	if (!m)
		m = media_guess(item);
	if (!m)
		return false;
	error = parts_set(a, r, m);
	if (error && !s->nparts)
		s->media_error = error;
	track_set(&s->audio, m, r->choice.audio);
	track_set(&s->subtitles, m, r->choice.subtitles);
	externals_set(a, s, m);
	if (s->duration_s <= 0)
		s->duration_s = item->duration_s > 0 ? item->duration_s
		    : total(m);
	return found;
}
