/* Running FFmpeg for pictures, strips and clips: limits, errors, free space. */
#ifndef FFMPEG_RUN_H
#define FFMPEG_RUN_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "make.h"
#include "base/process.h"

/* Limits for a tool that may write files of at most file_bytes. */
void	ffmpeg_run_limits(const struct work *, int timeout_ms,
	    int64_t file_bytes, struct process_limits *);

/* Free bytes in the file system of the work folder, above MIN_FREE_MB. */
int64_t	work_free_bytes(const struct work *);

/*
 * Runs ffmpeg, with the usual limits unless the process has some.  0, or an
 * error as in make.h, with *why.
 */
int	ffmpeg_run(struct arena *, const struct work *, struct process *,
	    const char **why);

/*
 * Copies the work, with the shape that the film has at this moment, or while
 * length_s of it are copied.
 */
void	work_copy_at(struct arena *, const struct work *, double at_s,
	    double length_s, struct work *, struct probe *);

/* 0, or -ENOENT or -EACCES with *why if the source cannot be read. */
int	work_source_error(struct arena *, const char *path, const char **why);

/*
 * 0, or -ENOSPC with *why: FFmpeg may report success although the disk is full.
 */
int	work_disk_error(const struct work *, const char **why);

#endif
