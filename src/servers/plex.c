#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "plex.h"
#include "text_clean.h"
#include "xml.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/url.h"

/* Elements of the session list; error: why they cannot be captured. */
static const struct {
	const char	*element;
	const char	*error;
} kinds[] = {
	{ "Video",	NULL },
	{ "Track",	"This is music: there is no picture to capture." },
	{ "Photo",	"This is a photo: there is nothing to capture." },
};

#define LIVE	"This is live TV: there is no file to capture from."
#define NO_FILE	"Plex does not say which file this is. PLEX_TOKEN must be " \
		"the server owner's."
#define FROM_NETWORK " that Plex plays from the network: there is no file to " \
		"capture from."

/* By subtype; extras that Plex finds online have no file anywhere. */
static const struct {
	const char	*subtype;
	const char	*why;
} extras[] = {
	{ "trailer",	"This is a trailer" FROM_NETWORK },
	{ "deletedScene", "This is a deleted scene" FROM_NETWORK },
	{ "interview",	"This is an interview" FROM_NETWORK },
	{ "behindTheScenes", "This is an extra, behind the scenes,"
			FROM_NETWORK },
	{ "musicVideo",	"This is a music video" FROM_NETWORK },
	{ "featurette",	"This is a featurette" FROM_NETWORK },
	{ "short",	"This is a short film" FROM_NETWORK },
	{ "scene",	"This is a scene" FROM_NETWORK },
};

/* Unknown states count as paused: that is the smaller error. */
static enum play_state
plex_read_state(struct arena *a, xmlNode *player)
{
	const char *s = xml_attr(a, player, "state");

	if (!s || !strcmp(s, "playing"))
		return PLAY_PLAYING;
	return strcmp(s, "buffering") ? PLAY_PAUSED : PLAY_BUFFERING;
}

static bool
plex_has_prefix(const char *s, const char *with)
{
	return s && !strncmp(s, with, strlen(with));
}

/* Theme music and pre-rolls, which viewers do not choose. */
static bool
plex_is_hidden(struct arena *a, xmlNode *node)
{
	const char *guid = xml_attr(a, node, "guid");

	return plex_has_prefix(guid, "library://") ||
	    plex_has_prefix(guid, "analyzed.prerolls://") ||
	    xml_attr_is(node, "librarySectionID", "-2");
}

/*
 * Only pictures of the server's own library; those of live TV are elsewhere.
 * The query is dropped: it can contain a token, and browsers get this path.
 */
