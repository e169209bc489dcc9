/* What cutting subtitles out of films and of files of their own shares. */
#ifndef MAKE_SUBTITLES_H
#define MAKE_SUBTITLES_H

struct arena;
struct probe;
struct probe_stream;
struct subtitles;
struct track;
struct work;

#define SUBTITLES_BEFORE_S	30	/* shown since then, at the most */
#define SUBTITLES_AFTER_S	5	/* packets may lag behind the picture */

/* How far the picture has got, by framecrc's lines. */
struct subtitles_pace {
	double	to_s;		/* file time */
	double	tick_s;		/* its unit of time */
};

/*
 * Where the stream `in` (NULL: none) of a file goes, and how it is drawn.
 * -EINVAL with *why: it cannot be.
 */
int	subtitles_start(struct arena *, const struct work *,
	    const struct probe *, const struct probe_stream *in,
	    struct subtitles *, const char **why);

/* Runs a command that cuts; pace: ends it when that is far enough, or NULL. */
int	subtitles_run(struct arena *, const struct work *, char *const *argv,
	    struct subtitles_pace *, const struct subtitles *,
	    const char **why);

/* subtitles_cut() of a track that has a path or is remote. */
int	subtitles_cut_external(struct arena *, const struct work *,
	    const struct track *, double from_s, double to_s,
	    struct subtitles *, const char **why);

#endif
