#include "config.h"

#include <errno.h>
#include <string.h>

#include "recipe.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"
#include "media/film_moved.h"

static void
recipe_add_track(struct json_object *o, const struct track *t)
{
	json_add_int(o, "subtitle", t->stream);
	json_add_str(o, "subtitle_path", t->path);
	json_add_str(o, "subtitle_remote", t->remote);
	json_add_str(o, "subtitle_codec", t->codec);
	json_add_str(o, "subtitle_language", t->language);
}

static struct track
recipe_read_track(struct arena *a, struct json_object *o)
{
	return (struct track){
		.stream = (int)json_get_int(o, "subtitle", -1),
		.path = arena_strdup(a, json_get_str(o, "subtitle_path")),
		.remote = arena_strdup(a, json_get_str(o, "subtitle_remote")),
		.codec = arena_strdup(a, json_get_str(o, "subtitle_codec")),
		.language = arena_strdup(a,
		    json_get_str(o, "subtitle_language")),
	};
}

static void
recipe_add_clip(struct json_object *o, const struct clip_request *c)
{
	json_add_exact(o, "start", c->start_s);
	json_add_exact(o, "end", c->end_s);
	json_add_bool(o, "precise", c->is_precise);
	json_add_str(o, "format", clip_format_name(c->format));
	json_add_str(o, "codec", c->codec);
	json_add_bool(o, "keep_hdr", c->keep_hdr);
	json_add_int(o, "height", c->height);
	json_add_int(o, "audio", c->audio);
	recipe_add_track(o, &c->subtitle);
	json_add_int(o, "max_bytes", c->max_bytes);
	json_add_str(o, "track_note", c->track_note);
}

static void
recipe_add_shot(struct json_object *o, const struct screenshot_request *s)
{
	json_add_exact(o, "at", s->at_s);
	json_add_str(o, "format", screenshot_format_name(s->format));
	json_add_int(o, "quality", s->quality);
	json_add_bool(o, "tonemap", s->tonemap);
	recipe_add_track(o, &s->subtitle);
}

struct json_object *
recipe_json(const struct recipe *r)
{
	struct json_object *o = json_new_object();

	json_add_str(o, "path", r->path);
	json_add_exact(o, "part_start", r->part_start_s);
	json_add_bool(o, "is_clip", r->is_clip);
	if (r->is_clip)
		recipe_add_clip(o, &r->clip);
	else
		recipe_add_shot(o, &r->shot);
	return o;
}

static int
recipe_read_clip(struct arena *a, struct json_object *o, struct clip_request *c)
{
	const char *format = json_get_str(o, "format");
	int f = format ? clip_format_find(format) : -1;

	if (f < 0)
		return -EBADMSG;
	*c = (struct clip_request){
		.start_s = json_get_double(o, "start", 0),
		.end_s = json_get_double(o, "end", 0),
		.is_precise = json_get_bool(o, "precise"),
		.format = (enum clip_format)f,
		.codec = arena_strdup(a, json_get_str(o, "codec")),
		.keep_hdr = json_get_bool(o, "keep_hdr"),
		.height = (int)json_get_int(o, "height", 0),
		.audio = (int)json_get_int(o, "audio", -1),
		.subtitle = recipe_read_track(a, o),
		.max_bytes = json_get_int(o, "max_bytes", 0),
		.track_note = arena_strdup(a, json_get_str(o, "track_note")),
	};
	return 0;
}

static int
recipe_read_shot(struct arena *a, struct json_object *o,
    struct screenshot_request *s)
{
	const char *format = json_get_str(o, "format");
	int f = format ? screenshot_format_find(format) : -1;

	if (f < 0)
		return -EBADMSG;
	*s = (struct screenshot_request){
		.at_s = json_get_double(o, "at", 0),
		.format = (enum screenshot_format)f,
		.quality = (int)json_get_int(o, "quality", 2),
		.tonemap = json_get_bool(o, "tonemap"),
		.subtitle = recipe_read_track(a, o),
	};
	return 0;
}

void
recipe_move(struct arena *a, struct recipe *r, const char *path)
{
	struct track *t = r->is_clip ? &r->clip.subtitle : &r->shot.subtitle;

	t->path = film_moved_find_beside(a, t->path, r->path, path);
	r->path = path;
}

int
recipe_read(struct arena *a, const char *text, struct recipe *r)
{
	AUTO(json_freep) struct json_object *o = json_parse_stored(text);
	const char *path = json_get_str(o, "path");

	if (!path)
		return -EBADMSG;
	r->path = arena_strdup(a, path);
	r->part_start_s = json_get_double(o, "part_start", 0);
	r->is_clip = json_get_bool(o, "is_clip");
	return r->is_clip ? recipe_read_clip(a, o, &r->clip)
	    : recipe_read_shot(a, o, &r->shot);
}
