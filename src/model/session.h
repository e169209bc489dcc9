/*
 * Sessions that are playing, as the poller last wrote them, and those of the
 * last 24 hours.  The poller is the only writer.
 */
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct conf;
struct db;
struct jw;

enum play_state { PLAY_PLAYING, PLAY_PAUSED, PLAY_BUFFERING };

/*
 * The playback position.  From the anchor it advances at the rate while the
 * state is playing, but not beyond until_ms.  The same line gives positions
 * before the anchor, back to run_ms; before that, the line holds that a pause,
 * a seek or a change of the rate ended.
 *
 * The older the last report, the less accurate the position, as the rate may
 * have changed since.  Reports come at a steady pace, so the row need not be
 * written for each of them.
 */
struct position {
	double	 reported_s;	/* as the server last reported it */
	double	 anchor_s;	/* position ... */
	int64_t	 anchor_ms;	/* ... at this boot time (timestamp_boot_ms) */
	int64_t	 until_ms;	/* boot time at which a silent client freezes */
	double	 accuracy_s;	/* bound of the error; negative: unknown */
	double	 rate;		/* seconds per second; 0 means 1 */
	int64_t	 stands_ms;	/* paused from then to the anchor; or 0 */
	int64_t	 run_ms;	/* boot time since which it holds; 0: always */
	double	 was_s;		/* the position at run_ms on the old line ... */
	double	 was_rate;	/* ... and its rate; 0: paused */
	int64_t	 report_ms;	/* boot time of a report; 0: unknown */
	int64_t	 report_every_ms; /* their pace; 0: unknown */
};

/* One file of the item, in order; most items have one. */
struct session_part {
	const char	*reported;	/* the media server's path */
	const char	*path;		/* the file here, after PATH_MAP */
	double		 duration_s;	/* 0: unknown (then it is the last) */
};

enum track_choice { TRACK_UNKNOWN, TRACK_OFF, TRACK_ON };

/* The audio or subtitle stream that the viewer has selected. */
struct session_track {
	enum track_choice choice;
	int		 index;		/* in the container, or -1 */
	int		 ordinal;	/* among embedded of its type, or -1 */
	const char	*codec;		/* the server's name of it, or NULL */
	const char	*language;	/* ISO 639, or NULL */
	const char	*path;		/* external file here, or NULL */
	const char	*remote;	/* path on the media server, or NULL */
};

#define EXTERNALS_MAX	200	/* per session */

/* A subtitle file beside the film that the media server knows. */
struct session_external {
	const char	*id;		/* names it in a capture's request */
	const char	*title;		/* or NULL */
	size_t		 part;		/* index of its part */
	bool		 is_default, is_forced;
	struct session_track track;	/* its path or remote */
};

struct session {
	const char	*id;		/* "plex-45", "jf-69d0…" */
	const char	*source;	/* "plex" or "jellyfin" */
	const char	*native_key;	/* Plex sessionKey, Jellyfin Id */
	const char	*media_key;	/* the item */
	const char	*title;
	const char	*subtitle;	/* "" for a film */
	int		 year;		/* 0 unknown */
	const char	*thumbnail;	/* path on the media server, or NULL */
	const char	*user;		/* "" unknown */
	const char	*player;
	enum play_state	 state;
	double		 duration_s;	/* 0 unknown */
	struct position	 position;
	const struct session_part *parts;
	size_t		 nparts;	/* 0: no file */
	const char	*media_error;	/* why it cannot be captured, or NULL */
	struct session_track audio;
	struct session_track subtitles;
	const struct session_external *externals;
	size_t		 nexternals;
	int64_t		 ended_ms;	/* wall clock; 0 while it plays */
	bool		 id_is_live;	/* it ended and its id plays again */
};

/*
 * The item's position at a boot time, between 0 and the duration; and its
 * estimate, which may exceed an outdated duration.
 */
double	session_position(const struct session *, int64_t boot_ms);
double	session_estimate(const struct session *, int64_t boot_ms);

/* The bound of the error at a boot time; negative: unknown. */
double	session_accuracy(const struct session *, int64_t boot_ms);

/*
 * The file that contains a position of the item, and the position within that
 * file.  NULL if there is no file.
 */
const struct session_part	*session_part_at(const struct session *,
		    double item_s, double *part_s);

/*
 * The longer of two durations; 0 is unknown.  Servers round, and sound may
 * outlast the picture, so a difference up to 0.1 s is ignored.
 */
double	session_longer(double known_s, double other_s);

/* Whether no part follows this one, or its own duration is unknown. */
bool	session_part_is_last(const struct session *, size_t part);

/* The external subtitles with this id, or NULL. */
const struct session_external	*session_external_by_id(const struct session *,
		    const char *id);

/* For the poller.  Writing replaces the row of the same id and media_key. */
int	session_save(struct db *, const struct session *);
/* Marks it as ended at wall_ms, at its current position. */
int	session_end(struct db *, const struct session *, int64_t wall_ms);
/* Keeps only the last SESSIONS_KEPT of those that ended. */
#define SESSIONS_KEPT	1000
int	sessions_trim(struct db *);
/* Deletes those that ended before wall_ms. */
int	sessions_forget(struct db *, int64_t wall_ms);

/*
 * Sessions that are playing: of one source; or of all (NULL) as a list, that
 * is, without tracks and the reported paths.  Arrays in the arena.
 */
int	sessions_live(struct db *, struct arena *, const char *source,
	    struct session **, size_t *n);
/* Those that ended after wall_ms, newest first, as a list. */
int	sessions_recent(struct db *, struct arena *, int64_t wall_ms,
	    struct session **, size_t *n);
/*
 * By published id: the one that is playing, else the one that ended last;
 * "id~media_key" names an ended one whose id now plays another item.  -ENOENT.
 */
int	session_by_id(struct db *, struct arena *, const char *id,
	    struct session *);

/* The session that plays an item, else the one that last did.  -ENOENT. */
int	session_by_item(struct db *, struct arena *, const char *source,
	    const char *media_key, struct session *);

/* The object of /api/sessions; ended sessions have ended_at. */
void	session_write(struct jw *, const char *key, const struct conf *,
	    const struct session *, int64_t boot_ms);

#endif
