#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <json-c/json.h>

#include "jellyfin_media.h"
#include "text_clean.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"
#include "base/server_path.h"

#define TICKS	1e7	/* per second */

const char *
jellyfin_media_read_id(struct arena *a, struct json_object *o, const char *key)
{
	struct json_object *v = json_get(o, key);

	if (v && json_object_is_type(v, json_type_int))
		return arena_printf(a, "%lld",
		    (long long)json_object_get_int64(v));
	return arena_strdup(a, json_get_str(o, key));
}

const char *
jellyfin_media_normalize_id(struct arena *a, const char *id)
{
	static const char emby[] = "mediasource_";
	char *out, *w;

	if (!id)
		return NULL;
	if (!strncmp(id, emby, strlen(emby)))
		id += strlen(emby);
	out = w = arena_alloc(a, strlen(id) + 1);
	for (; *id; id++)
		if (*id != '-')
			*w++ = (char)tolower((unsigned char)*id);
	return out;
}

double
jellyfin_media_read_seconds(struct json_object *o, const char *key)
{
	double ticks = json_get_double(o, key, -1);

	return ticks >= 0 && ticks < 1e15 ? ticks / TICKS : -1;
}

static struct jellyfin_stream
jellyfin_media_read_stream(struct arena *a, struct json_object *o)
{
	return (struct jellyfin_stream){
		.type = arena_strdup(a, json_get_str(o, "Type")),
		.index = json_get_int(o, "Index", -1),
		.is_external = json_get_bool(o, "IsExternal"),
		.is_default = json_get_bool(o, "IsDefault"),
		.is_forced = json_get_bool(o, "IsForced"),
		.codec = arena_strdup(a, json_get_str(o, "Codec")),
		.language = arena_strdup(a, json_get_str(o, "Language")),
		.title = arena_strdup(a, json_get_str(o, "Title")),
		.path = arena_strdup(a, json_get_str(o, "Path")),
	};
}

struct jellyfin_source
jellyfin_media_read_source(struct arena *a, struct json_object *o)
{
	struct json_object *streams = json_get(o, "MediaStreams");
	double duration = jellyfin_media_read_seconds(o, "RunTimeTicks");
	struct jellyfin_source s = {
		.id = jellyfin_media_normalize_id(a,
		    jellyfin_media_read_id(a, o, "Id")),
		.path = arena_strdup(a, json_get_str(o, "Path")),
		.video_type = arena_strdup(a, json_get_str(o, "VideoType")),
		.duration_s = duration > 0 ? duration : 0,
		.nstreams = json_len(streams),
	};
	size_t i;

	s.streams = arena_alloc(a, s.nstreams * sizeof(*s.streams));
	for (i = 0; i < s.nstreams; i++)
		s.streams[i] = jellyfin_media_read_stream(a,
		    json_at(streams, i));
	return s;
}

size_t
jellyfin_media_read_sources(struct arena *a, struct json_object *array,
    struct jellyfin_source **out)
{
	size_t i, n = json_len(array);

	*out = arena_alloc(a, n * sizeof(**out));
	for (i = 0; i < n; i++)
		(*out)[i] = jellyfin_media_read_source(a, json_at(array, i));
	return n;
}

/* Sources that cannot be captured, by VideoType or the path's suffix. */
static const struct {
	const char	*video_type;
	const char	*suffix;
	const char	*why;
} reasons[] = {
	{ "BluRay",	NULL,	"This is a Blu-ray folder, not a file." },
	{ "Dvd",	NULL,	"This is a DVD folder, not a file." },
	{ "HdDvd",	NULL,	"This is an HD DVD folder, not a file." },
	{ "Iso",	".iso",	"This is a disc image, not a video file." },
	{ NULL,		".strm", "This is a link (.strm) to a stream, not a "
				"video file." },
};

static bool
jellyfin_media_has_suffix(const char *s, const char *with)
{
	size_t n = strlen(s), k = strlen(with);

	return n >= k && !strcasecmp(s + n - k, with);
}

static const char *
jellyfin_media_refusal(const struct jellyfin_source *s)
{
	size_t i;

	for (i = 0; i < COUNT(reasons); i++)
		if ((s->video_type && reasons[i].video_type &&
		    !strcmp(s->video_type, reasons[i].video_type)) ||
		    (s->path && reasons[i].suffix &&
		    jellyfin_media_has_suffix(s->path, reasons[i].suffix)))
			return reasons[i].why;
	if (!text_clean_is_path(s->path))
		return "Jellyfin does not say which file this is.";
	if (server_path_is_stream(s->path))
		return "This comes from the network, not from a file.";
	return NULL;
}

static bool
jellyfin_media_is_type(const struct jellyfin_stream *f, const char *type)
{
	return f->type && !strcmp(f->type, type);
}

