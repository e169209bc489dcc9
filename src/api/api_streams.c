/* GET /api/sessions/{id}/streams: a file's streams and the viewer's choice. */
#include "config.h"

#include <string.h>

#include "capture_target.h"
#include "http.h"
#include "route.h"
#include "base/json.h"
#include "media/tracks.h"

static struct json_object *
api_streams_stream_json(const struct probe_stream *s, int selected)
{
	struct json_object *o = json_new_object();

	json_add_int(o, "index", s->index);
	json_add_str(o, "codec", s->codec);
	json_add_str(o, "language", s->language);
	json_add_str(o, "title", s->title);
	json_add_bool(o, "default", s->is_default);
	json_add_bool(o, "selected", s->index == selected);
	return o;
}

static struct json_object *
api_streams_audio_json(const struct probe *p, int selected)
{
	struct json_object *list = json_new_array(), *o;
	size_t i;

	for (i = 0; i < p->naudio; i++) {
		o = api_streams_stream_json(&p->audio[i], selected);
		json_add_int(o, "channels", p->audio[i].channels);
		json_push(list, o);
	}
	return list;
}

static struct json_object *
api_streams_subtitles_json(const struct probe *p, int selected)
{
	struct json_object *list = json_new_array(), *o;
	size_t i;

	for (i = 0; i < p->nsubtitles; i++) {
		o = api_streams_stream_json(&p->subtitles[i], selected);
		json_add_int(o, "id", p->subtitles[i].index);
		json_add_bool(o, "forced", p->subtitles[i].is_forced);
		json_add_bool(o, "external", false);
		json_push(list, o);
	}
	return list;
}

/* An external file has no index; a capture names it by its id. */
static struct json_object *
api_streams_external_json(const struct session_external *e, bool selected)
{
	struct json_object *o = json_new_object();

	json_add_null(o, "index");
	json_add_str(o, "id", e->id);
	json_add_str(o, "codec", e->track.codec);
	json_add_str(o, "language", e->track.language);
	json_add_str(o, "title", e->title);
	json_add_bool(o, "default", e->is_default);
	json_add_bool(o, "selected", selected);
	json_add_bool(o, "forced", e->is_forced);
	json_add_bool(o, "external", true);
	return o;
}

static bool
api_streams_is_same_text(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

/* Adds the external subtitles of the file that is playing. */
static void
api_streams_add_externals(struct json_object *list, const struct session *s,
    size_t part, const struct track *chosen)
{
	bool selected;
	size_t i;

	for (i = 0; i < s->nexternals; i++) {
		const struct session_external *e = &s->externals[i];

		if (e->part != part)
			continue;
		selected = api_streams_is_same_text(e->track.path,
		    chosen->path) || api_streams_is_same_text(e->track.remote,
		    chosen->remote);
		json_push(list, api_streams_external_json(e, selected));
	}
}

int
api_streams(struct request *r)
{
	struct capture_target s;
	struct target_file f;
	struct track audio, subtitles;
	struct json_object *o, *list;
	int rc = capture_target_find(r, r->param, NULL, &s);

	if (!rc)
		rc = capture_target_open(r, &s, s.position_s, &f);
	if (rc)
		return rc;
	audio = track_audio(&r->arena, &f.probe, &s.session.audio);
	subtitles = track_subtitles(&r->arena, &f.probe, &s.session.subtitles);
	list = api_streams_subtitles_json(&f.probe, subtitles.stream);
	api_streams_add_externals(list, &s.session, f.part, &subtitles);
	o = json_new_object();
	json_add(o, "audio", api_streams_audio_json(&f.probe, audio.stream));
	json_add(o, "subtitles", list);
	return http_reply_json(r, o);
}
