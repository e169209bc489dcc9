#include "config.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>

#include "demo_plex.h"
#include "film.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/timestamp.h"

#define THUMB	"/library/metadata/%s/thumb/1"
#define ROUND	"1"		/* the end of the thumbnail's path */

static void
demo_plex_doc_freep(xmlDoc **doc)
{
	xmlFreeDoc(*doc);
}

/* Adds an element; its attributes are pairs of strings, then NULL. */
static xmlNode * __attribute__((sentinel))
demo_plex_add(xmlNode *parent, const char *name, ...)
{
	xmlNode *n = xmlNewChild(parent, NULL, BAD_CAST name, NULL);
	const char *key;
	va_list ap;

	if (!n)
		abort();
	va_start(ap, name);
	while ((key = va_arg(ap, const char *)))
		if (!xmlNewProp(n, BAD_CAST key,
		    BAD_CAST va_arg(ap, const char *)))
			abort();
	va_end(ap);
	return n;
}

static xmlNode *
demo_plex_add_container(xmlDoc *doc, const char *size)
{
	xmlNode *root = xmlNewNode(NULL, BAD_CAST "MediaContainer");

	if (!root || !xmlNewProp(root, BAD_CAST "size", BAD_CAST size))
		abort();
	xmlDocSetRootElement(doc, root);
	return root;
}

static xmlDoc *
demo_plex_doc_new(void)
{
	xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");

	if (!doc)
		abort();
	return doc;
}

static char *
demo_plex_doc_text(struct arena *a, xmlDoc *doc)
{
	xmlChar *text;
	char *copy;
	int len;

	xmlDocDumpMemoryEnc(doc, &text, &len, "UTF-8");
	if (!text)
		abort();
	copy = arena_strndup(a, (char *)text, (size_t)len);
	xmlFree(text);
	return copy;
}

static const char *
demo_plex_ms(struct arena *a, double seconds)
{
	return arena_printf(a, "%.0f", seconds * 1000);
}

static const char *
demo_plex_number(struct arena *a, int n)
{
	return arena_printf(a, "%d", n);
}

/* The attributes that a session and the library give alike for an episode. */
static xmlNode *
demo_plex_add_video(struct arena *a, xmlNode *root, const struct film *f)
{
	return demo_plex_add(root, "Video", "key",
	    arena_printf(a, "/library/metadata/%s", f->id), "ratingKey", f->id,
	    "guid", arena_printf(a, "plex://episode/mediasnap-demo-%s", f->id),
	    "librarySectionID", "1", "librarySectionTitle", "TV", "type",
	    "episode", "title", f->title, "grandparentTitle", f->series,
	    "grandparentRatingKey", "99", "parentTitle",
	    arena_printf(a, "Season %d", f->season), "parentRatingKey", "100",
	    "parentIndex", demo_plex_number(a, f->season), "index",
	    demo_plex_number(a, f->episode), "year",
	    demo_plex_number(a, f->year), "summary", f->summary, "thumb",
	    arena_printf(a, THUMB, f->id), "grandparentThumb",
	    arena_printf(a, THUMB, "99"), "duration",
	    demo_plex_ms(a, FILM_SECONDS), NULL);
}

/*
 * The browser gets a transcode: Media and Part keep their ids from the library
 * but describe the output, and there is no file.
 */
static void
demo_plex_add_transcode(struct arena *a, xmlNode *video)
{
	xmlNode *media = demo_plex_add(video, "Media", "id", "201", "selected",
	    "1", "container", "mp4", "protocol", "dash", "videoResolution",
	    "720p", "audioCodec", "aac", "duration",
	    demo_plex_ms(a, FILM_SECONDS), NULL);
	xmlNode *part = demo_plex_add(media, "Part", "id", "301", "selected",
	    "1", "container", "mp4", "protocol", "dash", "decision",
	    "transcode", "duration", demo_plex_ms(a, FILM_SECONDS), NULL);

	demo_plex_add(part, "Stream", "id", "401", "streamType", "1", "codec",
	    "h264", "decision", "copy", "location", "segments-video", NULL);
	demo_plex_add(part, "Stream", "id", "402", "streamType", "2", "codec",
	    "aac", "selected", "1", "decision", "transcode", "location",
	    "segments-audio", NULL);
}

static void
demo_plex_add_viewer(xmlNode *video, const struct moment *m)
{
	demo_plex_add(video, "User", "id", "1", "title", "ann", NULL);
	demo_plex_add(video, "Player", "machineIdentifier",
	    "mediasnap-demo-player", "product", "Plex Web", "platform",
	    "Chrome", "local", "1", "state",
	    m->is_paused ? "paused" : "playing", "title", "Living Room TV",
	    NULL);
	demo_plex_add(video, "Session", "id", "mediasnapdemo", "bandwidth",
	    "2500", "location", "lan", NULL);
	demo_plex_add(video, "TranscodeSession", "key",
	    "/transcode/sessions/demo", "protocol", "dash", "progress", "100.0",
	    "videoDecision", "copy", "audioDecision", "transcode", NULL);
}

