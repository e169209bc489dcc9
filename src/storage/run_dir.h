/* RUN_DIR: sockets, nginx's files, and pictures that can be made again. */
#ifndef RUN_DIR_H
#define RUN_DIR_H

struct arena;
struct conf;

/* 0; -ENOSPC or why it cannot be looked at; *why for a person. */
int	run_dir_check(struct arena *, const struct conf *, const char **why);

/* "RUN_DIR: ...": what writing this file in it came to, an errno. */
const char	*run_dir_error(struct arena *, const struct conf *,
		    const char *path, int error);

#endif
