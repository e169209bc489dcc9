/* RUN_DIR: sockets, nginx's files, and images that can be made again. */
#ifndef RUN_DIR_H
#define RUN_DIR_H

struct arena;
struct conf;

/* 0; or -ENOSPC or another -errno with a sentence for the user in *why. */
int	run_dir_check(struct arena *, const struct conf *, const char **why);

/* "RUN_DIR: ...": a sentence for an errno (> 0) of writing a file in it. */
const char	*run_dir_error(struct arena *, const struct conf *,
		    const char *path, int error);

#endif
