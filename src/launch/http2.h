/* How this machine's nginx is told to speak HTTP/2. */
#ifndef HTTP2_H
#define HTTP2_H

struct arena;

enum http2 {
	HTTP2_NONE,		/* built without it */
	HTTP2_LISTEN,		/* "listen … http2", until 1.25 */
	HTTP2_DIRECTIVE,	/* "http2 on", from 1.25.1 */
};

/* From what `nginx -V` says.  Pure. */
enum http2	http2_parse(const char *said);

/* Asks the nginx that will be started. */
enum http2	http2_ask(struct arena *);

#endif
