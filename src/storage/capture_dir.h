/*
 * CAPTURE_DIR: finished files {uuid}.{ext}, and a marker file that tells the
 * folder from an empty mount point.
 */
#ifndef CAPTURE_DIR_H
#define CAPTURE_DIR_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct conf;
struct db;

/*
 * Makes the folder ready and leaves its marker file there, unless a marker
 * was left before and is gone: then the folder is not mounted.  For migrate.
 */
int	capture_dir_adopt(struct db *, const struct conf *);

/* 0; -ENODEV: unmounted; -ENOSPC: less than MIN_FREE_MB; *why for a person. */
int	capture_dir_check(struct arena *, struct db *, const struct conf *,
	    const char **why);
int64_t	capture_dir_free_bytes(const struct conf *);	/* -1 unknown */

/* "{uuid}.{ext}" of a kind we make: the only names we serve or delete. */
bool	capture_dir_name_is_ours(const char *file_name);
/* Its extension's media type, or NULL. */
const char	*capture_dir_media_type(const char *file_name);

/* CAPTURE_DIR: a descriptor, or -errno, which who looks in it passes on. */
int	capture_dir_open(const struct conf *);
/* Of a finished file; -ENOENT when it is missing, -EINVAL not our name. */
int	capture_dir_file_size(int folder, const char *file_name, int64_t *size);
int	capture_dir_delete(const struct conf *, const char *file_name);

/*
 * Small pictures of the captures, CAPTURE_DIR_THUMBNAILS/{uuid}.jpg: made with them,
 * or when one that has none is looked at, and gone with their capture.
 */
#define CAPTURE_DIR_THUMBNAILS	".thumbnails"
/* Its absolute path; the folder is made when missing. */
const char	*capture_dir_thumbnail_path(struct arena *, const struct conf *,
		    const char *id);
/* Renames a whole file to it.  A capture without one is whole all the same. */
int	folder_put_thumbnail(struct arena *, const struct conf *,
	    const char *work_path, const char *id);
int	capture_dir_delete_thumbnail(const struct conf *, const char *id);

#endif
