/* GET /api/sessions/{id}/streams: what the file has, what the viewer has on. */
#include "config.h"

#include <string.h>

#include "capture_target.h"
#include "http.h"
#include "route.h"
#include "base/json.h"
#include "media/tracks.h"

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
		js_int(o, "id", p->subtitles[i].index);
		js_bool(o, "forced", p->subtitles[i].forced);
		js_bool(o, "external", false);
		js_push(list, o);
	}
	return list;
}

/* An external file has no index: its id is how to ask for it. */
static struct json_object *
external_json(const struct session_external *e, bool selected)
{
	struct json_object *o = js_object();

	js_null(o, "index");
	js_str(o, "id", e->id);
	js_str(o, "codec", e->track.codec);
	js_str(o, "language", e->track.language);
	js_str(o, "title", e->title);
	js_bool(o, "default", e->is_default);
	js_bool(o, "selected", selected);
	js_bool(o, "forced", e->forced);
	js_bool(o, "external", true);
	return o;
}

static bool
is_same(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

/* Of the file that plays at this moment. */
static void
externals_add(struct json_object *list, const struct session *s, size_t part,
    const struct track *chosen)
{
	size_t i;

	for (i = 0; i < s->nexternals; i++) {
		const struct session_external *e = &s->externals[i];

		if (e->part == part)
			js_push(list, external_json(e,
			    is_same(e->track.path, chosen->path) ||
			    is_same(e->track.remote, chosen->remote)));
	}
}

/* From which one can guess how large a clip will be. */
static struct json_object *
video_json(const struct probe *p)
{
	struct json_object *o = js_object();

	js_str(o, "codec", p->video.codec);
	js_int(o, "width", p->video.width);
	js_int(o, "height", p->video.height);
	if (p->bit_rate > 0)
		js_int(o, "file_bit_rate", p->bit_rate);
	else
		js_null(o, "file_bit_rate");
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
	externals_add(list, &s.session, f.part, &subtitles);
	o = js_object();
	js_add(o, "video", video_json(&f.probe));
	js_add(o, "audio", audio_json(&f.probe, audio.stream));
	js_add(o, "subtitles", list);
	return reply_json(r, o);
}
