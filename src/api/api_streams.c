/* GET /api/sessions/{id}/streams: a file's streams and the viewer's choice. */
#include "config.h"

#include <string.h>

#include "capture_target.h"
#include "http.h"
#include "route.h"
#include "base/jw.h"
#include "media/tracks.h"

static void
api_streams_write_stream(struct jw *w, const struct probe_stream *s,
    int selected)
{
	jw_int(w, "index", s->index);
	jw_str(w, "codec", s->codec);
	jw_str(w, "language", s->language);
	jw_str(w, "title", s->title);
	jw_bool(w, "default", s->is_default);
	jw_bool(w, "selected", s->index == selected);
}

static void
api_streams_write_audio(struct jw *w, const struct probe *p, int selected)
{
	size_t i;

	jw_open(w, "audio", '[');
	for (i = 0; i < p->naudio; i++) {
		jw_open(w, NULL, '{');
		api_streams_write_stream(w, &p->audio[i], selected);
		jw_int(w, "channels", p->audio[i].channels);
		jw_close(w, '}');
	}
	jw_close(w, ']');
}

static void
api_streams_write_subtitles(struct jw *w, const struct probe *p, int selected)
{
	size_t i;

	for (i = 0; i < p->nsubtitles; i++) {
		jw_open(w, NULL, '{');
		api_streams_write_stream(w, &p->subtitles[i], selected);
		jw_int(w, "id", p->subtitles[i].index);
		jw_bool(w, "forced", p->subtitles[i].is_forced);
		jw_bool(w, "external", false);
		jw_close(w, '}');
	}
}

/* An external file has no index; a capture names it by its id. */
static void
api_streams_write_external(struct jw *w, const struct session_external *e,
    bool selected)
{
	jw_open(w, NULL, '{');
	jw_null(w, "index");
	jw_str(w, "id", e->id);
	jw_str(w, "codec", e->track.codec);
	jw_str(w, "language", e->track.language);
	jw_str(w, "title", e->title);
	jw_bool(w, "default", e->is_default);
	jw_bool(w, "selected", selected);
	jw_bool(w, "forced", e->is_forced);
	jw_bool(w, "external", true);
	jw_close(w, '}');
}

static bool
api_streams_is_same_text(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

static bool
api_streams_is_chosen(const struct session_external *e,
    const struct track *chosen)
{
	return api_streams_is_same_text(e->track.path, chosen->path) ||
	    api_streams_is_same_text(e->track.remote, chosen->remote);
}

/* Writes the external subtitles of the file that is playing. */
static void
api_streams_write_externals(struct jw *w, const struct session *s,
    size_t part, const struct track *chosen)
{
	size_t i;

	for (i = 0; i < s->nexternals; i++) {
		const struct session_external *e = &s->externals[i];

		if (e->part == part)
			api_streams_write_external(w, e,
			    api_streams_is_chosen(e, chosen));
	}
}

int
api_streams(struct request *r)
{
	struct jw w = { .arena = &r->arena };
	struct capture_target s;
	struct target_file f;
	struct track audio, subtitles;
	int rc = capture_target_find(r, r->param, NULL, &s);

	if (!rc)
		rc = capture_target_open(r, &s, s.position_s, &f);
	if (rc)
		return rc;
	audio = track_audio(&r->arena, &f.probe, &s.session.audio);
	subtitles = track_subtitles(&r->arena, &f.probe, &s.session.subtitles);
	jw_open(&w, NULL, '{');
	api_streams_write_audio(&w, &f.probe, audio.stream);
	jw_open(&w, "subtitles", '[');
	api_streams_write_subtitles(&w, &f.probe, subtitles.stream);
	api_streams_write_externals(&w, &s.session, f.part, &subtitles);
	jw_close(&w, ']');
	jw_close(&w, '}');
	return http_reply_written(r, &w);
}
