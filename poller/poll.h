/* One poll of a media server, with the items that name the files. */
#ifndef POLL_H
#define POLL_H

#include <stdint.h>

#include "item_cache.h"
#include "session_tracker.h"
#include "base/path_map.h"
#include "servers/session_report.h"

struct arena;
struct conf;
struct http_client;
struct media_server;

struct poller {
	const struct conf	*conf;
	const struct media_server *server;
	struct path_map		 map;
	struct http_client	*fetcher;
	struct item_cache	 items;
	int64_t			 asked_ms;	/* boot: the last good poll */
	int64_t			 clock_ms;	/* boot: when to ask the time */
};

struct poll_answer {
	struct reports	 reports;	/* ids and paths are ours */
	struct poll_time time;
};

/*
 * 0 and the answer; its evidence of the server's clock goes to the tracker.
 * -EACCES: our secret was refused; another errno: no usable answer.  *why is
 * then a sentence for the user.
 */
int	poll_sessions(struct poller *, struct arena *, struct session_tracker *,
	    int timeout_ms, struct poll_answer *, const char **why);

#endif
