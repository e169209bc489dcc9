#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "capture_target.h"
#include "http.h"
#include "target_probe.h"
#include "base/cleanup.h"
#include "base/timestamp.h"

static int
capture_target_check_available(struct request *r, const struct session *s)
{
	if (s->media_error)
		return http_fail(r, 422, "%s", s->media_error);
	if (!s->nparts)
		return http_fail(r, 422, "%s cannot be captured: the media "
		    "server names no file for it", s->title);
	return 0;
}

int
capture_target_find(struct request *r, const char *id, const char *media_key,
    struct capture_target *out)
{
	struct session *s = &out->session;
	int err;

	if (!id || !*id)
		return http_fail(r, 422, "session_id: must be the id of a "
		    "session from /api/sessions");
	err = session_by_id(r->db, &r->arena, id, s);
	if (err == -ENOENT)
		return http_fail(r, 404, "the session %s is unknown: it ended "
		    "more than a day ago, or never existed", id);
	if (err)
		return err;
	if (media_key && strcmp(media_key, s->media_key))
		return http_fail(r, 409, "this session now plays something "
		    "else: %s", s->title);
	/* The user pressed the button before this worker got the request. */
	out->position_s = session_estimate(s,
	    timestamp_boot_ms() - r->waited_ms);
	out->title = *s->subtitle ? arena_printf(&r->arena, "%s — %s",
	    s->title, s->subtitle) : s->title;
	return capture_target_check_available(r, s);
}

/* The longest of the lengths that library, client and file report. */
static double
capture_target_item_length(const struct capture_target *s,
    const struct target_file *f)
{
	const struct session *playing = &s->session;
	double length = playing->duration_s;

	if (length > 0)
		length = session_longer(length, playing->position.reported_s);
	if (f->probe.duration_s > 0 && session_part_is_last(playing, f->part))
		length = session_longer(length, f->start_s +
		    f->probe.duration_s);
	return length;
}

int
capture_target_open(struct request *r, const struct capture_target *s,
    double item_s, struct target_file *f)
{
	const struct session_part *part;
	const char *why = "";
	double at;
	int err;

	part = session_part_at(&s->session, item_s, &at);
	*f = (struct target_file){
		.path = part->path,
		.part = (size_t)(part - s->session.parts),
		.at_s = at,
		.start_s = item_s - at,
	};
	if (!session_part_is_last(&s->session, f->part))
		f->end_s = f->start_s + part->duration_s;
	err = target_probe(r, f->path, &f->probe, &why);
	f->length_s = capture_target_item_length(s, f);
	return err ? http_fail_media(r, err, why) : 0;
}

struct playing
capture_target_playing(const struct capture_target *s,
    const struct target_file *f)
{
	struct playing p = { s->position_s, f->length_s };

	if (p.duration_s > 0)
		p.position_s = fmin(p.position_s, p.duration_s);
	return p;
}

void
capture_target_move(struct target_file *f, double item_s)
{
	f->at_s = item_s - f->start_s;
}
