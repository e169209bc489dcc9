/*
 * A media server's path in a form that can be compared: on this machine
 * ("/data/a"), on a drive ("D:\a") or on a share, however that is written
 * (\\nas\films, //nas/films, smb://user@nas/films, nfs://nas/films).
 */
#ifndef SERVER_PATH_H
#define SERVER_PATH_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct server_path {
	const char	*text;		/* "/" between names, no user or port */
	size_t		 folded;	/* so many first bytes ignore case */
	size_t		 root;		/* length of "D:", "smb://nas/films" */
};

struct server_path	server_path_parse(struct arena *, const char *path);

/* Whether it is on a drive or a share, which must be mounted here. */
bool		server_path_is_foreign(const struct server_path *);
/* Whether it is a network stream ("https://..."), not a file on a share. */
bool		server_path_is_stream(const char *path);

/* The path for display: without a password. */
const char	*server_path_redact(struct arena *, const char *path);

#endif
