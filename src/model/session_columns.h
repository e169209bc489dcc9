/* A session's files and tracks as JSON, for two text columns. */
#ifndef SESSION_COLUMNS_H
#define SESSION_COLUMNS_H

struct arena;
struct session;

/* A path comes back unchanged whatever its bytes. */
const char	*session_columns_write_parts(struct arena *,
		    const struct session *);
const char	*session_columns_write_tracks(struct arena *,
		    const struct session *);

/* Invalid JSON counts as absent. */
void	session_columns_read_parts(struct arena *, const char *,
	    struct session *);
void	session_columns_read_tracks(struct arena *, const char *,
	    struct session *);

#endif
