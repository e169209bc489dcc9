#include "config.h"

#include <errno.h>
#include <string.h>

#include "recipe.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"
#include "media/film_moved.h"

static void
add_track(struct json_object *o, const struct track *t)
{
	js_int(o, "subtitle", t->stream);
	js_str(o, "subtitle_path", t->path);
	js_str(o, "subtitle_remote", t->remote);
	js_str(o, "subtitle_codec", t->codec);
	js_str(o, "subtitle_language", t->language);
}

static struct track
read_track(struct arena *a, struct json_object *o)
{
	return (struct track){
		.stream = (int)js_get_int(o, "subtitle", -1),
		.path = arena_strdup(a, js_get_str(o, "subtitle_path")),
		.remote = arena_strdup(a, js_get_str(o, "subtitle_remote")),
		.codec = arena_strdup(a, js_get_str(o, "subtitle_codec")),
		.language = arena_strdup(a, js_get_str(o, "subtitle_language")),
	};
}

static void
add_clip(struct json_object *o, const struct clip_request *c)
{
	js_exact(o, "start", c->start_s);
	js_exact(o, "end", c->end_s);
	js_bool(o, "precise", c->precise);
	js_str(o, "format", clip_format_name(c->format));
	js_str(o, "codec", c->codec);
	js_bool(o, "keep_hdr", c->keep_hdr);
	js_int(o, "height", c->height);
	js_int(o, "audio", c->audio);
	add_track(o, &c->subtitle);
	js_int(o, "max_bytes", c->max_bytes);
	js_str(o, "track_note", c->track_note);
}

static void
add_shot(struct json_object *o, const struct screenshot_request *s)
{
	js_exact(o, "at", s->at_s);
	js_str(o, "format", picture_format_name(s->format));
	js_int(o, "quality", s->quality);
	js_bool(o, "tonemap", s->tonemap);
	add_track(o, &s->subtitle);
}

struct json_object *
recipe_json(const struct recipe *r)
{
	struct json_object *o = js_object();

	js_str(o, "path", r->path);
	js_exact(o, "part_start", r->part_start_s);
	js_bool(o, "is_clip", r->is_clip);
	if (r->is_clip)
		add_clip(o, &r->clip);
	else
		add_shot(o, &r->shot);
	return o;
}

static int
read_clip(struct arena *a, struct json_object *o, struct clip_request *c)
{
	const char *format = js_get_str(o, "format");
	int f = format ? clip_format_of(format) : -1;

	if (f < 0)
		return -EBADMSG;
	*c = (struct clip_request){
		.start_s = js_get_double(o, "start", 0),
		.end_s = js_get_double(o, "end", 0),
		.precise = js_get_bool(o, "precise"),
		.format = (enum clip_format)f,
		.codec = arena_strdup(a, js_get_str(o, "codec")),
		.keep_hdr = js_get_bool(o, "keep_hdr"),
		.height = (int)js_get_int(o, "height", 0),
		.audio = (int)js_get_int(o, "audio", -1),
		.subtitle = read_track(a, o),
		.max_bytes = js_get_int(o, "max_bytes", 0),
		.track_note = arena_strdup(a, js_get_str(o, "track_note")),
	};
	return 0;
}

static int
read_shot(struct arena *a, struct json_object *o,
    struct screenshot_request *s)
{
	const char *format = js_get_str(o, "format");
	int f = format ? picture_format_of(format) : -1;

	if (f < 0)
		return -EBADMSG;
	*s = (struct screenshot_request){
		.at_s = js_get_double(o, "at", 0),
		.format = (enum picture_format)f,
		.quality = (int)js_get_int(o, "quality", 2),
		.tonemap = js_get_bool(o, "tonemap"),
		.subtitle = read_track(a, o),
	};
	return 0;
}

void
recipe_move(struct arena *a, struct recipe *r, const char *path)
{
	struct track *t = r->is_clip ? &r->clip.subtitle : &r->shot.subtitle;

	t->path = film_moved_beside(a, t->path, r->path, path);
	r->path = path;
}

int
recipe_read(struct arena *a, const char *text, struct recipe *r)
{
	AUTO(js_put) struct json_object *o = js_parse_kept(text);
	const char *path = js_get_str(o, "path");

	if (!path)
		return -EBADMSG;
	r->path = arena_strdup(a, path);
	r->part_start_s = js_get_double(o, "part_start", 0);
	r->is_clip = js_get_bool(o, "is_clip");
	return r->is_clip ? read_clip(a, o, &r->clip)
	    : read_shot(a, o, &r->shot);
}
