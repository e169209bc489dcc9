/*
 * What a media server says at one poll about one session, before its file is
 * known for sure.  Parsers fill it, join() completes it from the library.
 */
#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "session.h"

#define REPORTS_MAX	500	/* sessions of one source */
#define PARTS_MAX	32	/* files of one item */

/* What of the library item plays, by the server's own ids; or NULL. */
struct choice {
	const char *const *media;	/* versions that it can be */
	size_t		 nmedia;
	const char	*part;
	const char	*audio;		/* stream */
	const char	*subtitles;
};

struct report {
	struct session	 session;	/* all but id (Plex) and position; */
					/* paths are as reported */
	const char	*session_id;	/* Plex's Session@id, or NULL */
	double		 value_s;	/* where it says it is; -1: unknown */
	int64_t		 checkin_ms;	/* Jellyfin's last real report, or 0 */
	const char	*item;		/* ask the library for this, or NULL */
	struct choice	 choice;
	bool		 recalled;	/* its files are lives_recall's */
};

struct reports {
	struct report	*v;
	size_t		 n;
	size_t		 skipped;	/* rows that made no sense */
};

/* Parts that no one knows of: the session says why in media_error. */
static inline void
report_no_file(struct report *r, const char *why)
{
	r->session.parts = NULL;
	r->session.nparts = 0;
	r->session.media_error = why;
	r->item = NULL;
}

#endif
