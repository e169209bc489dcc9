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

struct capture_target {
	struct session	 session;
	double		 position_s;	/* of the item when it came, estimated */
	const char	*title;		/* "Breaking Bad — S05E14 — Ozymandias" */
};

/* 404, 409 (it plays something else than media_key), 422; or 0. */
int	capture_target_find(struct request *, const char *session_id,
	    const char *media_key, struct capture_target *);

/* A moment's file. */
struct target_file {
	const char	*path;
	double		 at_s;		/* the moment, in the file */
	double		 start_s;	/* where the file begins in the item */
	double		 end_s;		/* where it ends; 0 unknown */
	size_t		 part;		/* its number in the item */
	double		 length_s;	/* of the item; 0 unknown */
	struct probe	 probe;
};

/* 422, 504 ...; or 0.  item_s may be past the end: then the end is known. */
int	capture_target_open(struct request *, const struct capture_target *,
	    double item_s,
	    struct target_file *);

/* The item as it plays, by what its file says. */
struct playing	capture_target_playing(const struct capture_target *,
		    const struct target_file *);
/* Another moment of the same file. */
void	capture_target_move(struct target_file *, double item_s);

/* An error of src/media as an answer. */
int	http_fail_media(struct request *, int err, const char *why);

#endif
