#include "config.h"

#include <errno.h>
#include <string.h>

#include "recipe.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"
#include "base/jw.h"
#include "media/film_moved.h"

static void
recipe_write_track(struct jw *w, const struct track *t)
{
	jw_int(w, "subtitle", t->stream);
	jw_str(w, "subtitle_path", t->path);
	jw_str(w, "subtitle_remote", t->remote);
	jw_str(w, "subtitle_codec", t->codec);
	jw_str(w, "subtitle_language", t->language);
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
recipe_write_clip(struct jw *w, const struct clip_request *c)
{
	jw_exact(w, "start", c->start_s);
	jw_exact(w, "end", c->end_s);
	jw_bool(w, "precise", c->is_precise);
	jw_str(w, "format", clip_format_name(c->format));
	jw_str(w, "codec", c->codec);
	jw_bool(w, "keep_hdr", c->keep_hdr);
	jw_int(w, "height", c->height);
	jw_int(w, "audio", c->audio);
	recipe_write_track(w, &c->subtitle);
	jw_int(w, "max_bytes", c->max_bytes);
	jw_str(w, "track_note", c->track_note);
}

static void
recipe_write_shot(struct jw *w, const struct screenshot_request *s)
{
	jw_exact(w, "at", s->at_s);
	jw_str(w, "format", screenshot_format_name(s->format));
	jw_int(w, "quality", s->quality);
	jw_bool(w, "tonemap", s->tonemap);
	recipe_write_track(w, &s->subtitle);
}

const char *
recipe_write(struct arena *a, const struct recipe *r)
{
	struct jw w = { .arena = a, .keeps_bytes = true };

	jw_open(&w, NULL, '{');
	jw_str(&w, "path", r->path);
	jw_exact(&w, "part_start", r->part_start_s);
	jw_bool(&w, "is_clip", r->is_clip);
	if (r->is_clip)
		recipe_write_clip(&w, &r->clip);
	else
		recipe_write_shot(&w, &r->shot);
	jw_close(&w, '}');
	return jw_text(&w);
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