char *
demo_plex_sessions(struct arena *a, const struct moment *m)
{
	AUTO(demo_plex_doc_freep) xmlDoc *doc = demo_plex_doc_new();
	xmlNode *video = demo_plex_add_video(a,
	    demo_plex_add_container(doc, "1"), &films[m->film]);

	xmlNewProp(video, BAD_CAST "sessionKey", BAD_CAST "7");
	xmlNewProp(video, BAD_CAST "viewOffset",
	    BAD_CAST demo_plex_ms(a, m->reported_s));
	demo_plex_add_transcode(a, video);
	demo_plex_add_viewer(video, m);
	return demo_plex_doc_text(a, doc);
}

char *
demo_plex_item(struct arena *a, const char *dir, const struct film *f)
{
	AUTO(demo_plex_doc_freep) xmlDoc *doc = demo_plex_doc_new();
	xmlNode *video = demo_plex_add_video(a,
	    demo_plex_add_container(doc, "1"), f);
	xmlNode *media, *part;

	media = demo_plex_add(video, "Media", "id", "201", "container", "mkv",
	    "videoCodec", "h264", "audioCodec", "aac", "videoResolution",
	    "720", "duration", demo_plex_ms(a, FILM_SECONDS), NULL);
	part = demo_plex_add(media, "Part", "id", "301", "container", "mkv",
	    "key", "/library/parts/301/1/file.mkv",
	    "duration", demo_plex_ms(a, FILM_SECONDS),
	    "file", film_path(a, dir, f), NULL);
	demo_plex_add(part, "Stream", "id", "401", "streamType", "1", "index",
	    "0", "codec", "h264", "default", "1", NULL);
	demo_plex_add(part, "Stream", "id", "402", "streamType", "2", "index",
	    "1", "codec", "aac", "selected", "1", "languageCode", "eng", NULL);
	return demo_plex_doc_text(a, doc);
}

#define XML(text) \
	(struct serve_answer){ 200, "text/xml;charset=utf-8", text, NULL }

static const struct serve_answer nothing = {
	404, "text/html", "<html><head><title>Not Found</title></head>"
	"<body><h1>404 Not Found</h1></body></html>", NULL
};

static struct serve_answer
demo_plex_get_identity(struct serve_call *c)
{
	(void)c;
	return XML("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<MediaContainer size=\"0\" claimed=\"1\" machineIdentifier="
	    "\"mediasnap-demo\" version=\"1.41.0.0-demo\"/>\n");
}

static struct serve_answer
demo_plex_get_sessions(struct serve_call *c)
{
	struct moment m = script_at(&plex_script,
	    (double)(timestamp_boot_ms() - c->stage->started_ms) / 1000);

	return XML(demo_plex_sessions(c->a, &m));
}

/* The item by the id at the start of a path; *rest is what follows the id. */
static const struct film *
demo_plex_find_film(const char *path, const char **rest)
{
	size_t len = strcspn(path, "/?");
	const struct film *f = film_by_id(path, len);

	*rest = path + len;
	return f && f->series ? f : NULL;
}

static struct serve_answer
demo_plex_poster(struct serve_call *c, const struct film *f)
{
	return (struct serve_answer){ 200, "image/jpeg", NULL,
		film_poster_path(c->a, c->stage->dir, f) };
}

static struct serve_answer
demo_plex_get_metadata(struct serve_call *c)
{
	const char *rest;
	const struct film *f = demo_plex_find_film(c->rest, &rest);

	if (f && !*rest)
		return XML(demo_plex_item(c->a, c->stage->dir, f));
	return f && !strcmp(rest, "/thumb/" ROUND) ? demo_plex_poster(c, f)
	    : nothing;
}

/* Plex scales pictures here; we do not. */
static struct serve_answer
demo_plex_get_photo(struct serve_call *c)
{
	static const char library[] = "/library/metadata/";
	const char *url = serve_query(c, "url"), *rest;
	const struct film *f = NULL;

	if (url && !strncmp(url, library, strlen(library)))
		f = demo_plex_find_film(url + strlen(library), &rest);
	return f && !strcmp(rest, "/thumb/" ROUND) ? demo_plex_poster(c, f)
	    : nothing;
}

static bool
demo_plex_is_authorized(struct serve_call *c)
{
	const char *token = serve_header(c, "X-Plex-Token");

	if (!token)
		token = serve_query(c, "X-Plex-Token");
	return token && !strcmp(token, c->stage->token);
}

static const struct serve_route routes[] = {
	{ "/identity",		true,	demo_plex_get_identity },
	{ "/status/sessions",	false,	demo_plex_get_sessions },
	{ "/library/metadata/",	false,	demo_plex_get_metadata },
	{ "/photo/:/transcode",	false,	demo_plex_get_photo },
};

const struct serve_server plex_server = {
	"plex", routes, COUNT(routes), demo_plex_is_authorized,
	{ 401, "text/html", "<html><head><title>Unauthorized</title></head>"
	  "<body><h1>401 Unauthorized</h1></body></html>", NULL },
};