static const char *
plex_thumbnail_path(struct arena *a, xmlNode *node)
{
	static const char *const names[] = { "thumb", "parentThumb",
	    "grandparentThumb" };
	static const char tame[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-_.:";
	const char *path;
	size_t i;

	for (i = 0; i < COUNT(names); i++) {
		path = xml_attr(a, node, names[i]);
		if (plex_has_prefix(path, "/library/"))
			return arena_printf(a, "/photo/:/transcode?width=400"
			    "&height=225&minSize=1&url=%s",
			    url_encode(a, arena_strndup(a, path,
			    strspn(path, tame))));
	}
	return NULL;
}

static void
plex_set_titles(struct arena *a, xmlNode *node, struct session *s)
{
	const char *title = xml_line(a, node, "title");
	const char *above = xml_line(a, node, "grandparentTitle");

	s->title = *above ? above : title;
	s->subtitle = "";
	if (xml_attr_is(node, "type", "episode"))
		s->subtitle = text_clean_episode(a,
		    xml_int(node, "parentIndex", -1),
		    xml_int(node, "index", -1), *above ? title : "");
	else if (*above)
		s->subtitle = title;
}

static xmlNode *
plex_find_selected(xmlNode *parent, const char *name)
{
	xmlNode *n;

	for (n = xml_child(parent, name); n; n = xml_next(n, name))
		if (xml_attr_is(n, "selected", "1"))
			return n;
	return NULL;
}

/* The version that plays: the selected one, else any of the item's. */
static void
plex_choose_media(struct arena *a, xmlNode *node, xmlNode *selected,
    struct report_choice *c)
{
	const char **ids = arena_alloc(a,
	    (xml_count(node, "Media") + 1) * sizeof(*ids));
	xmlNode *n;

	c->media = ids;
	if (selected) {
		ids[c->nmedia++] = xml_attr(a, selected, "id");
		return;
	}
	for (n = xml_child(node, "Media"); n; n = xml_next(n, "Media"))
		ids[c->nmedia++] = xml_attr(a, n, "id");
}

static void
plex_choose_track(struct arena *a, xmlNode *part, int type, const char **id,
    struct session_track *t)
{
	xmlNode *n, *found = NULL;

	*t = (struct session_track){ .index = -1, .ordinal = -1 };
	for (n = xml_child(part, "Stream"); n; n = xml_next(n, "Stream"))
		if (xml_int(n, "streamType", 0) == type &&
		    xml_attr_is(n, "selected", "1"))
			found = n;
	if (found) {
		*id = xml_attr(a, found, "id");
		t->choice = TRACK_ON;
		t->language = xml_attr(a, found, "languageCode");
		t->index = xml_int(found, "index", -1);
	} else if (type == STREAM_SUBTITLES && xml_child(part, "Stream")) {
		t->choice = TRACK_OFF;
	}
}

/* Trailers and other extras are clips, but home videos have type movie. */
static const char *
plex_explain_no_file(xmlNode *node)
{
	size_t i;

	for (i = 0; i < COUNT(extras); i++)
		if (xml_attr_is(node, "subtype", extras[i].subtype) &&
		    !xml_attr_is(node, "type", "movie"))
			return extras[i].why;
	if (xml_attr_is(node, "extraType", "1"))
		return extras[0].why;
	if (xml_attr_is(node, "type", "clip") ||
	    xmlHasProp(node, BAD_CAST "extraType"))
		return "This is a trailer or another extra" FROM_NETWORK;
	return NO_FILE;
}

/* The files that the session itself names: often none. */
static void
plex_read_parts(struct arena *a, xmlNode *media, struct report *r)
{
	struct session *s = &r->session;
	struct session_part *v = arena_alloc(a, PARTS_MAX * sizeof(*v));
	size_t n = 0;
	xmlNode *p;

	for (p = xml_child(media, "Part"); p && n < PARTS_MAX;
	    p = xml_next(p, "Part")) {
		v[n].reported = xml_attr(a, p, "file");
		v[n].duration_s = xml_number(p, "duration", 0) / 1000;
		if (!text_clean_is_path(v[n].reported))
			break;
		n++;
	}
	s->parts = v;
	s->nparts = p ? 0 : n;
	s->media_error = s->nparts ? NULL : r->no_file;
}

static void
plex_read_choice(struct arena *a, xmlNode *node, struct report *r)
{
	xmlNode *selected = plex_find_selected(node, "Media");
	xmlNode *media = selected ? selected : xml_child(node, "Media");
	xmlNode *part = plex_find_selected(media, "Part");

	if (!part)
		part = xml_child(media, "Part");
	plex_choose_media(a, node, selected, &r->choice);
	r->choice.part = xml_attr(a, part, "id");
	plex_choose_track(a, part, STREAM_AUDIO, &r->choice.audio,
	    &r->session.audio);
	plex_choose_track(a, part, STREAM_SUBTITLES, &r->choice.subtitles,
	    &r->session.subtitles);
	r->no_file = plex_explain_no_file(node);
	plex_read_parts(a, media, r);
}

/* Live TV may lack a ratingKey; then the key will do. */
static const char *
plex_media_key(struct arena *a, xmlNode *node)
{
	const char *id = text_clean_id(a, "", xml_attr(a, node, "ratingKey"));

	if (!id)
		id = text_clean_id(a, "", xml_attr(a, node, "key"));
	return id ? id : text_clean_id(a, "", xml_attr(a, node, "sessionKey"));
}

static void
plex_read_viewer(struct arena *a, xmlNode *node, struct session *s)
{
	xmlNode *player = xml_child(node, "Player");

	s->user = xml_line(a, xml_child(node, "User"), "title");
	s->player = xml_line(a, player, "title");
	if (!*s->player)
		s->player = xml_line(a, player, "product");
	s->state = plex_read_state(a, player);
}

static const char *
plex_refusal(struct arena *a, xmlNode *node, size_t kind)
{
	if (xml_attr_is(node, "live", "1") ||
	    plex_has_prefix(xml_attr(a, node, "key"), "/livetv/"))
		return LIVE;
	return kinds[kind].error;
}

/* False if the row is invalid. */
static bool
plex_read_row(struct arena *a, xmlNode *node, size_t kind, struct report *r)
{
	const char *why = plex_refusal(a, node, kind);
	struct session *s = &r->session;
	double at = xml_number(node, "viewOffset", 0);

	*r = (struct report){ .value_s = at / 1000 };
	r->session_id = text_clean_id(a, "plex-",
	    xml_attr(a, xml_child(node, "Session"), "id"));
	s->source = "plex";
	s->native_key = text_clean_id(a, "", xml_attr(a, node, "sessionKey"));
	/* Its prefix keeps it from equalling another row's sessionKey. */
	if (!s->native_key)
		s->native_key = r->session_id;
	s->media_key = plex_media_key(a, node);
	if (!s->native_key || !s->media_key)
		return false;
	plex_set_titles(a, node, s);
	plex_read_viewer(a, node, s);
	s->year = xml_int(node, "year", 0);
	s->thumbnail = plex_thumbnail_path(a, node);
	s->duration_s = xml_number(node, "duration", 0) / 1000;
	r->item = r->item_again = xml_attr(a, node, "ratingKey");
	plex_read_choice(a, node, r);
	if (why)
		session_report_set_no_file(r, why);
	return true;
}

static bool
plex_is_repeated(const struct reports *out, const struct report *r)
{
	size_t i;

	for (i = 0; i < out->n; i++)
		if (!strcmp(out->v[i].session.native_key,
		    r->session.native_key))
			return true;
	return false;
}

static void
plex_add_row(struct arena *a, xmlNode *node, struct reports *out)
{
	struct report *r = &out->v[out->n];
	size_t kind;

	for (kind = 0; kind < COUNT(kinds); kind++)
		if (xmlStrEqual(node->name, BAD_CAST kinds[kind].element))
			break;
	if (kind == COUNT(kinds) || plex_is_hidden(a, node))
		return;
	if (!plex_read_row(a, node, kind, r))
		out->skipped++;
	else if (!plex_is_repeated(out, r))
		out->n++;
}

int
plex_parse(struct arena *a, const char *text, size_t len,
    struct reports *out)
{
	AUTO(xml_freep) xmlDoc *doc = xml_parse(a, text, len,
	    "MediaContainer");
	xmlNode *node;

	if (!doc)
		return -EBADMSG;
	*out = (struct reports){
		.v = arena_alloc(a, (REPORTS_MAX + 1) * sizeof(*out->v)),
	};
	for (node = xmlFirstElementChild(xmlDocGetRootElement(doc));
	    node && out->n < REPORTS_MAX; node = xmlNextElementSibling(node))
		plex_add_row(a, node, out);
	return 0;
}
