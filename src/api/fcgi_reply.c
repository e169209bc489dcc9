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
#define SEND_MS		20000	/* then we give up on a slow reader */
#define STALL_S		5	/* a write blocks at most so long */

struct fcgi_reply_parts {
	struct iovec	*v;
	int		 n;
};

static void
fcgi_reply_add(struct fcgi_reply_parts *p, const void *bytes, size_t n)
{
	p->v[p->n++] = (struct iovec){ .iov_base = (void *)bytes,
	    .iov_len = n };
}

static void
fcgi_reply_add_header(struct request *r, struct fcgi_reply_parts *p, int id,
    unsigned char type, size_t len)
{
	FCGI_Header *h = arena_alloc(&r->arena, sizeof(*h));

	*h = (FCGI_Header){ .version = FCGI_VERSION_1, .type = type,
	    .requestIdB1 = (unsigned char)(id >> 8),
	    .requestIdB0 = (unsigned char)id,
	    .contentLengthB1 = (unsigned char)(len >> 8),
	    .contentLengthB0 = (unsigned char)len };
	fcgi_reply_add(p, h, sizeof(*h));
}

static void
fcgi_reply_add_stream(struct request *r, struct fcgi_reply_parts *p, int id,
    const char *s, size_t len)
{
	size_t n;

	for (; len > 0; s += n, len -= n) {
		n = len < RECORD_MAX ? len : RECORD_MAX;
		fcgi_reply_add_header(r, p, id, FCGI_STDOUT, n);
		fcgi_reply_add(p, s, n);
	}
}

static void
fcgi_reply_add_end(struct request *r, struct fcgi_reply_parts *p, int id)
{
	FCGI_EndRequestBody *end = arena_alloc(&r->arena, sizeof(*end));

	end->protocolStatus = FCGI_REQUEST_COMPLETE;
	fcgi_reply_add_header(r, p, id, FCGI_STDOUT, 0);
	fcgi_reply_add_header(r, p, id, FCGI_END_REQUEST, sizeof(*end));
	fcgi_reply_add(p, end, sizeof(*end));
}

/* Removes what was written from the front. */
static void
fcgi_reply_advance(struct fcgi_reply_parts *p, size_t n)
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
fcgi_reply_write(int fd, struct fcgi_reply_parts p)
{
	struct timeval stall = { .tv_sec = STALL_S };
	int64_t end = timestamp_boot_ms() + SEND_MS;
	ssize_t n;

	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &stall, sizeof(stall));
	while (p.n > 0) {
		if (timestamp_boot_ms() > end)
			return -ETIMEDOUT;
		n = writev(fd, p.v, p.n < 64 ? p.n : 64);
		if (n < 0 && errno != EINTR && errno != EAGAIN)
			return -errno;
		fcgi_reply_advance(&p, n > 0 ? (size_t)n : 0);
	}
	return 0;
}

/* Includes Content-Length, so that a cut reply is not taken for a whole one. */
static const char *
fcgi_reply_head_text(struct request *r)
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
fcgi_reply_send(struct request *r, int fd, int id)
{
	const char *text = fcgi_reply_head_text(r);
	size_t records = r->reply.len / RECORD_MAX + 1;
	struct fcgi_reply_parts p = { .v = arena_alloc(&r->arena,
	    (2 * records + 16) * sizeof(*p.v)) };

	fcgi_reply_add_stream(r, &p, id, text, strlen(text));
	fcgi_reply_add_stream(r, &p, id, r->reply.body, r->reply.len);
	fcgi_reply_add_end(r, &p, id);
	return fcgi_reply_write(fd, p);
}
