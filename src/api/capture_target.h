/*
 * What a capture is of: the session that a request names, checked, with the
 * facts of its file.
 */
#ifndef CAPTURE_TARGET_H
#define CAPTURE_TARGET_H

#include "time_range.h"
#include "media/probe.h"
#include "model/session.h"

struct request;

struct subject {
	struct session	 session;
	double		 position_s;	/* of the item when it came, estimated */
	const char	*title;		/* "Breaking Bad — S05E14 — Ozymandias" */
};

/* 404, 409 (it plays something else than media_key), 422; or 0. */
int	subject_find(struct request *, const char *session_id,
	    const char *media_key, struct subject *);

/* A moment's file. */
struct subject_file {
	const char	*path;
	double		 at_s;		/* the moment, in the file */
	double		 start_s;	/* where the file begins in the item */
	double		 end_s;		/* where it ends; 0 unknown */
	size_t		 part;		/* its number in the item */
	double		 length_s;	/* of the item; 0 unknown */
	struct probe	 probe;
};

/* 422, 504 ...; or 0.  item_s may be past the end: then the end is known. */
int	subject_open(struct request *, const struct subject *, double item_s,
	    struct subject_file *);

/* The item as it plays, by what its file says. */
struct playing	subject_playing(const struct subject *,
		    const struct subject_file *);
/* Another moment of the same file. */
void	subject_move(struct subject_file *, double item_s);

/* An error of src/media as an answer. */
int	fail_media(struct request *, int err, const char *why);

#endif
