#include "config.h"

#include <string.h>

#include "session.h"
#include "session_columns.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"

struct json_object *
session_parts_json(const struct session *s)
{
	struct json_object *list = js_array(), *o;
	size_t i;

	for (i = 0; i < s->nparts; i++) {
		o = js_object();
		js_str(o, "reported", s->parts[i].reported);
		js_str(o, "path", s->parts[i].path);
		js_double(o, "duration", s->parts[i].duration_s);
		js_push(list, o);
	}
	return list;
}

void
session_parts_read(struct arena *a, const char *text, struct session *s)
{
	AUTO(js_put) struct json_object *list = js_parse_kept(text);
	struct session_part *v = arena_alloc(a, (js_len(list) + 1) *
	    sizeof(*v));
	size_t i;

	for (i = 0; i < js_len(list); i++) {
		struct json_object *o = js_at(list, i);

		v[i].reported = arena_strdup(a, js_get_str(o, "reported"));
		v[i].path = arena_strdup(a, js_get_str(o, "path"));
		v[i].duration_s = js_get_double(o, "duration", 0);
		if (!v[i].path)
			return;
	}
	s->parts = v;
	s->nparts = i;
}

static struct json_object *
track_json(const struct session_track *t)
{
	struct json_object *o = js_object();

	js_int(o, "choice", t->choice);
	js_int(o, "index", t->index);
	js_int(o, "ordinal", t->ordinal);
	js_str(o, "codec", t->codec);
	js_str(o, "language", t->language);
	js_str(o, "path", t->path);
	js_str(o, "remote", t->remote);
	return o;
}

static struct json_object *
externals_json(const struct session *s)
{
	struct json_object *list = js_array(), *o;
	size_t i;

	for (i = 0; i < s->nexternals; i++) {
		const struct session_external *e = &s->externals[i];

		o = track_json(&e->track);
		js_str(o, "id", e->id);
		js_str(o, "title", e->title);
		js_int(o, "part", (int64_t)e->part);
		js_bool(o, "default", e->is_default);
		js_bool(o, "forced", e->forced);
		js_push(list, o);
	}
	return list;
}

struct json_object *
session_tracks_json(const struct session *s)
{
	struct json_object *o = js_object();

	js_add(o, "audio", track_json(&s->audio));
	js_add(o, "subtitles", track_json(&s->subtitles));
	js_add(o, "externals", externals_json(s));
	return o;
}

static struct session_track
track_read(struct arena *a, struct json_object *o)
{
	return (struct session_track){
		.choice = (enum track_choice)js_get_int(o, "choice",
		    TRACK_UNKNOWN),
		.index = (int)js_get_int(o, "index", -1),
		.ordinal = (int)js_get_int(o, "ordinal", -1),
		.codec = arena_strdup(a, js_get_str(o, "codec")),
		.language = arena_strdup(a, js_get_str(o, "language")),
		.path = arena_strdup(a, js_get_str(o, "path")),
		.remote = arena_strdup(a, js_get_str(o, "remote")),
	};
}

static void
externals_read(struct arena *a, struct json_object *list, struct session *s)
{
	struct session_external *v = arena_alloc(a, (js_len(list) + 1) *
	    sizeof(*v));
	size_t i;

	for (i = 0; i < js_len(list); i++) {
		struct json_object *o = js_at(list, i);

		v[i] = (struct session_external){
			.id = arena_strdup(a, js_get_str(o, "id")),
			.title = arena_strdup(a, js_get_str(o, "title")),
			.part = (size_t)js_get_int(o, "part", 0),
			.is_default = js_get_bool(o, "default"),
			.forced = js_get_bool(o, "forced"),
			.track = track_read(a, o),
		};
		if (!v[i].id)
			return;
	}
	s->externals = v;
	s->nexternals = i;
}

void
session_tracks_read(struct arena *a, const char *text, struct session *s)
{
	AUTO(js_put) struct json_object *o = js_parse_kept(text);

	s->audio = track_read(a, js_get(o, "audio"));
	s->subtitles = track_read(a, js_get(o, "subtitles"));
	externals_read(a, js_get(o, "externals"), s);
}
