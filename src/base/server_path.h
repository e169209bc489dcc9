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

struct place {
	const char	*text;		/* "/" between names, no user or port */
	size_t		 folded;	/* its first bytes are in any case */
	size_t		 root;		/* length of "D:", "smb://nas/films" */
};

struct place	place_of(struct arena *, const char *path);

/* On a drive or a share, which has to be mounted somewhere here. */
bool		place_is_foreign(const struct place *);
/* It names a network stream ("https://..."), and no file on a share. */
bool		place_is_stream(const char *path);

/* As it may be shown: without the password that an address can carry. */
const char	*place_shown(struct arena *, const char *path);

#endif
