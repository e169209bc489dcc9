#include "config.h"

#include <stdio.h>
#include <string.h>

#include "http2.h"
#include "base/arena.h"
#include "base/process.h"

#define ASK_MS		10000
#define FIRST_DIRECTIVE	1025001		/* 1.25.1 */

enum http2
http2_parse(const char *said)
{
	const char *version = strstr(said, "nginx/");
	int major, minor, patch;

	if (!version || !strstr(said, "--with-http_v2_module") ||
	    sscanf(version, "nginx/%3d.%3d.%3d", &major, &minor, &patch) != 3)
		return HTTP2_NONE;
	return major * 1000000 + minor * 1000 + patch < FIRST_DIRECTIVE
	    ? HTTP2_LISTEN : HTTP2_DIRECTIVE;
}

enum http2
http2_ask(struct arena *a)
{
	char *argv[] = { arena_strdup(a, "nginx"), arena_strdup(a, "-V"),
	    NULL };
	struct process r = { .argv = argv, .timeout_ms = ASK_MS };

	return process_run(&r, a) ? HTTP2_NONE : http2_parse(r.err);
}
