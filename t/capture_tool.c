/*
 * The capture engine by itself, for tests: each argument is a request as
 * JSON, and gets one line of JSON as its answer.
 *
 *	{"kind": "screenshot", "path": FILE, "out": FILE, "dir": WORK FOLDER,
 *	 "at": SECONDS, ...}
 *	{"kind": "clip", ..., "start": SECONDS, "end": SECONDS,
 *	 "poster": FILE, ...}
 *	{"kind": "strip", ..., "at": SECONDS, "count": N, "step": SECONDS, ...}
 *
 * What is known of the files is kept in the database at PROBES_DB.
 */
#include "config.h"

#include <err.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/json.h"
#include "base/jw.h"
#include "make/make.h"
#include "media/probe.h"
#include "model/store.h"
#include "plan/strip_args.h"

struct task {
	struct arena		*arena;
	struct json_object	*wish;
	struct work		 work;
	struct make_result		 made;
	struct strip		 strip;
	const char		*why;
};

static const char *
text(const struct task *t, const char *key, const char *fallback)
{
	const char *value = json_get_str(t->wish, key);

	return value ? value : fallback;
}

static struct track
subtitle(const struct task *t)
{
	return (struct track){
		.stream = (int)json_get_int(t->wish, "subtitle", -1),
		.path = json_get_str(t->wish, "subtitle_path"),
		.language = json_get_str(t->wish, "subtitle_language"),
	};
}

static int
screenshot(struct task *t)
{
	struct screenshot_request r = SCREENSHOT_DEFAULT;

	r.at_s = json_get_double(t->wish, "at", 0);
	r.format = (enum screenshot_format)screenshot_format_find(
	    text(t, "format", "jpg"));
	r.quality = (int)json_get_int(t->wish, "quality", r.quality);
	r.tonemap = !json_get(t->wish, "tonemap") ||
	    json_get_bool(t->wish, "tonemap");
	r.subtitle = subtitle(t);
	return screenshot_make(t->arena, &t->work, &r, &t->made, &t->why);
}

static int
clip(struct task *t)
{
	struct clip_request r = CLIP_DEFAULT;
	int rc;

	r.start_s = json_get_double(t->wish, "start", 0);
	r.end_s = json_get_double(t->wish, "end", 0);
	r.is_precise = json_get_bool(t->wish, "precise");
	r.format = (enum clip_format)clip_format_find(text(t, "format", "mp4"));
	r.codec = json_get_str(t->wish, "codec");
	r.keep_hdr = json_get(t->wish, "tonemap") &&
	    !json_get_bool(t->wish, "tonemap");
	r.height = (int)json_get_int(t->wish, "height", r.height);
	r.audio = (int)json_get_int(t->wish, "audio", r.audio);
	r.subtitle = subtitle(t);
	r.max_bytes = json_get_int(t->wish, "max_bytes", r.max_bytes);
	rc = clip_make(t->arena, &t->work, &r, &t->made, &t->why);
	if (!rc && json_get(t->wish, "poster"))
		rc = poster_make(t->arena, &t->work, &t->made, t->work.out,
		    text(t, "poster", ""), &t->why);
	return rc;
}

static int
strip(struct task *t)
{
	struct strip_request r = {
		.at_s = json_get_double(t->wish, "at", 0),
		.count = (int)json_get_int(t->wish, "count", 12),
		.step_s = json_get_double(t->wish, "step", 0),
		.width = (int)json_get_int(t->wish, "width", 320),
	};

	return strip_make(t->arena, &t->work, &r, &t->strip, &t->why);
}

static const struct kind {
	const char	*name;
	int		(*make)(struct task *);
} kinds[] = {
	{ "screenshot",	screenshot },
	{ "clip",	clip },
	{ "strip",	strip },
};

static int
make(struct task *t)
{
	const char *kind = text(t, "kind", "");

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (!strcmp(kind, kinds[i].name))
			return kinds[i].make(t);
	return -ENOSYS;
}

static void
write_times(struct jw *w, const struct strip *s)
{
	jw_open(w, "times", '[');
	for (int i = 0; i < s->count; i++)
		jw_exact(w, NULL, s->times_s[i]);
	jw_close(w, ']');
}

static void
answer(const struct task *t, int rc)
{
	struct jw w = { .arena = t->arena };

	jw_open(&w, NULL, '{');
	jw_int(&w, "status", rc);
	jw_str(&w, "why", rc ? t->why : NULL);
	jw_int(&w, "width", t->made.width);
	jw_int(&w, "height", t->made.height);
	jw_int(&w, "size_bytes", t->made.size_bytes);
	jw_exact(&w, "duration_s", t->made.duration_s);
	jw_str(&w, "note", t->made.note);
	jw_int(&w, "columns", t->strip.columns);
	write_times(&w, &t->strip);
	jw_exact(&w, "keyframe_s", rc ? NAN : t->made.keyframe_s);
	jw_close(&w, '}');
	puts(jw_text(&w));
}

static const char *
setting(const char *name, const char *fallback)
{
	const char *value = getenv(name);

	return value ? value : fallback;
}

/* A file is probed once, as in life. */
static struct db *
open_probes(struct arena *a)
{
	const char *why, *path = setting("PROBES_DB", "probes.db");
	struct db *db;

	if (store_migrate(path, a, &why) || store_open(&db, path, DB_NORMAL))
		errx(1, "%s: no place to keep probes", path);
	return db;
}

static void
request(struct arena *a, const struct conf *conf, struct db *db,
    const char *json)
{
	struct probe_limits usual = { .ffprobe = conf->ffprobe_path,
	    .ffmpeg = conf->ffmpeg_path,
	    .timeout_ms = PROBE_USUAL_MS };
	struct probe probe;
	AUTO(json_freep)
	struct json_object *wish = json_parse(json, strlen(json));
	struct task t = { .arena = a, .wish = wish, .why = "" };
	int rc;

	t.work = (struct work){ .conf = conf, .probe = &probe,
	    .path = arena_strdup(a, text(&t, "path", "")),
	    .dir = text(&t, "dir", "/tmp"), .out = text(&t, "out", "") };
	rc = probe_get(db, a, &usual, t.work.path, &probe,
	    &t.why);
	answer(&t, rc ? rc : make(&t));
}

int
main(int argc, char **argv)
{
	struct arena arena = { 0 };
	struct conf conf = {
		.ffmpeg_path = setting("FFMPEG_PATH", "ffmpeg"),
		.ffprobe_path = setting("FFPROBE_PATH", "ffprobe"),
	};

	AUTO(db_closep) struct db *db = open_probes(&arena);

	for (int i = 1; i < argc; i++)
		request(&arena, &conf, db, argv[i]);
	arena_reset(&arena);
	return 0;
}
