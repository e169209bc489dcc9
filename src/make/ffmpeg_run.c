#include "config.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "ffmpeg_run.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/regular_file.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"

/* Less than any file we make needs to be finished. */
#define SCARCE_BYTES	(256u << 10)

#define FILE_MAX_BYTES	(INT64_C(256) << 20)	/* of a picture; 8K PNG: 100 */
/*
 * For a strip of portrait 4K, FFmpeg reserves ten times the memory that becomes
 * resident.
 */
#define DATA_BYTES	(INT64_C(32) << 30)
#define CPU_SPARE_S	5
#define SHAPE_MS	15000

static int
ffmpeg_run_fail_full(const struct work *w, const char **why)
{
	size_t len = strlen(w->conf->run_dir);

	*why = strncmp(w->dir, w->conf->run_dir, len) || w->dir[len] != '/'
	    ? "the disk is full" : "the file system of RUN_DIR is full";
	return -ENOSPC;
}

void
ffmpeg_run_limits(const struct work *w, int timeout_ms, int64_t file_bytes,
    struct process_limits *out)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	*out = (struct process_limits){
		/* Hardware drivers map more than they use. */
		.data_bytes = w->hw ? 0 : DATA_BYTES,
		.file_bytes = file_bytes,
		.cpu_s = CPU_SPARE_S + (int)(timeout_ms / 1000 *
		    (cores > 0 ? cores : 1)),
	};
}

int64_t
work_free_bytes(const struct work *w)
{
	struct statvfs s;

	if (statvfs(w->dir, &s))
		return INT64_MAX / 2;	/* can be added to without overflow */
	return (int64_t)s.f_bavail * (int64_t)s.f_frsize -
	    ((int64_t)w->conf->min_free_mb << 20);
}

/* Checked late: another clip that was stopped may have freed space by now. */
static int
ffmpeg_run_fail_room(struct arena *a, const struct work *w, const char **why)
{
	if (!w->conf->min_free_mb)
		return ffmpeg_run_fail_full(w, why);
	*why = arena_printf(a, "the disk of CAPTURE_DIR has less than %d MB "
	    "free (MIN_FREE_MB); delete something", w->conf->min_free_mb);
	return -ENOSPC;
}

int
work_disk_error(const struct work *w, const char **why)
{
	struct statvfs s;

	if (statvfs(w->dir, &s) ||
	    s.f_bavail * (unsigned long long)s.f_frsize >= SCARCE_BYTES)
		return 0;
	return ffmpeg_run_fail_full(w, why);
}

static int
ffmpeg_run_fail_timeout(const struct work *w, const char **why)
{
	*why = w->progress
	    ? "this took too long and was stopped. Try a shorter clip"
	    : "this took too long and was stopped. Try again in a moment";
	return -ETIMEDOUT;
}

static int
ffmpeg_run_fail_start(struct arena *a, const struct process *r, int err,
    const char **why)
{
	*why = arena_printf(a, "%s cannot be run: %s", r->argv[0],
	    strerror(-err));
	return -EIO;
}

int
work_source_error(struct arena *a, const char *path, const char **why)
{
	AUTO(fd_closep) int fd = regular_file_open(path);

	if (fd >= 0)
		return 0;
	*why = arena_printf(a, "%s cannot be read: %s", path,
	    fd == -EINVAL ? "it is not a file" : strerror(-fd));
	return fd == -EACCES || fd == -EPERM ? -EACCES : -ENOENT;
}

/*
 * If FFmpeg runs under a shell script, the exit status is 128 plus the signal.
 */
static bool
ffmpeg_run_has_hit_limit(const struct process *r, int signal)
{
	return r->status == PROCESS_SIGNAL + signal ||
	    r->status == 128 + signal;
}

/* Of several reasons, the one that a user can do most about comes first. */
static int
ffmpeg_run_fail(struct arena *a, const struct work *w, const struct process *r,
    const char **why)
{
	const char *said = process_last_error(r, a);
	int rc = work_source_error(a, w->path, why);

	if (!rc)
		rc = work_disk_error(w, why);
	if (rc)
		return rc;
	if (r->check &&
	    (work_free_bytes(w) <= 0 || ffmpeg_run_has_hit_limit(r, SIGXFSZ)))
		return ffmpeg_run_fail_room(a, w, why);
	if (ffmpeg_run_has_hit_limit(r, SIGXFSZ)) {
		*why = arena_printf(a, "this would be a file of more than "
		    "%lld MB", (long long)r->limits.file_bytes >> 20);
		return -EBADMSG;
	}
	if (r->status > PROCESS_SIGNAL)
		*why = arena_printf(a, "this was stopped by signal %d",
		    r->status - PROCESS_SIGNAL);
	else
		*why = arena_printf(a, "this could not be made: %s",
		    *said ? said : "FFmpeg gave no reason");
	return -EIO;
}

int
ffmpeg_run(struct arena *a, const struct work *w, struct process *r,
    const char **why)
{
	int rc;

	if (!r->limits.cpu_s)
		ffmpeg_run_limits(w, r->timeout_ms, FILE_MAX_BYTES, &r->limits);
	rc = process_run(r, a);
	switch (rc) {
	case 0:
		if (ffmpeg_run_has_hit_limit(r, SIGXCPU))
			return ffmpeg_run_fail_timeout(w, why);
		return r->status ? ffmpeg_run_fail(a, w, r, why) : 0;
	case -ENOMEM:
		*why = "this needs more than 2 GB of memory, and was "
		    "stopped";
		return -EBADMSG;
	case -ENOSPC:
		return ffmpeg_run_fail_room(a, w, why);
	case -ETIMEDOUT:
		return ffmpeg_run_fail_timeout(w, why);
	case -ECANCELED:
		*why = "cancelled";
		return rc;
	default:
		return ffmpeg_run_fail_start(a, r, rc, why);
	}
}

void
work_copy_at(struct arena *a, const struct work *w, double at_s,
    double length_s, struct work *then, struct probe *p)
{
	struct probe_limits tools = { .ffprobe = w->conf->ffprobe_path,
	    .ffmpeg = w->conf->ffmpeg_path, .timeout_ms = SHAPE_MS,
	    .stop = w->stop, .client = w->client };

	*then = *w;
	*p = *w->probe;
	then->probe = p;
	probe_shape_at(a, &tools, w->path, at_s, length_s, p);
}
