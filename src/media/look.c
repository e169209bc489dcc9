#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "auto.h"
#include "conf.h"
#include "look.h"
#include "make_run.h"
#include "mp4.h"
#include "picture.h"
#include "probe.h"

#define HEAD_BYTES	4096		/* ftyp and the head of moov */
#define MOOV_MAX	(64u << 20)	/* hours of film */
#define PICTURE_MAX	(256u << 10)	/* of the first picture */

static int
open_file(const char *path)
{
	return open(path, O_RDONLY | O_CLOEXEC);
}

static int
read_mp4(struct arena *a, const char *path, struct mp4 *m)
{
	AUTO(fd_closep) int fd = open_file(path);
	unsigned char head[HEAD_BYTES], *moov;
	uint64_t at, len;
	ssize_t n = fd < 0 ? -1 : pread(fd, head, sizeof(head), 0);

	if (n <= 0 || !mp4_moov(head, (size_t)n, &at, &len) || len > MOOV_MAX)
		return -EBADMSG;
	moov = arena_alloc(a, len);
	if (pread(fd, moov, len, (off_t)at) != (ssize_t)len)
		return -EBADMSG;
	return mp4_parse(moov, len, m);
}

static int
look_mp4(struct arena *a, const char *path, const struct clip_plan *plan,
    struct made *made)
{
	struct mp4 m;

	if (read_mp4(a, path, &m) || m.width <= 0 || m.height <= 0)
		return -EBADMSG;
	made->width = m.width;
	made->height = m.height;
	made->duration_s = m.duration_s;
	if (plan->copy_video)
		made->keyframe_s = fmax(plan->start_s - m.lead_in_s, 0);
	return 0;
}

static int
look_probe(struct arena *a, const struct work *w, struct made *made)
{
	struct probe p;
	const char *why;

	if (probe_run(a, w->conf->ffprobe_path, w->out, &p, NULL, &why) ||
	    !(p.duration_s > 0))
		return -EBADMSG;
	if (p.video.index >= 0)
		picture_shown(&p, &made->width, &made->height);
	made->duration_s = p.duration_s;
	return 0;
}

static int
look_picture(const char *path, const struct clip_plan *plan, struct made *made)
{
	unsigned char head[64];
	ssize_t n = file_head(path, head, sizeof(head));

	made->duration_s = plan->duration_s;
	return n <= 0 ? -EBADMSG
	    : picture_size(head, (size_t)n, &made->width, &made->height);
}

int
look_clip(struct arena *a, const struct work *w, enum clip_format format,
    const struct clip_plan *plan, struct made *out, const char **why)
{
	struct made m = { .keyframe_s = NAN, .size_bytes = file_size(w->out) };
	int rc;

	if (format == CLIP_MP4)
		rc = look_mp4(a, w->out, plan, &m);
	else if (format == CLIP_GIF || format == CLIP_WEBP)
		rc = look_picture(w->out, plan, &m);
	else
		rc = look_probe(a, w, &m);
	if (rc || m.size_bytes == 0) {
		*why = "nothing could be decoded there: the source is damaged, "
		    "or its picture ends before";
		return -EIO;
	}
	*out = m;
	return 0;
}

bool
look_plays(struct arena *a, const char *path)
{
	AUTO(fd_closep) int fd = open_file(path);
	unsigned char *first;
	struct mp4 m;
	ssize_t n;

	if (fd < 0 || read_mp4(a, path, &m))
		return false;
	if (!m.is_avc)
		return true;
	if (m.first_bytes > PICTURE_MAX)
		m.first_bytes = PICTURE_MAX;
	first = arena_alloc(a, m.first_bytes);
	n = pread(fd, first, m.first_bytes, (off_t)m.first_at);
	return n > 0 && mp4_is_idr(first, (size_t)n, m.nal_length);
}
