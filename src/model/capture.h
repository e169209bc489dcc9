/*
 * A screenshot or a clip: one row, and one file {id}.{ext} in CAPTURE_DIR.
 * A row is pending until its file is complete.
 */
#ifndef CAPTURE_H
#define CAPTURE_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct conf;
struct db;
struct jw;

#define CAPTURE_ID_LEN	36	/* a UUID */

struct capture {
	int64_t		 seq;		/* order in the gallery */
	const char	*id;
	const char	*source;
	const char	*media_title;
	const char	*media_path;
	double		 timestamp_s;	/* position in the item */
	const char	*type;		/* "screenshot" or "clip" */
	const char	*file_name;
	int64_t		 size_bytes;	/* 0 until complete */
	double		 duration_s;	/* NaN for a screenshot */
	const char	*status;	/* "pending", "complete", "failed" */
	const char	*error;		/* or NULL */
	const char	*created_at;	/* ISO 8601, UTC */
	double		 progress;	/* 0 ... 1 */
	int		 width, height;	/* 0 unknown */
	const char	*poster_name;	/* or NULL */
	const char	*note;		/* or NULL */
	double		 keyframe_s;	/* NaN unless a fast clip */
	const char	*session_id;
	const char	*media_key;
	const char	*request;	/* JSON (request.h): how to make it */
};

/* Selects captures below a seq, newest first. */
struct capture_filter {
	const char	*type;		/* NULL: both */
	const char	*search;	/* words of the title, or NULL */
	int64_t		 before_seq;	/* INT64_MAX: from the newest */
	int64_t		 offset;
	int		 limit;
};

/* A new random id (UUID version 4). */
char	*capture_new_id(struct arena *);

/* Inserts as pending, whatever status says. */
int	capture_insert(struct db *, const struct conf *,
	    const struct capture *);
int	capture_by_id(struct db *, struct arena *, const char *id,
	    struct capture *);			/* -ENOENT */
/* A page of the list: without media_path, session, media_key and request. */
int	captures_page(struct db *, struct arena *,
	    const struct capture_filter *, struct capture **, size_t *n);
/* Search results are counted up to this number. */
#define CAPTURE_COUNT_MAX	100000
int	captures_count(struct db *, struct arena *,
	    const struct capture_filter *, int64_t *);
int	captures_pending(struct db *, struct arena *, const char *type,
	    struct capture **, size_t *n);

/*
 * These return an enum change (change.h).  Only the process that holds the
 * lock of its work folder may change the row of a screenshot; only the one
 * that has claimed its job may change that of a clip, in one transaction with
 * the job.
 */
int	capture_finish(struct db *, const struct capture *);	/* pending */
int	capture_fail(struct db *, const char *id, const char *error);
int	capture_set_progress(struct db *, const char *id, int64_t claim,
	    double progress);
int	capture_set_note(struct db *, const char *id, int64_t claim,
	    const char *note);
int	capture_restart(struct db *, const char *id);	/* failed -> pending */
int	capture_drop(struct db *, const char *id);	/* a pending one */
int	capture_delete(struct db *, const char *id);	/* in any state */

/* The object of the API. */
void	capture_write(struct jw *, const char *key, const struct conf *,
	    const struct capture *);

#endif
