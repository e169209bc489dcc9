/*
 * What a media server says at one poll about one session, before its file is
 * known for sure.  Parsers fill it, join() completes it from the library.
 */
#ifndef SESSION_REPORT_H
#define SESSION_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/session.h"

#define REPORTS_MAX	500	/* sessions of one source */
#define PARTS_MAX	32	/* files of one item */

/* What of the library item plays, by the server's own ids; or NULL. */
struct report_choice {
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
	double		 rate;		/* how fast it says it plays, or 0 */
	int64_t		 checkin_ms;	/* server's clock: the client's last */
					/* real report, or 0 */
	int64_t		 activity_ms;	/* ... and its last sign, or 0 */
	int64_t		 event_early_ms; /* boot: announced between ... */
	int64_t		 event_ms;	/* ... and then, or 0 */
	const char	*item;		/* ask the library for this, or NULL */
	const char	*item_again;	/* or for this, if it is missing */
	struct report_choice	 choice;
	const char	*no_file;	/* Plex: what it means if none is */
	/* its files are session_tracker_recall's */
	bool		 is_recalled;
	/* not all of its files are here */
	bool		 has_missing_files;
};

struct reports {
	struct report	*v;
	size_t		 n;
	size_t		 skipped;	/* rows that made no sense */
};

/*
 * One more external file of subtitles, by its path or its key on the server;
 * its id comes from that.  v has room for EXTERNALS_MAX.
 */
void	session_report_add_external(struct arena *, struct session *,
	    struct session_external *v, struct session_external);

/* Parts that no one knows of: the session says why in media_error. */
static inline void
session_report_set_no_file(struct report *r, const char *why)
{
	r->session.parts = NULL;
	r->session.nparts = 0;
	r->session.media_error = why;
	r->item = r->item_again = NULL;
}

#endif
