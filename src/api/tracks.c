#include "config.h"

#include <string.h>

#include "body.h"
#include "clip.h"
#include "http.h"
#include "screenshot.h"
#include "sidecar.h"
#include "subject.h"
#include "track.h"
#include "tracks.h"

/* A subtitle stream or file, and a note where it is not the viewer's. */
struct pick {
	int		 stream;
	const char	*path;
	const char	*note;
};

static int
pick_session(struct request *r, const struct subject *s,
    const struct subject_file *f, struct pick *p)
{
	const struct session_track *said = &s->session.subtitles;
	struct track t = track_subtitles(&r->arena, &f->probe, said);

	if (t.remote)
		t.path = sidecar_find(&r->arena, f->path, said->codec,
		    said->language);
	if (t.remote && !t.path)
		return fail(r, 422, "subtitles: the viewer's are an external "
		    "file, and none beside the film is like it; choose a "
		    "stream's number instead");
	*p = (struct pick){ t.stream, t.path, t.note };
	return 0;
}

static int
pick_subtitles(struct request *r, const struct subject *s,
    const struct subject_file *f, const struct body_choice *c,
    struct pick *p)
{
	*p = (struct pick){ .stream = -1 };
	if (c->text && !strcmp(c->text, "session"))
		return pick_session(r, s, f, p);
	if (c->text && strcmp(c->text, "off"))
		return fail(r, 422, "subtitles: must be \"session\", \"off\" "
		    "or the number of a subtitle stream");
	if (c->text || c->number < 0)
		return 0;
	if (!probe_stream_at(f->probe.subtitles, f->probe.nsubtitles,
	    c->number))
		return fail(r, 422, "subtitles: the file has no subtitle "
		    "stream %d; see /streams", c->number);
	p->stream = c->number;
	return 0;
}

int
tracks_for_screenshot(struct request *r, const struct subject *s,
    const struct subject_file *f, const struct body_choice *subtitles,
    struct screenshot_request *out)
{
	struct pick p;
	int rc = pick_subtitles(r, s, f, subtitles, &p);

	out->subtitle = p.stream;
	out->subtitle_path = p.path;
	return rc;
}

static const char *
both(struct request *r, const char *a, const char *b)
{
	if (!a || !b)
		return a ? a : b;
	return arena_printf(&r->arena, "%s; %s", a, b);
}

int
tracks_for_clip(struct request *r, const struct subject *s,
    const struct subject_file *f, const struct body_choice *subtitles,
    int audio_stream, struct clip_request *out)
{
	struct track t = track_audio(&r->arena, &f->probe, &s->session.audio);
	struct pick p;
	int rc = pick_subtitles(r, s, f, subtitles, &p);

	if (rc)
		return rc;
	if (audio_stream >= 0 && !probe_stream_at(f->probe.audio,
	    f->probe.naudio, audio_stream))
		return fail(r, 422, "audio_stream: the file has no audio "
		    "stream %d; see /streams", audio_stream);
	out->audio = audio_stream >= 0 ? audio_stream : t.stream;
	out->subtitle = p.stream;
	out->subtitle_path = p.path;
	out->track_note = both(r, out->track_note, both(r,
	    audio_stream >= 0 ? NULL : t.note, p.note));
	return 0;
}
