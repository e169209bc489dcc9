/*
 * What a capture is of: the session that a request names, checked, with the
 * facts of its file.
 */
#ifndef SUBJECT_H
#define SUBJECT_H

#include "probe.h"
#include "session.h"

struct request;

struct subject {
	struct session	 session;
	double		 position_s;	/* of the item, now */
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
	struct probe	 probe;
};

/* 422, 504 ...; or 0. */
int	subject_open(struct request *, const struct subject *, double item_s,
	    struct subject_file *);

/* An error of src/media as an answer. */
int	fail_media(struct request *, int err, const char *why);

#endif
