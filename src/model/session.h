/*
 * What is being played, as the poller last wrote it, and what was played in
 * the last 24 hours.  The poller is the only writer.
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
 * Where playback is.  It moves on by itself from the anchor, at the rate,
 * while the state is playing and not beyond until_ms.  What was asked before
 * the anchor is answered too: by the same line, and before run_ms by the line
 * that a pause, a seek or another rate ended.
 *
 * What it is known to is worth less the older the last report is: someone may
 * have changed the rate.  Reports come at a steady pace, and so the row need
 * not be written at each of them.
 */
struct position {
	double	 reported_s;	/* what the server last said */
	double	 anchor_s;	/* where it was ... */
	int64_t	 anchor_ms;	/* ... at this boot time (timestamp_boot_ms) */
	int64_t	 until_ms;	/* boot time at which a silent client freezes */
	double	 accuracy_s;	/* honest bound; negative: nobody can know */
	double	 rate;		/* seconds a second; 0 is 1 */
	int64_t	 stands_ms;	/* until the anchor it stands; or 0 */
	int64_t	 run_ms;	/* it is so since then; 0: always */
	double	 was_s;		/* where it was then, before ... */
	double	 was_rate;	/* ... and how fast it went; 0: it stood */
	int64_t	 report_ms;	/* boot time of a report; 0: unknown */
	int64_t	 report_every_ms; /* the pace; 0: not known */
};

/* One file of the item, in order; most items have one. */
struct session_part {
	const char	*reported;	/* the path as the media server says it */
	const char	*path;		/* after PATH_MAP: the file here */
	double		 duration_s;	/* 0 when unknown (then: the last) */
};

enum track_choice { TRACK_UNKNOWN, TRACK_OFF, TRACK_ON };

/* Which audio or subtitle stream the viewer has on. */
struct session_track {
	enum track_choice choice;
	int		 index;		/* in the container, or -1 */
	int		 ordinal;	/* among embedded ones of its type, or -1 */
	const char	*codec;		/* as the server says, or NULL */
	const char	*language;	/* ISO 639, or NULL */
	const char	*path;		/* external file here, or NULL */
	const char	*remote;	/* path on the media server, or NULL */
};

#define EXTERNALS_MAX	200	/* of one session that are kept */

/* Subtitles in a file of their own that the media server knows. */
struct session_external {
	const char	*id;		/* as a capture names it */
	const char	*title;		/* or NULL */
	size_t		 part;		/* of the part of this number */
	bool		 is_default, is_forced;
	struct session_track track;	/* its path or remote */
};

struct session {
	const char	*id;		/* "plex-45", "jf-69d0…" */
	const char	*source;	/* "plex" or "jellyfin" */
	const char	*native_key;	/* Plex sessionKey, Jellyfin Id */
	const char	*media_key;	/* which item */
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
	size_t		 nparts;	/* 0: it has no file */
	const char	*media_error;	/* why it cannot be captured, or NULL */
	struct session_track audio;
	struct session_track subtitles;
	const struct session_external *externals;
	size_t		 nexternals;
	int64_t		 ended_ms;	/* wall clock; 0 while it lives */
	bool		 id_is_live;	/* an ended one whose id plays again */
};

/*
 * The item's position at a boot time, between 0 and the duration; and as it
 * is estimated, which may be beyond a length that is out of date.
 */
double	session_position(const struct session *, int64_t boot_ms);
double	session_estimate(const struct session *, int64_t boot_ms);

/* How far that can be off at a boot time; negative: nobody can know. */
double	session_accuracy(const struct session *, int64_t boot_ms);

/*
 * The file that holds a moment of the item, and the moment within that file.
 * NULL when there is no file.
 */
const struct session_part	*session_part_at(const struct session *,
		    double item_s, double *part_s);

/*
 * The longer of two lengths, of which 0 is unknown.  Servers round, and sound
 * may outlast the picture: a tenth of a second is no difference.
 */
double	session_longer(double known_s, double other_s);

/* Nothing follows this part, or nobody knows when. */
bool	session_part_is_last(const struct session *, size_t part);

/* The subtitles of a file of their own by this id, or NULL. */
const struct session_external	*session_external_by_id(const struct session *,
		    const char *id);

/* For the poller.  Writing replaces the row of the same id and media_key. */
int	session_save(struct db *, const struct session *);
/* Not playing any more since wall_ms, at the position of that moment. */
int	session_end(struct db *, const struct session *, int64_t wall_ms);
/* Forget what ended before wall_ms. */
/* No more of the ended ones than anybody looks at, however many there were. */
#define SESSIONS_KEPT	1000
int	sessions_trim(struct db *);
int	sessions_forget(struct db *, int64_t wall_ms);

/*
 * What plays now: of one source; or of all (NULL) as a list, without tracks
 * and what was reported of the parts.  Arrays in the arena.
 */
int	sessions_live(struct db *, struct arena *, const char *source,
	    struct session **, size_t *n);
/* What ended after wall_ms, newest first, as a list. */
int	sessions_recent(struct db *, struct arena *, int64_t wall_ms,
	    struct session **, size_t *n);
/*
 * By published id: the live one, else the one that ended last; "id~media_key"
 * names an ended one whose id plays something else now.  -ENOENT.
 */
int	session_by_id(struct db *, struct arena *, const char *id,
	    struct session *);

/* Who plays an item, else who played it last.  -ENOENT. */
int	session_by_item(struct db *, struct arena *, const char *source,
	    const char *media_key, struct session *);

/* The contract's object for /api/sessions; ended ones carry ended_at. */
void	session_write(struct jw *, const char *key, const struct conf *,
	    const struct session *, int64_t boot_ms);

#endif
