/*
 * The kinds of media server in one table, with all that the rest of MediaSnap
 * knows about each.  A new kind needs a row, parsers for its answers, and its
 * settings (base/conf.c).
 */
#ifndef MEDIA_SERVER_H
#define MEDIA_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "session_report.h"

struct arena;
struct conf;

struct media_server {
	const char	*name;		/* "plex": in the database and API */
	const char	*label;		/* "Plex": for users */
	const char	*accent;	/* its colour in the app: "#e5a00d" */
	const char	*url_setting;	/* "PLEX_URL" */
	const char	*secret_setting; /* "PLEX_TOKEN" */
	const char	*pictures;	/* the pool that fetches its pictures */
	const char	*refused;	/* message for a 401 or 403 */

	/* Paths of its API, and the limit on an answer. */
	const char	*sessions_path;
	size_t		 sessions_max_bytes;
	const char	*events_path;	/* its event stream, or NULL */
	const char	*time_path;	/* its clock, or NULL */
	/*
	 * Forms of the paths of its subtitle files, NULL at the end: '%'
	 * stands for letters and digits, '#' for digits.
	 */
	const char	*const *subtitle_paths;

	double		 first_age_s;	/* greatest age of a first position */
	bool		 counts_on;	/* it advances positions by itself */

	const char	*(*url)(const struct conf *);
	const char	*(*secret)(const struct conf *);
	/* The header line that authenticates us. */
	char		*(*auth_header)(struct arena *, const char *secret);
	/* All header lines of a request; NULL at the end. */
	const char *const *(*headers)(struct arena *, const struct conf *);

	/* 0, or -EBADMSG if it is not a list of sessions. */
	int	(*sessions_parse)(struct arena *, const char *, size_t,
		    struct reports *);
	/* When the request came and the answer left, by its clock. */
	int	(*time_parse)(const char *, size_t, int64_t *received_ms,
		    int64_t *sent_ms);
	/* The path of a library item. */
	const char	*(*item_path)(struct arena *, const char *item);
	/* NULL if the answer has no item. */
	void		*(*item_parse)(struct arena *, const char *, size_t);
	/* Completes a report from its item; false: it lacks the version. */
	bool	(*report_join)(struct arena *, struct report *,
		    const void *item);
	/* Assigns ids to the reports; NULL: the parser sets them. */
	void	(*reports_identify)(struct arena *, struct reports *,
		    const struct session *const *before, size_t nbefore);

	/* Whether a path is that of a picture, and of nothing else. */
	bool	(*is_picture_path)(struct arena *, const char *path);
};

extern const struct media_server	plex_server, jellyfin_server;

extern const struct media_server *const	media_servers[];
extern const size_t			media_servers_count;

/* NULL if there is none of that name. */
const struct media_server	*media_server_by_name(const char *);

/* By the form of a subtitle file's path; NULL if none has such paths. */
const struct media_server	*media_server_by_subtitle_path(const char *);

/* Whether both of its settings are set. */
bool		 media_server_is_set_up(const struct media_server *,
		    const struct conf *);
bool		 media_server_any_is_set_up(const struct conf *);

/* "PLEX_URL and PLEX_TOKEN, or JELLYFIN_URL and …": for a message. */
const char	*media_server_settings(struct arena *);

#endif
