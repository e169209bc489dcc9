/*
 * CAPTURE_DIR: finished files {uuid}.{ext}, and a marker file that
 * distinguishes the folder from an empty mount point.
 */
#ifndef CAPTURE_DIR_H
#define CAPTURE_DIR_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct conf;
struct db;

/*
 * Prepares the folder and creates its marker file, unless an earlier marker
 * has disappeared: then the folder is not mounted.  For migrate.
 */
int	capture_dir_adopt(struct db *, const struct conf *);

/*
 * 0; -ENODEV: not mounted; -ENOSPC: less than MIN_FREE_MB; then with a
 * sentence for the user in *why.
 */
int	capture_dir_check(struct arena *, struct db *, const struct conf *,
	    const char **why);
int64_t	capture_dir_free_bytes(const struct conf *);	/* -1 unknown */

/* "{uuid}.{ext}" of a type we make: the only names we serve or delete. */
bool	capture_dir_name_is_ours(const char *file_name);
/* Its extension's media type, or NULL. */
const char	*capture_dir_media_type(const char *file_name);

/* A descriptor of CAPTURE_DIR, or -errno; the caller closes it. */
int	capture_dir_open(const struct conf *);
/*
 * The size of a finished file; -ENOENT if it is missing, -EINVAL if the name
 * is not ours.  folder: of capture_dir_open(); its error is passed on.
 */
int	capture_dir_file_size(int folder, const char *file_name, int64_t *size);
int	capture_dir_delete(const struct conf *, const char *file_name);

/*
 * Thumbnails, CAPTURE_DIR_THUMBNAILS/{uuid}.jpg: made with their capture, or
 * when one without a thumbnail is viewed, and deleted with it.
 */
#define CAPTURE_DIR_THUMBNAILS	".thumbnails"
/* Its absolute path; creates the folder if it is missing. */
const char	*capture_dir_thumbnail_path(struct arena *, const struct conf *,
		    const char *id);
/* Moves a finished file there.  A capture is complete without one too. */
int	capture_dir_put_thumbnail(struct arena *, const struct conf *,
	    const char *work_path, const char *id);
int	capture_dir_delete_thumbnail(const struct conf *, const char *id);

#endif
