/*
 * What to capture: the session that a request names, and the file that plays
 * in it, with its probe.
 */
#ifndef CAPTURE_TARGET_H
#define CAPTURE_TARGET_H

#include "time_range.h"
#include "media/probe.h"
#include "model/session.h"

struct request;

struct capture_target {
	struct session	 session;
	double		 position_s;	/* when the request came */
	const char	*title;		/* "Breaking Bad — S05E14 — Ozymandias" */
};

/* 0, or a refusal: 404, 409 (it no longer plays media_key) or 422. */
int	capture_target_find(struct request *, const char *session_id,
	    const char *media_key, struct capture_target *);

/* The file that holds a moment of the item. */
struct target_file {
	const char	*path;
	double		 at_s;		/* the moment, in the file */
	double		 start_s;	/* where the file begins in the item */
	double		 end_s;		/* where it ends; 0 unknown */
	size_t		 part;		/* its number in the item */
	double		 length_s;	/* of the item; 0 unknown */
	struct probe	 probe;
};

/*
 * 0, or a refusal: 422, 504 and others.  item_s may be past the item's end;
 * length_s then tells where that is.
 */
int	capture_target_open(struct request *, const struct capture_target *,
	    double item_s, struct target_file *);

/* The item's position and length, the latter corrected by its file. */
struct playing	capture_target_playing(const struct capture_target *,
		    const struct target_file *);
/* Points f at another moment of the same file. */
void	capture_target_move(struct target_file *, double item_s);

#endif
