/* The table that maps a method and a path to a handler. */
#ifndef ROUTE_H
#define ROUTE_H

struct request;

typedef int handler_fn(struct request *);

handler_fn	api_health, api_sessions, api_sessions_recent, api_frames,
		api_streams, api_screenshot, api_clip, api_captures,
		api_capture, api_capture_file, api_capture_delete,
		api_capture_retry, api_captures_delete, api_thumbnail,
		api_proxy;

/* Guards, routes and answers; after it r->reply is set. */
void	route(struct request *);

#endif
