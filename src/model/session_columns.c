#include "config.h"

#include <string.h>

#include "session.h"
#include "session_columns.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"

struct json_object *
session_columns_write_parts(const struct session *s)
{
	struct json_object *list = json_new_array(), *o;
	size_t i;

	for (i = 0; i < s->nparts; i++) {
		o = json_new_object();
		json_add_str(o, "reported", s->parts[i].reported);
		json_add_str(o, "path", s->parts[i].path);
		json_add_double(o, "duration", s->parts[i].duration_s);
		json_push(list, o);
	}
	return list;
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

static struct json_object *
columns_write_track(const struct session_track *t)
{
	struct json_object *o = json_new_object();

	json_add_int(o, "choice", t->choice);
	json_add_int(o, "index", t->index);
	json_add_int(o, "ordinal", t->ordinal);
	json_add_str(o, "codec", t->codec);
	json_add_str(o, "language", t->language);
	json_add_str(o, "path", t->path);
	json_add_str(o, "remote", t->remote);
	return o;
}

static struct json_object *
columns_write_externals(const struct session *s)
{
	struct json_object *list = json_new_array(), *o;
	size_t i;

	for (i = 0; i < s->nexternals; i++) {
		const struct session_external *e = &s->externals[i];

		o = columns_write_track(&e->track);
		json_add_str(o, "id", e->id);
		json_add_str(o, "title", e->title);
		json_add_int(o, "part", (int64_t)e->part);
		json_add_bool(o, "default", e->is_default);
		json_add_bool(o, "forced", e->is_forced);
		json_push(list, o);
	}
	return list;
}

struct json_object *
session_columns_write_tracks(const struct session *s)
{
	struct json_object *o = json_new_object();

	json_add(o, "audio", columns_write_track(&s->audio));
	json_add(o, "subtitles", columns_write_track(&s->subtitles));
	json_add(o, "externals", columns_write_externals(s));
	return o;
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
