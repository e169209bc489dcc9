#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "serve.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/log.h"

#define CONNECTIONS_MAX	64
#define IDLE_SECONDS	30

/* What libmicrohttpd passes to us with every request. */
struct serve_context {
	const struct serve_server	*server;
	const struct stage	*stage;
};

static struct serve_context contexts[2];
static size_t ncontexts;

const char *
serve_header(struct serve_call *c, const char *name)
{
	return MHD_lookup_connection_value(c->connection, MHD_HEADER_KIND,
	    name);
}

const char *
serve_query(struct serve_call *c, const char *name)
{
	return MHD_lookup_connection_value(c->connection,
	    MHD_GET_ARGUMENT_KIND, name);
}

static const struct serve_route *
serve_find_route(const struct serve_server *s, const char *path,
    const char **rest)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		const char *want = s->routes[i].path;
		size_t len = strlen(want);

		if (strncmp(path, want, len) ||
		    (want[len - 1] != '/' && path[len]))
			continue;
		*rest = path + len;
		return &s->routes[i];
	}
	return NULL;
}

static struct serve_answer
serve_answer(const struct serve_context *x, struct serve_call *c,
    const char *method, const char *path)
{
	static const struct serve_answer absent = {
		404, "text/html", "<h1>404 Not Found</h1>", NULL
	};
	const struct serve_route *r = serve_find_route(x->server, path,
	    &c->rest);

	if (strcmp(method, "GET") && strcmp(method, "HEAD"))
		return (struct serve_answer){ 405, "text/plain", "", NULL };
	if ((!r || !r->is_open) && !x->server->is_authorized(c))
		return x->server->refused;
	return r ? r->answer(c) : absent;
}

static struct MHD_Response *
serve_file_response(const char *path)
{
	struct MHD_Response *made = NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0)
		return NULL;
	if (!fstat(fd, &st))
		made = MHD_create_response_from_fd((uint64_t)st.st_size, fd);
	if (!made)
		fd_closep(&fd);
	return made;
}

static struct MHD_Response *
serve_make_response(struct serve_answer *an)
{
	struct MHD_Response *made = NULL;

	if (an->file)
		made = serve_file_response(an->file);
	if (made)
		return made;
	if (an->file)
		*an = (struct serve_answer){ 404, "text/plain", "", NULL };
	return MHD_create_response_from_buffer(strlen(an->body),
	    (void *)(uintptr_t)an->body, MHD_RESPMEM_MUST_COPY);
}

static enum MHD_Result
serve_reply(const struct serve_context *x, struct MHD_Connection *connection,
    const char *method, const char *path)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct serve_call c = { &a, x->stage, connection, NULL };
	struct serve_answer an = serve_answer(x, &c, method, path);
	struct MHD_Response *made = serve_make_response(&an);
	enum MHD_Result done;

	if (!made)
		return MHD_NO;
	MHD_add_response_header(made, "Content-Type", an.type);
	done = MHD_queue_response(connection, (unsigned)an.status, made);
	MHD_destroy_response(made);
	log_debug("request", "server", x->server->name, "path", path);
	return done;
}

/* The first call has only the header; a reply now would end the connection. */
static enum MHD_Result
serve_handle(void *arg, struct MHD_Connection *connection, const char *path,
    const char *method, const char *version, const char *upload,
    size_t *upload_len, void **state)
{
	(void)version;
	(void)upload;
	if (!*state || *upload_len) {
		*state = arg;
		*upload_len = 0;
		return MHD_YES;
	}
	return serve_reply(arg, connection, method, path);
}

/* Binds here, as libmicrohttpd does not report reliably why it failed. */
static int
serve_listen(int port)
{
	struct sockaddr_in at = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr = { htonl(INADDR_LOOPBACK) },
	};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
	    0), on = 1, err;

	if (fd >= 0 && !setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on,
	    sizeof(on)) && !bind(fd, (struct sockaddr *)&at, sizeof(at)) &&
	    !listen(fd, CONNECTIONS_MAX))
		return fd;
	err = errno;
	if (fd >= 0)
		close(fd);
	return -err;
}

int
serve_start(const struct serve_server *s, const struct stage *stage, int port,
    struct MHD_Daemon **out)
{
	struct serve_context *x = &contexts[ncontexts];
	int fd;

	if (ncontexts == COUNT(contexts))
		return -ENFILE;
	fd = serve_listen(port);
	if (fd < 0)
		return fd;
	*x = (struct serve_context){ s, stage };
	*out = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD |
	    MHD_USE_AUTO, (uint16_t)port, NULL, NULL, serve_handle, x,
	    MHD_OPTION_LISTEN_SOCKET, fd,
	    MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
	    MHD_OPTION_END);
	if (!*out) {
		close(fd);
		return -EIO;
	}
	ncontexts++;
	return 0;
}

int
serve_port(struct MHD_Daemon *d)
{
	return MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port;
}

void
serve_stopp(struct MHD_Daemon **d)
{
	if (*d)
		MHD_stop_daemon(*d);
	*d = NULL;
}