static int
jellyfin_media_ordinal(const struct jellyfin_source *s,
    const struct jellyfin_stream *of)
{
	int n = 0;
	size_t i;

	for (i = 0; i < s->nstreams; i++)
		n += !s->streams[i].is_external &&
		    jellyfin_media_is_type(&s->streams[i], of->type) &&
		    s->streams[i].index < of->index;
	return n;
}

/* Its path, or NULL for a network stream. */
static const char *
jellyfin_media_external_path(const struct jellyfin_stream *f)
{
	return text_clean_is_path(f->path) && !server_path_is_stream(f->path)
	    ? f->path : NULL;
}

static bool
jellyfin_media_is_name(const char *s)
{
	return s && *s && !s[strspn(s, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")];
}

/* Jellyfin cannot turn bitmaps into text; an unknown codec may be text. */
static bool
jellyfin_media_is_text(const char *codec)
{
	static const char *const texts[] = { "subrip", "srt", "ass", "ssa",
	    "webvtt", "vtt", "mov_text", "text" };
	size_t i;

	for (i = 0; codec && *codec && i < COUNT(texts); i++)
		if (!strcasecmp(codec, texts[i]))
			return true;
	return !codec || !*codec;
}

/* The path at which Jellyfin serves such a file as text, or NULL. */
static const char *
jellyfin_media_external_remote(struct arena *a, const struct report *r,
    const struct jellyfin_source *s, const struct jellyfin_stream *f)
{
	const char *item = jellyfin_media_normalize_id(a, r->session.media_key);
	bool is_styled = f->codec && (!strcasecmp(f->codec, "ass") ||
	    !strcasecmp(f->codec, "ssa"));

	if (!jellyfin_media_is_type(f, "Subtitle") ||
	    !jellyfin_media_is_text(f->codec) || f->index < 0 ||
	    !jellyfin_media_is_name(item) || !jellyfin_media_is_name(s->id))
		return NULL;
	return arena_printf(a, "/Videos/%s/%s/Subtitles/%lld/0/Stream.%s",
	    item, s->id, (long long)f->index, is_styled ? "ass" : "srt");
}

/* id is Jellyfin's index, which counts external files first. */
static void
jellyfin_media_set_track(struct arena *a, const struct report *r,
    struct session_track *t, const struct jellyfin_source *s, const char *type,
    const char *id)
{
	const struct jellyfin_stream *f = NULL;
	size_t i;

	t->index = t->ordinal = -1;
	t->codec = t->language = t->path = t->remote = NULL;
	for (i = 0; id && i < s->nstreams; i++)
		if (s->streams[i].index == strtol(id, NULL, 10) &&
		    jellyfin_media_is_type(&s->streams[i], type))
			f = &s->streams[i];
	if (!f)
		return;
	t->codec = f->codec;
	t->language = f->language;
	if (!f->is_external) {
		t->ordinal = jellyfin_media_ordinal(s, f);
		return;
	}
	t->path = jellyfin_media_external_path(f);
	t->remote = jellyfin_media_external_remote(a, r, s, f);
}

static struct session_external
jellyfin_media_external(struct arena *a, const struct report *r,
    const struct jellyfin_source *source, const struct jellyfin_stream *f)
{
	return (struct session_external){
		.title = f->title ? text_clean_line(a, f->title) : NULL,
		.is_default = f->is_default,
		.is_forced = f->is_forced,
		.track = {
			.codec = f->codec,
			.language = f->language,
			.path = jellyfin_media_external_path(f),
			.remote = jellyfin_media_external_remote(a, r, source,
			    f),
		},
	};
}

static void
jellyfin_media_set_externals(struct arena *a, struct report *r,
    const struct jellyfin_source *source)
{
	struct session *s = &r->session;
	struct session_external *v = arena_alloc(a,
	    EXTERNALS_MAX * sizeof(*v));
	size_t i;

	s->nexternals = 0;
	for (i = 0; i < source->nstreams; i++) {
		const struct jellyfin_stream *f = &source->streams[i];

		if (f->is_external && jellyfin_media_is_type(f, "Subtitle"))
			session_report_add_external(a, s, v,
			    jellyfin_media_external(a, r, source, f));
	}
}

void
jellyfin_media_set_file(struct arena *a, struct report *r,
    const struct jellyfin_source *source)
{
	struct session_part *part = arena_alloc(a, sizeof(*part));
	const char *why = jellyfin_media_refusal(source);

	if (why) {
		session_report_set_no_file(r, why);
		return;
	}
	part->reported = source->path;
	part->duration_s = source->duration_s;
	if (source->duration_s > 0)	/* versions may differ in length */
		r->session.duration_s = source->duration_s;
	r->session.parts = part;
	r->session.nparts = 1;
	r->session.media_error = NULL;
	jellyfin_media_set_track(a, r, &r->session.audio, source, "Audio",
	    r->choice.audio);
	jellyfin_media_set_track(a, r, &r->session.subtitles, source,
	    "Subtitle", r->choice.subtitles);
	jellyfin_media_set_externals(a, r, source);
}
