#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "body.h"
#include "capture_target.h"
#include "http.h"
#include "track_choice.h"
#include "base/cleanup.h"
#include "base/regular_file.h"
#include "make/subtitle_make.h"
#include "media/sidecar.h"
#include "media/tracks.h"
#include "plan/clip_plan.h"
#include "plan/screenshot_args.h"
#include "plan/subtitle_args.h"

/* Servers serve only text; for these, use the files on this machine. */
static bool
track_choice_is_pictures(const struct session_track *said)
{
	static const char *const kinds[] = { "dvd_subtitle",
	    "hdmv_pgs_subtitle", "dvb_subtitle" };
	size_t i;

	for (i = 0; said->codec && *said->codec && i < COUNT(kinds); i++)
		if (track_codec_fits(said->codec, kinds[i]))
			return true;
	return false;
}

static bool
track_choice_is_here(const struct track *t)
{
	AUTO(fd_closep) int fd = t->path ? regular_file_open(t->path) : -1;

	return fd >= 0;
}

/*
 * A track that the viewer or the server's list names: its file, if that is on
 * this machine; else what the server serves of it, or, if that fails, a file
 * like it beside the film.
 */
static int
track_choice_find_track(struct request *r, const struct target_file *f,
    const struct session_track *said, struct track *t)
{
	*t = track_subtitles(&r->arena, &f->probe, said);
	if (!t->remote)
		return 0;
	if (track_choice_is_pictures(said) ||
	    !subtitle_fetch_server(t->remote) ||
	    track_choice_is_here(t))
		t->remote = NULL;
	if (said->path && !t->remote)
		return 0;	/* the capture will say what is wrong with it */
	t->path = sidecar_find(&r->arena, f->path, said->codec,
	    said->language);
	if (!t->remote && !t->path)
		return http_fail(r, 422, "subtitles: these are in a separate "
		    "file that the media server does not serve; choose others "
		    "from /streams");
	return 0;
}

static int
track_choice_find_external(struct request *r, const struct capture_target *s,
    const struct target_file *f, const char *id, struct track *t)
{
	const struct session_external *e = session_external_by_id(&s->session,
	    id);

	if (!e)
		return http_fail(r, 422, "subtitles: must be \"session\", "
		    "\"off\", or the id of subtitles in /streams");
	if (e->part != f->part)
		return http_fail(r, 422, "subtitles: these belong to another "
		    "file of the film than this moment; see /streams");
	return track_choice_find_track(r, f, &e->track, t);
}

static int
track_choice_find_subtitles(struct request *r, const struct capture_target *s,
    const struct target_file *f, const struct body_choice *c,
    struct track *t)
{
	*t = (struct track)TRACK_NONE;
	if (c->text && !strcmp(c->text, "session"))
		return track_choice_find_track(r, f, &s->session.subtitles, t);
	if (c->text && strcmp(c->text, "off"))
		return track_choice_find_external(r, s, f, c->text, t);
	if (c->text || c->number < 0)
		return 0;
	if (!probe_stream_at(f->probe.subtitles, f->probe.nsubtitles,
	    c->number))
		return http_fail(r, 422, "subtitles: the file has no subtitle "
		    "stream %d; see /streams", c->number);
	t->stream = c->number;
	return 0;
}

int
track_choice_for_screenshot(struct request *r, const struct capture_target *s,
    const struct target_file *f, const struct body_choice *subtitles,
    struct screenshot_request *out)
{
	return track_choice_find_subtitles(r, s, f, subtitles, &out->subtitle);
}

static const char *
track_choice_join_notes(struct request *r, const char *a, const char *b)
{
	if (!a || !b)
		return a ? a : b;
	return arena_printf(&r->arena, "%s; %s", a, b);
}

int
track_choice_for_clip(struct request *r, const struct capture_target *s,
    const struct target_file *f, const struct body_choice *subtitles,
    int audio_stream, struct clip_request *out)
{
	struct track t = track_audio(&r->arena, &f->probe, &s->session.audio);
	int rc = track_choice_find_subtitles(r, s, f, subtitles,
	    &out->subtitle);

	if (rc)
		return rc;
	if (audio_stream >= 0 && !probe_stream_at(f->probe.audio,
	    f->probe.naudio, audio_stream))
		return http_fail(r, 422, "audio_stream: the file has no audio "
		    "stream %d; see /streams", audio_stream);
	out->audio = audio_stream >= 0 ? audio_stream : t.stream;
	out->track_note = track_choice_join_notes(r, out->track_note,
	    track_choice_join_notes(r, audio_stream >= 0 ? NULL : t.note,
		out->subtitle.note));
	return 0;
}
