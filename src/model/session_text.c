#include "config.h"

#include <string.h>

#include "arena.h"
#include "auto.h"
#include "js.h"
#include "session.h"
#include "session_text.h"

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

struct json_object *
session_tracks_json(const struct session *s)
{
	struct json_object *o = js_object();

	js_add(o, "audio", track_json(&s->audio));
	js_add(o, "subtitles", track_json(&s->subtitles));
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

void
session_tracks_read(struct arena *a, const char *text, struct session *s)
{
	AUTO(js_put) struct json_object *o = js_parse_kept(text);

	s->audio = track_read(a, js_get(o, "audio"));
	s->subtitles = track_read(a, js_get(o, "subtitles"));
}
