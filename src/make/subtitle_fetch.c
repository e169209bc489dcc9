/* A file of subtitles that only the media server has. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "make.h"
#include "subtitle_make.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/http_client.h"
#include "plan/subtitle_args.h"
#include "servers/media_server.h"

#define MAX_BYTES	(10 << 20)
#define TIMEOUT_MS	15000

bool
subtitle_fetch_is_allowed(const char *remote)
{
	static const char folder[] = "/library/streams/";
	const char *number = remote + sizeof(folder) - 1;

	return !strncmp(remote, folder, sizeof(folder) - 1) && *number &&
	    !number[strspn(number, "0123456789")];
}

static int
subtitle_fetch_save(struct arena *a, const char *file, const struct http_get *f,
    const char **why)
{
	AUTO(fd_closep) int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC |
	    O_CLOEXEC | O_NOFOLLOW, 0600);
	ssize_t n = fd < 0 ? -1 : write(fd, f->body, f->len);
	int err = n < 0 ? errno : ENOSPC;

	if (n >= 0 && (size_t)n == f->len)
		return 0;
	*why = arena_printf(a, "the subtitles cannot be kept: %s",
	    strerror(err));
	return -err;
}

static int
subtitle_fetch_request(struct arena *a, struct http_client *fetcher,
    struct http_get *f, const char **why)
{
	int err = http_client_get(fetcher, a, f, why);

	if (err == -ECANCELED || (!err && f->status == 200))
		return err;
	if (!err && f->status == 404) {
		*why = "subtitles: Plex no longer has the viewer's; choose "
		    "others, or none";
		return -EINVAL;
	}
	if (!err)
		*why = arena_printf(a, "it answered %d", f->status);
	*why = arena_printf(a, "Plex did not give the viewer's subtitles: %s",
	    *why);
	return -EREMOTEIO;
}

int
subtitle_fetch(struct arena *a, const struct work *w, const char *remote,
    const char **file, const char **why)
{
	const struct conf *conf = w->conf;
	const char *headers[] = { plex_server.auth_header(a,
	    conf->plex_token), NULL };
	AUTO(http_client_freep) struct http_client *fetcher = http_client_new();
	struct http_get f = {
		.url = arena_printf(a, "%s%s", conf->plex_url, remote),
		.headers = headers,
		.max_bytes = MAX_BYTES,
		.timeout_ms = TIMEOUT_MS,
		.stop = w->stop,
	};
	const char *name = arena_printf(a, "%s/subtitles.fetched", w->dir);
	int rc;

	if (!subtitle_fetch_is_allowed(remote) || !*conf->plex_url) {
		*why = "subtitles: the viewer's are on no Plex server that is "
		    "set up here";
		return -EINVAL;
	}
	rc = subtitle_fetch_request(a, fetcher, &f, why);
	if (!rc)
		rc = subtitle_fetch_save(a, name, &f, why);
	if (!rc)
		*file = name;
	return rc;
}
