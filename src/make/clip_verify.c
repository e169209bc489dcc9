#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "clip_verify.h"
#include "ffmpeg_run.h"
#include "image_size.h"
#include "mp4.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/regular_file.h"
#include "media/probe.h"
#include "plan/picture_filters.h"

#define HEAD_BYTES	4096		/* ftyp and the start of moov */
#define MOOV_MAX	(64u << 20)	/* hours of film */
#define HELD_S		0.25		/* longer than a frame at any rate */
#define PICTURE_MAX	(256u << 10)	/* of the first picture */

/* The content of a file's moov box, and its offset. */
struct moov {
	unsigned char	*p;
	uint64_t	 len, at;
};

static int
clip_verify_read_moov(struct arena *a, int fd, struct moov *m)
{
	unsigned char head[HEAD_BYTES];
	ssize_t n = fd < 0 ? -1 : pread(fd, head, sizeof(head), 0);

	if (n <= 0 || !mp4_find_moov(head, (size_t)n, &m->at, &m->len) ||
	    m->len > MOOV_MAX)
		return -EBADMSG;
	m->p = arena_alloc(a, m->len);
	return pread(fd, m->p, m->len, (off_t)m->at) == (ssize_t)m->len ? 0
	    : -EBADMSG;
}

/* A copy keeps its rotation, which players apply. */
static void
clip_verify_set_size(const struct work *w, const struct clip_plan *plan,
    const struct mp4 *m, struct make_result *made)
{
	bool is_turned = plan->copies_video && w->probe->video.rotation % 180;

	made->width = is_turned ? m->height : m->width;
	made->height = is_turned ? m->width : m->height;
}

static int
clip_verify_mp4(struct arena *a, const struct work *w,
    const struct clip_plan *plan, struct make_result *made)
{
	AUTO(fd_closep) int fd = open(w->out, O_RDWR | O_CLOEXEC);
	struct moov moov;
	struct mp4 m;

	if (clip_verify_read_moov(a, fd, &moov))
		return -EBADMSG;
	mp4_trim(moov.p, moov.len, plan->duration_s);
	if (pwrite(fd, moov.p, moov.len, (off_t)moov.at) != (ssize_t)moov.len ||
	    mp4_parse(moov.p, moov.len, &m) || m.width <= 0 ||
	    m.height <= 0 || m.shown_s <= 0)
		return -EBADMSG;
	clip_verify_set_size(w, plan, &m, made);
	made->has_sound = m.has_sound;
	made->starts_in_hole = m.sound_held_s > HELD_S;
	made->duration_s = fmin(m.duration_s, m.shown_s);
	if (plan->copies_video)
		made->keyframe_s = fmax(plan->start_s - m.lead_in_s, 0);
	return 0;
}

static int
clip_verify_probe(struct arena *a, const struct work *w,
    struct make_result *made)
{
	struct probe p;
	const char *why;

	if (probe_run(a, w->conf->ffprobe_path, w->out, &p, NULL, &why) ||
	    !(p.duration_s > 0))
		return -EBADMSG;
	if (p.video.index >= 0)
		picture_shown_size(&p, &made->width, &made->height);
	made->duration_s = p.duration_s;
	made->has_sound = p.naudio > 0 && p.audio[0].is_usable;
	return 0;
}

static int
clip_verify_picture(const char *path, const struct clip_plan *plan,
    struct make_result *made)
{
	unsigned char head[64];
	ssize_t n = regular_file_read_head(path, head, sizeof(head));

	made->duration_s = plan->duration_s;
	return n <= 0 ? -EBADMSG
	    : image_size(head, (size_t)n, &made->width, &made->height);
}

int
clip_verify(struct arena *a, const struct work *w, enum clip_format format,
    const struct clip_plan *plan, struct make_result *out, const char **why)
{
	struct make_result m = { .keyframe_s = NAN,
		.size_bytes = regular_file_size(w->out) };
	int rc;

	if (format == CLIP_MP4)
		rc = clip_verify_mp4(a, w, plan, &m);
	else if (format == CLIP_GIF || format == CLIP_WEBP)
		rc = clip_verify_picture(w->out, plan, &m);
	else
		rc = clip_verify_probe(a, w, &m);
	if (rc || m.size_bytes == 0) {
		*why = "nothing could be decoded there: the source is damaged, "
		    "or its picture ends earlier";
		return work_disk_error(w, why) ? -ENOSPC : -EIO;
	}
	*out = m;
	return 0;
}

enum clip_start
clip_verify_start(struct arena *a, const char *path)
{
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC);
	unsigned char *first;
	struct moov moov;
	struct mp4 m;
	ssize_t n;

	if (clip_verify_read_moov(a, fd, &moov) ||
	    mp4_parse(moov.p, moov.len, &m))
		return CLIP_START_NOT_IDR;
	if (m.held_s > HELD_S)
		return CLIP_START_HELD;
	if (!m.is_avc)
		return CLIP_START_GOOD;
	if (m.first_bytes > PICTURE_MAX)
		m.first_bytes = PICTURE_MAX;
	first = arena_alloc(a, m.first_bytes);
	n = pread(fd, first, m.first_bytes, (off_t)m.first_at);
	return n > 0 && mp4_is_idr(first, (size_t)n, m.nal_length)
	    ? CLIP_START_GOOD : CLIP_START_NOT_IDR;
}
