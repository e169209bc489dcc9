/* Fetches a subtitle file that only the media server has. */
#include "config.h"

#include <errno.h>
#include <string.h>

#include "make.h"
#include "subtitle_file.h"
#include "subtitle_make.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/http_client.h"
#include "plan/subtitle_args.h"
#include "servers/media_server.h"

#define MAX_BYTES	(10 << 20)
#define TIMEOUT_MS	15000

const char *
subtitle_fetch_server(const char *remote)
{
	const struct media_server *s =
	    media_server_by_subtitle_path(remote);

	return s ? s->label : NULL;
}

static int
subtitle_fetch_request(struct arena *a, const struct media_server *s,
    struct http_client *fetcher, struct http_get *f, const char **why)
{
	int err = http_client_get(fetcher, a, f, why);

	if (err == -ECANCELED || (!err && f->status == 200))
		return err;
	if (!err && f->status == 404) {
		*why = arena_printf(a, "subtitles: %s no longer has these; "
		    "choose others, or none", s->label);
		return -EINVAL;
	}
	if (!err)
		*why = arena_printf(a, "it answered %d", f->status);
	*why = arena_printf(a, "%s did not give the subtitles: %s", s->label,
	    *why);
	return -EREMOTEIO;
}

int
subtitle_fetch(struct arena *a, const struct work *w, const char *remote,
    const char **file, const char **why)
{
	const struct media_server *s =
	    media_server_by_subtitle_path(remote);
	const char *url = s ? s->url(w->conf) : "";
	const char *headers[] = { s ? s->auth_header(a,
	    s->secret(w->conf)) : NULL, NULL };
	AUTO(http_client_freep) struct http_client *fetcher = http_client_new();
	struct http_get f = {
		.url = arena_printf(a, "%s%s", url, remote),
		.headers = headers,
		.max_bytes = MAX_BYTES,
		.timeout_ms = TIMEOUT_MS,
		.stop = w->stop,
	};
	const char *name = arena_printf(a, "%s/subtitles.fetched", w->dir);
	int rc;

	if (!*url) {
		*why = "subtitles: these are on no media server that is set "
		    "up here";
		return -EINVAL;
	}
	rc = subtitle_fetch_request(a, s, fetcher, &f, why);
	if (!rc)
		rc = subtitle_file_write(a, name, f.body, f.len, why);
	if (!rc)
		*file = name;
	return rc;
}
