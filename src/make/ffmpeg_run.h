/* What making pictures, strips and clips has in common. */
#ifndef FFMPEG_RUN_H
#define FFMPEG_RUN_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "make.h"
#include "base/process.h"

/* What a tool may take; files of at most so many bytes. */
void	ffmpeg_run_limits(const struct work *, int timeout_ms,
	    int64_t file_bytes,
	    struct process_limits *);

/* Bytes that the file system of a work folder has above MIN_FREE_MB. */
int64_t	work_free_bytes(const struct work *);

/*
 * Runs ffmpeg, with limits unless it has some.  0: it ended well; else as
 * make.h says, with *why.
 */
int	ffmpeg_run(struct arena *, const struct work *, struct process *,
	    const char **why);

/* The same work, of a film that may have another shape at this moment, or */
/* while so much of it is copied. */
void	work_copy_at(struct arena *, const struct work *, double at_s,
	    double length_s, struct work *, struct probe *);

/* 0, or why the source cannot be read. */
int	work_source_error(struct arena *, const char *path, const char **why);

/* 0, or -ENOSPC: FFmpeg can end well although the disk was full. */
int	work_disk_error(const struct work *, const char **why);

#endif
