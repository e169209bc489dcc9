/* How a session's files and tracks are kept in two text columns, as JSON. */
#ifndef SESSION_COLUMNS_H
#define SESSION_COLUMNS_H

struct arena;
struct json_object;
struct session;

struct json_object	*session_parts_json(const struct session *);
struct json_object	*session_tracks_json(const struct session *);

/* What cannot be read counts as absent. */
void	session_parts_read(struct arena *, const char *, struct session *);
void	session_tracks_read(struct arena *, const char *, struct session *);

#endif
