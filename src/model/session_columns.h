/* How a session's files and tracks are kept in two text columns, as JSON. */
#ifndef SESSION_COLUMNS_H
#define SESSION_COLUMNS_H

struct arena;
struct json_object;
struct session;

struct json_object	*session_columns_write_parts(const struct session *);
struct json_object	*session_columns_write_tracks(const struct session *);

/* What cannot be read counts as absent. */
void	session_columns_read_parts(struct arena *, const char *,
	    struct session *);
void	session_columns_read_tracks(struct arena *, const char *,
	    struct session *);

#endif
