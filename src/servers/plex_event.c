#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>

#include "plex.h"
#include "base/cleanup.h"
#include "base/json.h"

/* An object, or the first of a list: servers have sent both. */
static struct json_object *
plex_event_notification(struct json_object *o)
{
	struct json_object *n = json_get(o, "PlaySessionStateNotification");

	return n && json_object_is_type(n, json_type_array) ? json_at(n, 0) : n;
}

int
plex_event_parse(const char *text, size_t len, struct plex_event *out)
{
	AUTO(json_freep) struct json_object *o = json_parse(text, len);
	struct json_object *n = plex_event_notification(o), *key;
	struct plex_event e = {
		.value_s = (double)json_get_int(n, "viewOffset", -1) / 1000,
	};
	const char *session;

	key = json_get(n, "sessionKey");
	session = key ? json_object_get_string(key) : NULL;
	if (e.value_s < 0 || !session || !*session ||
	    strlen(session) >= sizeof(e.session))
		return -EBADMSG;
	memcpy(e.session, session, strlen(session));
	*out = e;
	return 0;
}
