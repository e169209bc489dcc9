/*
 * Where a media server's path leads, in a form that compares: on this machine
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
	size_t		 folded;	/* its first bytes are in any case */
	size_t		 root;		/* length of "D:", "smb://nas/films" */
};

struct server_path	server_path_parse(struct arena *, const char *path);

/* On a drive or a share, which has to be mounted somewhere here. */
bool		server_path_is_foreign(const struct server_path *);
/* It names a network stream ("https://..."), and no file on a share. */
bool		server_path_is_stream(const char *path);

/* As it may be shown: without the password that an address can carry. */
const char	*server_path_redact(struct arena *, const char *path);

#endif
