/*
 * How we say who we are to a media server, as one header.  Jellyfin 10.8 and
 * later take this form; 12 takes no other.
 */
#ifndef SERVER_AUTH_H
#define SERVER_AUTH_H

struct arena;

char	*plex_auth(struct arena *, const char *token);
char	*jellyfin_auth(struct arena *, const char *api_key);

#endif
