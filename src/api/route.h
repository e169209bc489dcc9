/* The table that maps a method and a path to a handler. */
#ifndef ROUTE_H
#define ROUTE_H

struct request;

typedef int handler_fn(struct request *);

handler_fn	api_health, api_sessions, api_sessions_recent, api_frames,
		api_streams, api_capture_screenshot, api_capture_clip,
		api_clip_size, api_captures_list, api_captures_get,
		api_captures_send_file, api_captures_delete_one,
		api_captures_delete_many, api_captures_retry, api_thumbnail,
		api_proxy;

/* Checks, routes and answers the request; sets r->reply. */
void	route_request(struct request *);

#endif
