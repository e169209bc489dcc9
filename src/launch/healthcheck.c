#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "launch.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/host_name.h"
#include "base/http_client.h"

#define TIMEOUT_MS	5000

int
healthcheck_run(struct arena *a, const struct conf *conf)
{
	AUTO(http_client_freep) struct http_client *fetcher = http_client_new();
	const char *none[] = { NULL }, *why = "";
	struct http_get f = {
		.url = arena_printf(a, "http%s://%s:%d%sapi/health",
		    *conf->tls_cert ? "s" : "",
		    host_name_to_connect(conf->host), conf->port,
		    conf->base_path),
		.headers = none,
		.max_bytes = 65536,
		.timeout_ms = TIMEOUT_MS,
		.takes_any_certificate = true,
	};

	if (http_client_get(fetcher, a, &f, &why)) {
		fprintf(stderr, "mediasnap: %s\n", why);
		return EXIT_FAILURE;
	}
	printf("%s\n", f.body);
	return f.status == 200 ? EXIT_SUCCESS : EXIT_FAILURE;
}
