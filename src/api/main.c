/*
 * mediasnap-api: a worker that answers FastCGI requests on descriptor 0, one
 * at a time, until it is told to stop.  Pools of workers share a socket.
 */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "fcgi_reply.h"
#include "http.h"
#include "route.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/http_client.h"
#include "base/log.h"
#include "base/number.h"
#include "base/parent_death.h"
#include "base/sandbox.h"
#include "base/signals.h"
#include "base/timestamp.h"
#include "model/store.h"
#include "storage/capture_dir_cache.h"

#define FILES_MAX	256
#define WAITED_MAX_MS	600000

static const char *
api_main_param(const FCGX_Request *fcgi, const char *name)
{
	const char *v = FCGX_GetParam(name, fcgi->envp);

	return v ? v : "";
}

/* Reads up to one byte too many, so that request_check() sees a long body. */
static void
api_main_read_body(FCGX_Request *fcgi, struct request *r)
{
	long want = strtol(api_main_param(fcgi, "CONTENT_LENGTH"), NULL, 10);
	int max = want > BODY_MAX_BYTES ? BODY_MAX_BYTES + 1 : (int)want;
	char *body = arena_alloc(&r->arena, (size_t)(max > 0 ? max : 0) + 1);
	int n = max > 0 ? FCGX_GetStr(body, max, fcgi->in) : 0;

	r->body = body;
	r->body_len = n > 0 ? (size_t)n : 0;
}

/* Reopens the database if its file was moved or replaced. */
static int
api_main_open_db(struct db **db, struct request *r)
{
	int err;

	if (*db && !db_has_moved(*db))
		return 0;
	db_closep(db);
	err = store_open(db, r->conf->db_path, DB_FULL);
	if (err) {
		log_error("database", "error", store_error(&r->arena,
		    r->conf->db_path, err));
		http_fail(r, 503, "%s", store_error(&r->arena, "", err));
	}
	return err;
}

/*
 * How long the request has waited for a worker, from when nginx had all of it
 * ("1732812345.678") and how long it took to arrive ("0.012").
 */
static int
api_main_waited_ms(const char *whole, const char *took)
{
	int64_t now = timestamp_wall_ms();
	double s, more = 0;

	if (!number_read_decimal(whole, 0, (double)now / 1000, &s))
		return 0;
	number_read_decimal(took, 0, WAITED_MAX_MS / 1000.0, &more);
	s = (double)now - (s - more) * 1000;
	return s < WAITED_MAX_MS ? (int)s : WAITED_MAX_MS;
}

static void
api_main_serve(FCGX_Request *fcgi, struct db **db, struct request *r)
{
	r->method = api_main_param(fcgi, "REQUEST_METHOD");
	r->path = api_main_param(fcgi, "DOCUMENT_URI");
	r->query = api_main_param(fcgi, "QUERY_STRING");
	r->content_type = api_main_param(fcgi, "CONTENT_TYPE");
	r->host = api_main_param(fcgi, "HTTP_HOST");
	r->origin = api_main_param(fcgi, "HTTP_ORIGIN");
	r->fetch_site = api_main_param(fcgi, "HTTP_SEC_FETCH_SITE");
	r->client = api_main_param(fcgi, "REMOTE_ADDR");
	r->connection = strcmp(r->method, "GET") ? 0 : fcgi->ipcFd;
	r->waited_ms = api_main_waited_ms(api_main_param(fcgi, "REQUEST_MSEC"),
	    api_main_param(fcgi, "REQUEST_TIME"));
	api_main_read_body(fcgi, r);
	if (!api_main_open_db(db, r)) {
		r->db = *db;
		route_request(r);
	}
	if (r->reply.status >= 500)
		log_warn("request failed", "method", r->method, "path",
		    r->path, "reply", r->reply.body);
	fcgi_reply_send(r, fcgi->ipcFd, fcgi->requestId);
	/*
	 * Without a body, all of the request has been read, and the socket
	 * can be closed without waiting for more.
	 */
	fcgi->detached = r->body_len == 0;
	FCGX_Free(fcgi, true);
	arena_reset(&r->arena);
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	AUTO(db_closep) struct db *db = NULL;
	AUTO(http_client_freep) struct http_client *fetcher = NULL;
	AUTO(capture_dir_cache_freep) struct capture_dir_cache *seen =
	    capture_dir_cache_new();
	struct conf conf;
	FCGX_Request fcgi;

	signals_ignore_hangup();
	parent_death_set_signal(SIGKILL);
	sandbox_enter(FILES_MAX);
	conf_start(&conf, &a, "api");
	fetcher = http_client_new();
	if (FCGX_Init() || FCGX_InitRequest(&fcgi, 0, FCGI_FAIL_ACCEPT_ON_INTR))
		return EXIT_FAILURE;
	while (FCGX_Accept_r(&fcgi) >= 0) {
		struct request r = { .conf = &conf, .fetcher = fetcher,
		    .dir_cache = seen };

		api_main_serve(&fcgi, &db, &r);
	}
	return EXIT_SUCCESS;
}
