#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "launch.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/host_name.h"
#include "base/http_client.h"

#define TIMEOUT_MS	5000

const char *
shown_address(struct arena *a, const struct conf *conf)
{
	const char *host = host_to_connect(conf->host);

	return arena_printf(a, "http%s://%s:%d%s", *conf->tls_cert ? "s" : "",
	    strcmp(host, "127.0.0.1") ? host : "localhost", conf->port,
	    conf->base_path);
}

int
healthcheck(struct arena *a, const struct conf *conf)
{
	AUTO(fetcher_freep) struct fetcher *fetcher = fetcher_new();
	const char *none[] = { NULL }, *why = "";
	struct fetch f = {
		.url = arena_printf(a, "http%s://%s:%d%sapi/health",
		    *conf->tls_cert ? "s" : "", host_to_connect(conf->host), conf->port,
		    conf->base_path),
		.headers = none,
		.max_bytes = 65536,
		.timeout_ms = TIMEOUT_MS,
		.any_certificate = true,
	};

	if (fetch(fetcher, a, &f, &why)) {
		fprintf(stderr, "mediasnap: %s\n", why);
		return EXIT_FAILURE;
	}
	printf("%s\n", f.body);
	return f.status == 200 ? EXIT_SUCCESS : EXIT_FAILURE;
}
