/* Reads a file and its streams from Jellyfin's sessions and items. */
#ifndef JELLYFIN_MEDIA_H
#define JELLYFIN_MEDIA_H

#include <stdbool.h>
#include <stddef.h>

#include "session_report.h"

struct arena;
struct json_object;

struct jellyfin_stream {
	const char	*type;		/* "Audio", "Subtitle", "Video" */
	int64_t		 index;		/* Jellyfin's: external ones first */
	bool		 is_external, is_default, is_forced;
	const char	*codec;
	const char	*language;
	const char	*title;
	const char	*path;		/* if external */
};

struct jellyfin_source {
	const char		*id;	/* lower case, no dashes */
	const char		*path;
	const char		*video_type;
	double			 duration_s;
	struct jellyfin_stream	*streams;
	size_t			 nstreams;
};

/* A member that is a string or, in Emby, a number; or NULL. */
const char	*jellyfin_media_read_id(struct arena *, struct json_object *,
		    const char *key);
/* An id in comparable form: lower case, no dashes, no "mediasource_". */
const char	*jellyfin_media_normalize_id(struct arena *, const char *id);
/* Ticks (100 ns) as seconds; -1 if missing. */
double		 jellyfin_media_read_seconds(struct json_object *,
		    const char *key);

struct jellyfin_source	jellyfin_media_read_source(struct arena *,
			    struct json_object *);
/* Reads an array of MediaSources; returns their number. */
size_t		 jellyfin_media_read_sources(struct arena *,
		    struct json_object *, struct jellyfin_source **);

/* Sets the report's part and tracks from this source, or media_error. */
void		 jellyfin_media_set_file(struct arena *, struct report *,
		    const struct jellyfin_source *);

#endif
