/* GET /api/sessions/{id}/streams: what the file has, what the viewer has on. */
#include "config.h"

#include "http.h"
#include "js.h"
#include "route.h"
#include "subject.h"
#include "track.h"

static struct json_object *
stream_json(const struct probe_stream *s, int selected)
{
	struct json_object *o = js_object();

	js_int(o, "index", s->index);
	js_str(o, "codec", s->codec);
	js_str(o, "language", s->language);
	js_str(o, "title", s->title);
	js_bool(o, "default", s->is_default);
	js_bool(o, "selected", s->index == selected);
	return o;
}

static struct json_object *
audio_json(const struct probe *p, int selected)
{
	struct json_object *list = js_array(), *o;
	size_t i;

	for (i = 0; i < p->naudio; i++) {
		o = stream_json(&p->audio[i], selected);
		js_int(o, "channels", p->audio[i].channels);
		js_push(list, o);
	}
	return list;
}

static struct json_object *
subtitles_json(const struct probe *p, int selected)
{
	struct json_object *list = js_array(), *o;
	size_t i;

	for (i = 0; i < p->nsubtitles; i++) {
		o = stream_json(&p->subtitles[i], selected);
		js_bool(o, "forced", p->subtitles[i].forced);
		js_bool(o, "external", false);
		js_push(list, o);
	}
	return list;
}

/* An external file has no index: "session" is how to ask for it. */
static struct json_object *
external_json(const struct session_track *t)
{
	struct json_object *o = js_object();

	js_null(o, "index");
	js_str(o, "codec", t->codec);
	js_str(o, "language", t->language);
	js_null(o, "title");
	js_bool(o, "default", false);
	js_bool(o, "selected", true);
	js_bool(o, "forced", false);
	js_bool(o, "external", true);
	return o;
}

int
api_streams(struct request *r)
{
	struct subject s;
	struct subject_file f;
	struct track audio, subtitles;
	struct json_object *o, *list;
	int rc = subject_find(r, r->param, NULL, &s);

	if (!rc)
		rc = subject_open(r, &s, s.position_s, &f);
	if (rc)
		return rc;
	audio = track_audio(&r->arena, &f.probe, &s.session.audio);
	subtitles = track_subtitles(&r->arena, &f.probe,
	    &s.session.subtitles);
	list = subtitles_json(&f.probe, subtitles.stream);
	if (subtitles.path || subtitles.remote)
		js_push(list, external_json(&s.session.subtitles));
	o = js_object();
	js_add(o, "audio", audio_json(&f.probe, audio.stream));
	js_add(o, "subtitles", list);
	return reply_json(r, o);
}
