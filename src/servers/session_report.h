/*
 * What a media server reports about one session at one poll, before its file
 * is certain.  Parsers fill it; report_join() completes it from the library.
 */
#ifndef SESSION_REPORT_H
#define SESSION_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/session.h"

#define REPORTS_MAX	500	/* sessions of one source */
#define PARTS_MAX	32	/* files of one item */

/* The parts of the library item that play, by the server's ids; or NULL. */
struct report_choice {
	const char *const *media;	/* possible versions */
	size_t		 nmedia;
	const char	*part;
	const char	*audio;		/* stream */
	const char	*subtitles;
};

struct report {
	struct session	 session;	/* all but id (Plex) and position; */
					/* paths are as reported */
	const char	*session_id;	/* Plex's Session@id, or NULL */
	double		 value_s;	/* reported position; -1: unknown */
	double		 rate;		/* reported playback rate, or 0 */
	int64_t		 checkin_ms;	/* server's clock: the client's last */
					/* report of a position, or 0 */
	int64_t		 activity_ms;	/* ... and its last request, or 0 */
	int64_t		 event_early_ms; /* boot time: an event came ... */
	int64_t		 event_ms;	/* ... between these; or 0 */
	const char	*item;		/* ask the library for this, or NULL */
	const char	*item_again;	/* for this, if a file is missing */
	struct report_choice	 choice;
	const char	*no_file;	/* Plex: media_error without a file */
	bool		 is_recalled;	/* files from session_tracker_recall */
	bool		 has_missing_files;	/* not all of them are here */
};

struct reports {
	struct report	*v;
	size_t		 n;
	size_t		 skipped;	/* invalid rows */
};

/*
 * Adds an external subtitle file; its id is a hash of its path or its key on
 * the server.  v has room for EXTERNALS_MAX.
 */
void	session_report_add_external(struct arena *, struct session *,
	    struct session_external *v, struct session_external);

/* Removes the parts; why becomes media_error. */
static inline void
session_report_set_no_file(struct report *r, const char *why)
{
	r->session.parts = NULL;
	r->session.nparts = 0;
	r->session.media_error = why;
	r->item = r->item_again = NULL;
}

#endif
