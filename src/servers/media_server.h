/* What differs between the media servers; a table of the two. */
#ifndef MEDIA_SERVER_H
#define MEDIA_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "session_report.h"

struct arena;
struct conf;

struct server {
	const char	*name;		/* "plex" */
	const char	*label;		/* "Plex" */
	const char	*url_name;	/* "PLEX_URL" */
	const char	*sessions;	/* path of the question */
	size_t		 answer_max;	/* bytes */
	const char	*events;	/* of its event stream, or NULL */
	const char	*time;		/* of that for its time, or NULL */
	double		 first_s;	/* how old a position can be at first */
	bool		 counts;	/* it adds seconds to it by itself */
	const char	*refused;	/* what to do about a 401 or 403 */

	const char	*(*url)(const struct conf *);
	const char	*(*secret)(const struct conf *);
	/* Header lines, NULL at the end. */
	const char *const *(*headers)(struct arena *, const struct conf *);

	int	(*parse)(struct arena *, const char *, size_t,
		    struct reports *);
	/* 0 and when the question came and the answer left, its clock. */
	int	(*time_parse)(const char *, size_t, int64_t *, int64_t *);
	/* Path of the question about a library item. */
	const char	*(*item_path)(struct arena *, const char *item);
	void	*(*item_parse)(struct arena *, const char *, size_t);
	bool	(*join)(struct arena *, struct report *, const void *item);
	/* Gives the reports their ids, or NULL: they have them. */
	void	(*ids)(struct arena *, struct reports *,
		    const struct session *const *, size_t);
};

extern const struct server servers[];
extern const size_t servers_count;

const struct server	*server_by_name(const char *);
/* Both of its variables are set. */
bool			 server_enabled(const struct server *,
			    const struct conf *);

#endif
