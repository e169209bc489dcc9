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

#define TICKS	1e7	/* a second */

const char *
jellyfin_id(struct arena *a, struct json_object *o, const char *key)
{
	struct json_object *v = js_get(o, key);

	if (v && json_object_is_type(v, json_type_int))
		return arena_printf(a, "%lld",
		    (long long)json_object_get_int64(v));
	return arena_strdup(a, js_get_str(o, key));
}

const char *
jellyfin_same(struct arena *a, const char *id)
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
jellyfin_seconds(struct json_object *o, const char *key)
{
	double ticks = js_get_double(o, key, -1);

	return ticks >= 0 && ticks < 1e15 ? ticks / TICKS : -1;
}

static struct jellyfin_stream
stream_read(struct arena *a, struct json_object *o)
{
	return (struct jellyfin_stream){
		.type = arena_strdup(a, js_get_str(o, "Type")),
		.index = js_get_int(o, "Index", -1),
		.external = js_get_bool(o, "IsExternal"),
		.is_default = js_get_bool(o, "IsDefault"),
		.forced = js_get_bool(o, "IsForced"),
		.codec = arena_strdup(a, js_get_str(o, "Codec")),
		.language = arena_strdup(a, js_get_str(o, "Language")),
		.title = arena_strdup(a, js_get_str(o, "Title")),
		.path = arena_strdup(a, js_get_str(o, "Path")),
	};
}

struct jellyfin_source
jellyfin_source(struct arena *a, struct json_object *o)
{
	struct json_object *streams = js_get(o, "MediaStreams");
	double duration = jellyfin_seconds(o, "RunTimeTicks");
	struct jellyfin_source s = {
		.id = jellyfin_same(a, jellyfin_id(a, o, "Id")),
		.path = arena_strdup(a, js_get_str(o, "Path")),
		.video_type = arena_strdup(a, js_get_str(o, "VideoType")),
		.duration_s = duration > 0 ? duration : 0,
		.nstreams = js_len(streams),
	};
	size_t i;

	s.streams = arena_alloc(a, s.nstreams * sizeof(*s.streams));
	for (i = 0; i < s.nstreams; i++)
		s.streams[i] = stream_read(a, js_at(streams, i));
	return s;
}

size_t
jellyfin_sources(struct arena *a, struct json_object *array,
    struct jellyfin_source **out)
{
	size_t i, n = js_len(array);

	*out = arena_alloc(a, n * sizeof(**out));
	for (i = 0; i < n; i++)
		(*out)[i] = jellyfin_source(a, js_at(array, i));
	return n;
}

/* What cannot be captured, by VideoType and by the path. */
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
ends(const char *s, const char *with)
{
	size_t n = strlen(s), k = strlen(with);

	return n >= k && !strcasecmp(s + n - k, with);
}

static const char *
why_not(const struct jellyfin_source *s)
{
	size_t i;

	for (i = 0; i < COUNT(reasons); i++)
		if ((s->video_type && reasons[i].video_type &&
		    !strcmp(s->video_type, reasons[i].video_type)) ||
		    (s->path && reasons[i].suffix &&
		    ends(s->path, reasons[i].suffix)))
			return reasons[i].why;
	if (!words_name_file(s->path))
		return "Jellyfin does not say which file this is.";
	if (place_is_stream(s->path))
		return "This comes from the network, not from a file.";
	return NULL;
}

static bool
is_type(const struct jellyfin_stream *f, const char *type)
{
	return f->type && !strcmp(f->type, type);
}

static int
ordinal(const struct jellyfin_source *s, const struct jellyfin_stream *of)
{
	int n = 0;
	size_t i;

	for (i = 0; i < s->nstreams; i++)
		n += !s->streams[i].external &&
		    is_type(&s->streams[i], of->type) &&
		    s->streams[i].index < of->index;
	return n;
}

/* Where it lies, unless it comes from elsewhere. */
static const char *
external_path(const struct jellyfin_stream *f)
{
	return words_name_file(f->path) && !place_is_stream(f->path)
	    ? f->path : NULL;
}

/* Its index is Jellyfin's own: external files come first in that count. */
static void
track_set(struct session_track *t, const struct jellyfin_source *s,
    const char *type, const char *id)
{
	const struct jellyfin_stream *f = NULL;
	size_t i;

	t->index = t->ordinal = -1;
	t->codec = t->language = t->path = t->remote = NULL;
	for (i = 0; id && i < s->nstreams; i++)
		if (s->streams[i].index == strtol(id, NULL, 10) &&
		    is_type(&s->streams[i], type))
			f = &s->streams[i];
	if (!f)
		return;
	t->codec = f->codec;
	t->language = f->language;
	if (!f->external)
		t->ordinal = ordinal(s, f);
	else
		t->path = external_path(f);
}

static void
externals_set(struct arena *a, struct session *s,
    const struct jellyfin_source *source)
{
	struct session_external *v = arena_alloc(a,
	    EXTERNALS_MAX * sizeof(*v));
	size_t i;

	s->nexternals = 0;
	for (i = 0; i < source->nstreams; i++) {
		const struct jellyfin_stream *f = &source->streams[i];

		if (f->external && is_type(f, "Subtitle"))
			report_external(a, s, v, (struct session_external){
			    .title = f->title ? words(a, f->title) : NULL,
			    .is_default = f->is_default, .forced = f->forced,
			    .track = { .codec = f->codec,
			    .language = f->language,
			    .path = external_path(f) } });
	}
}

void
jellyfin_play(struct arena *a, struct report *r,
    const struct jellyfin_source *source)
{
	struct session_part *part = arena_alloc(a, sizeof(*part));
	const char *why = why_not(source);

	if (why) {
		report_no_file(r, why);
		return;
	}
	part->reported = source->path;
	part->duration_s = source->duration_s;
	if (source->duration_s > 0)	/* versions need not be of one length */
		r->session.duration_s = source->duration_s;
	r->session.parts = part;
	r->session.nparts = 1;
	r->session.media_error = NULL;
	track_set(&r->session.audio, source, "Audio", r->choice.audio);
	track_set(&r->session.subtitles, source, "Subtitle",
	    r->choice.subtitles);
	externals_set(a, &r->session, source);
}
