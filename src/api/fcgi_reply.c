#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>

#include <fastcgi.h>

#include "fcgi_reply.h"
#include "http.h"
#include "base/arena.h"
#include "base/timestamp.h"

#define RECORD_MAX	65528	/* a multiple of eight needs no padding */
#define SEND_MS		20000	/* a client that reads so slowly is given up */
#define STALL_S		5	/* within which to look at the clock */

struct parts {
	struct iovec	*v;
	int		 n;
};

static void
add(struct parts *p, const void *bytes, size_t n)
{
	p->v[p->n++] = (struct iovec){ .iov_base = (void *)bytes,
	    .iov_len = n };
}

static void
add_header(struct request *r, struct parts *p, int id, unsigned char type,
    size_t len)
{
	FCGI_Header *h = arena_alloc(&r->arena, sizeof(*h));

	*h = (FCGI_Header){ .version = FCGI_VERSION_1, .type = type,
	    .requestIdB1 = (unsigned char)(id >> 8),
	    .requestIdB0 = (unsigned char)id,
	    .contentLengthB1 = (unsigned char)(len >> 8),
	    .contentLengthB0 = (unsigned char)len };
	add(p, h, sizeof(*h));
}

static void
add_stream(struct request *r, struct parts *p, int id, const char *s,
    size_t len)
{
	size_t n;

	for (; len > 0; s += n, len -= n) {
		n = len < RECORD_MAX ? len : RECORD_MAX;
		add_header(r, p, id, FCGI_STDOUT, n);
		add(p, s, n);
	}
}

static void
add_end(struct request *r, struct parts *p, int id)
{
	FCGI_EndRequestBody *end = arena_alloc(&r->arena, sizeof(*end));

	end->protocolStatus = FCGI_REQUEST_COMPLETE;
	add_header(r, p, id, FCGI_STDOUT, 0);
	add_header(r, p, id, FCGI_END_REQUEST, sizeof(*end));
	add(p, end, sizeof(*end));
}

/* What was written is taken off the front. */
static void
advance(struct parts *p, size_t n)
{
	while (p->n > 0 && n >= p->v->iov_len) {
		n -= p->v->iov_len;
		p->v++;
		p->n--;
	}
	if (p->n > 0) {
		p->v->iov_base = (char *)p->v->iov_base + n;
		p->v->iov_len -= n;
	}
}

static int
write_all(int fd, struct parts p)
{
	struct timeval stall = { .tv_sec = STALL_S };
	int64_t end = when_boot_ms() + SEND_MS;
	ssize_t n;

	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &stall, sizeof(stall));
	while (p.n > 0) {
		if (when_boot_ms() > end)
			return -ETIMEDOUT;
		n = writev(fd, p.v, p.n < 64 ? p.n : 64);
		if (n < 0 && errno != EINTR && errno != EAGAIN)
			return -errno;
		advance(&p, n > 0 ? (size_t)n : 0);
	}
	return 0;
}

/* With its length: of a worker that dies nobody takes half for the whole. */
static const char *
head(struct request *r)
{
	const struct reply *p = &r->reply;
	const char *more = p->headers ? p->headers : "";
	const char *cache = strstr(more, "Cache-Control: ") ? ""
	    : "Cache-Control: no-store\r\n";
	const char *length = strstr(more, "X-Accel-Redirect: ") ? ""
	    : arena_printf(&r->arena, "Content-Length: %zu\r\n", p->len);

	return arena_printf(&r->arena, "Status: %d %s\r\nContent-Type: %s\r\n"
	    "%s%s%s\r\n", p->status, http_reason(p->status), p->type, more,
	    cache, length);
}

int
answer_send(struct request *r, int fd, int id)
{
	const char *text = head(r);
	size_t records = r->reply.len / RECORD_MAX + 1;
	struct parts p = { .v = arena_alloc(&r->arena,
	    (2 * records + 16) * sizeof(*p.v)) };

	add_stream(r, &p, id, text, strlen(text));
	add_stream(r, &p, id, r->reply.body, r->reply.len);
	add_end(r, &p, id);
	return write_all(fd, p);
}
