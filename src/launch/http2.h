/* How to configure HTTP/2 in this machine's nginx. */
#ifndef HTTP2_H
#define HTTP2_H

struct arena;

enum http2 {
	HTTP2_NONE,		/* built without it */
	HTTP2_LISTEN,		/* "listen … http2", until 1.25 */
	HTTP2_DIRECTIVE,	/* "http2 on", from 1.25.1 */
};

/* From the output of `nginx -V`.  Pure. */
enum http2	http2_parse(const char *said);

/* Runs `nginx -V`. */
enum http2	http2_ask(struct arena *);

#endif
