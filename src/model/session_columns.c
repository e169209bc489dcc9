#include "config.h"

#include <string.h>

#include "session.h"
#include "session_columns.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"
#include "base/jw.h"

const char *
session_columns_write_parts(struct arena *a, const struct session *s)
{
	struct jw w = { .arena = a, .keeps_bytes = true };
	size_t i;

	jw_open(&w, NULL, '[');
	for (i = 0; i < s->nparts; i++) {
		jw_open(&w, NULL, '{');
		jw_str(&w, "reported", s->parts[i].reported);
		jw_str(&w, "path", s->parts[i].path);
		jw_double(&w, "duration", s->parts[i].duration_s);
		jw_close(&w, '}');
	}
	jw_close(&w, ']');
	return jw_text(&w);
}

void
session_columns_read_parts(struct arena *a, const char *text, struct session *s)
{
	AUTO(json_freep) struct json_object *list = json_parse_stored(text);
	struct session_part *v = arena_alloc(a, (json_len(list) + 1) *
	    sizeof(*v));
	size_t i;

	for (i = 0; i < json_len(list); i++) {
		struct json_object *o = json_at(list, i);

		v[i].reported = arena_strdup(a, json_get_str(o, "reported"));
		v[i].path = arena_strdup(a, json_get_str(o, "path"));
		v[i].duration_s = json_get_double(o, "duration", 0);
		if (!v[i].path)
			return;
	}
	s->parts = v;
	s->nparts = i;
}

static void
columns_write_track_members(struct jw *w, const struct session_track *t)
{
	jw_int(w, "choice", t->choice);
	jw_int(w, "index", t->index);
	jw_int(w, "ordinal", t->ordinal);
	jw_str(w, "codec", t->codec);
	jw_str(w, "language", t->language);
	jw_str(w, "path", t->path);
	jw_str(w, "remote", t->remote);
}

static void
columns_write_track(struct jw *w, const char *key,
    const struct session_track *t)
{
	jw_open(w, key, '{');
	columns_write_track_members(w, t);
	jw_close(w, '}');
}

static void
columns_write_externals(struct jw *w, const struct session *s)
{
	size_t i;

	jw_open(w, "externals", '[');
	for (i = 0; i < s->nexternals; i++) {
		const struct session_external *e = &s->externals[i];

		jw_open(w, NULL, '{');
		columns_write_track_members(w, &e->track);
		jw_str(w, "id", e->id);
		jw_str(w, "title", e->title);
		jw_int(w, "part", (int64_t)e->part);
		jw_bool(w, "default", e->is_default);
		jw_bool(w, "forced", e->is_forced);
		jw_close(w, '}');
	}
	jw_close(w, ']');
}

const char *
session_columns_write_tracks(struct arena *a, const struct session *s)
{
	struct jw w = { .arena = a, .keeps_bytes = true };

	jw_open(&w, NULL, '{');
	columns_write_track(&w, "audio", &s->audio);
	columns_write_track(&w, "subtitles", &s->subtitles);
	columns_write_externals(&w, s);
	jw_close(&w, '}');
	return jw_text(&w);
}

static struct session_track
columns_read_track(struct arena *a, struct json_object *o)
{
	return (struct session_track){
		.choice = (enum track_choice)json_get_int(o, "choice",
		    TRACK_UNKNOWN),
		.index = (int)json_get_int(o, "index", -1),
		.ordinal = (int)json_get_int(o, "ordinal", -1),
		.codec = arena_strdup(a, json_get_str(o, "codec")),
		.language = arena_strdup(a, json_get_str(o, "language")),
		.path = arena_strdup(a, json_get_str(o, "path")),
		.remote = arena_strdup(a, json_get_str(o, "remote")),
	};
}

static void
columns_read_externals(struct arena *a, struct json_object *list,
    struct session *s)
{
	struct session_external *v = arena_alloc(a, (json_len(list) + 1) *
	    sizeof(*v));
	size_t i;

	for (i = 0; i < json_len(list); i++) {
		struct json_object *o = json_at(list, i);

		v[i] = (struct session_external){
			.id = arena_strdup(a, json_get_str(o, "id")),
			.title = arena_strdup(a, json_get_str(o, "title")),
			.part = (size_t)json_get_int(o, "part", 0),
			.is_default = json_get_bool(o, "default"),
			.is_forced = json_get_bool(o, "forced"),
			.track = columns_read_track(a, o),
		};
		if (!v[i].id)
			return;
	}
	s->externals = v;
	s->nexternals = i;
}

void
session_columns_read_tracks(struct arena *a, const char *text,
    struct session *s)
{
	AUTO(json_freep) struct json_object *o = json_parse_stored(text);

	s->audio = columns_read_track(a, json_get(o, "audio"));
	s->subtitles = columns_read_track(a, json_get(o, "subtitles"));
	columns_read_externals(a, json_get(o, "externals"), s);
}
