/* Requests and replies: bodies, queries, cursors, refusals. */
#include "config.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "tap.h"
#include "api/body.h"
#include "api/cursor.h"
#include "api/http.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"

struct wish {
	const char		*text;
	double			 number;
	int64_t			 whole;
	bool			 flag;
	struct body_choice	 choice;
};

static const struct body_member members[] = {
	{ "text",	MEMBER_TEXT,	offsetof(struct wish, text) },
	{ "number",	MEMBER_NUMBER,	offsetof(struct wish, number) },
	{ "whole",	MEMBER_WHOLE,	offsetof(struct wish, whole) },
	{ "flag",	MEMBER_BOOL,	offsetof(struct wish, flag) },
	{ "choice",	MEMBER_CHOICE,	offsetof(struct wish, choice) },
};

static const struct {
	const char	*body;
	int		 status;	/* 0: accepted */
	struct wish	 want;
	const char	*says;
} bodies[] = {
	{ "{}", 0, { NULL, -7, -7, false, { NULL, -1 } }, NULL },
	{ "{\"text\":null,\"number\":null,\"whole\":null,\"flag\":null,"
	    "\"choice\":null}", 0, { NULL, -7, -7, false, { NULL, -1 } },
	    NULL },
	{ "{\"text\":\"\\u00e4\",\"number\":-1.5,\"whole\":9007199254740993,"
	    "\"flag\":true,\"choice\":3}", 0, { "\xc3\xa4", -1.5,
	    INT64_C(9007199254740993), true, { NULL, 3 } }, NULL },
	{ "{\"number\":5,\"whole\":0,\"flag\":false,\"choice\":\"off\"}", 0,
	    { NULL, 5, 0, false, { "off", -1 } }, NULL },
	{ "{\"text\":\"\",\"choice\":0}", 0, { "", -7, -7, false,
	    { NULL, 0 } }, NULL },
	{ "{\"choice\":2147483647}", 0, { NULL, -7, -7, false,
	    { NULL, 2147483647 } }, NULL },
	{ "", 400, { 0 }, "the body is not valid JSON" },
	{ "{\"text\":\"a\",}", 400, { 0 }, "the body is not valid JSON" },
	{ "{\"text\":\"a\",\"text\":\"a\"}", 400, { 0 },
	    "the body has the same member twice" },
	{ "null", 422, { 0 }, "the body must be a JSON object" },
	{ "[]", 422, { 0 }, "the body must be a JSON object" },
	{ "\"x\"", 422, { 0 }, "the body must be a JSON object" },
	{ "{\"texts\":1}", 422, { 0 }, "texts: is not a member" },
	{ "{\"tex\":1}", 422, { 0 }, "tex: is not a member" },
	{ "{\"\":1}", 422, { 0 }, ": is not a member" },
	{ "{\"text\":1}", 422, { 0 }, "text: must be a string" },
	{ "{\"text\":\"a\\u0000b\"}", 422, { 0 }, "text: must be a string" },
	{ "{\"text\":[\"a\"]}", 422, { 0 }, "text: must be a string" },
	{ "{\"number\":\"1\"}", 422, { 0 }, "number: must be" },
	{ "{\"number\":true}", 422, { 0 }, "number: must be" },
	{ "{\"number\":1e999}", 422, { 0 }, "number: must be" },
	{ "{\"number\":-1e999}", 422, { 0 }, "number: must be" },
	{ "{\"whole\":1.5}", 422, { 0 }, "whole: must be a whole number" },
	{ "{\"whole\":-1}", 422, { 0 }, "whole: must be a whole number" },
	{ "{\"whole\":\"1\"}", 422, { 0 }, "whole: must be a whole number" },
	{ "{\"flag\":1}", 422, { 0 }, "flag: must be true or false" },
	{ "{\"flag\":\"true\"}", 422, { 0 }, "flag: must be true or false" },
	{ "{\"choice\":true}", 422, { 0 }, "choice: must be" },
	{ "{\"choice\":1.0}", 422, { 0 }, "choice: must be" },
	{ "{\"choice\":-1}", 422, { 0 }, "choice: must be" },
	{ "{\"choice\":2147483648}", 422, { 0 }, "choice: must be" },
	{ "{\"flag\":true,\"whole\":-1}", 422, { 0 }, "whole: must be" },
};

static const char *
detail(struct request *r)
{
	AUTO(json_freep) struct json_object *o = json_parse(r->reply.body,
	    r->reply.len);

	return arena_strdup(&r->arena, json_get_str(o, "detail"));
}

static void
same_wish(const struct wish *got, const struct wish *want)
{
	is_str(got->text, want->text, "  text");
	ok(got->number == want->number, "  number");
	is_int(got->whole, want->whole, "  whole");
	is_int(got->flag, want->flag, "  flag");
	is_str(got->choice.text, want->choice.text, "  choice");
	is_int(got->choice.number, want->choice.number, "  its number");
}

static void
test_bodies(void)
{
	size_t i;

	for (i = 0; i < COUNT(bodies); i++) {
		struct wish w = { .number = -7, .whole = -7,
		    .choice = { .number = -1 } };
		struct request r = { .body = bodies[i].body,
		    .body_len = strlen(bodies[i].body) };

		is_int(body_read(&r, members, COUNT(members), &w),
		    bodies[i].status, bodies[i].body);
		is_int(r.reply.status, bodies[i].status, "  answered");
		if (bodies[i].status)
			ok(!strncmp(detail(&r), bodies[i].says,
			    strlen(bodies[i].says)), "  %s", detail(&r));
		else
			same_wish(&w, &bodies[i].want);
		arena_reset(&r.arena);
	}
}

/* A string of 1024 bytes is accepted, one of 1025 is not. */
static void
test_long_text(void)
{
	char body[1100];
	int n;

	for (n = 1024; n <= 1025; n++) {
		struct wish w = { 0 };
		struct request r = { .body = body };

		memset(body, 'x', sizeof(body));
		memcpy(body, "{\"text\":\"", 9);
		memcpy(body + 9 + n, "\"}", 2);
		r.body_len = (size_t)n + 11;
		is_int(body_read(&r, members, COUNT(members), &w),
		    n == 1024 ? 0 : 422, "a long text");
		arena_reset(&r.arena);
	}
}

static const struct {
	const char	*query;
	int		 status;
	long		 want;
} numbers[] = {
	{ "", 0, 50 }, { "n=", 0, 50 }, { "m=7", 0, 50 }, { "n=1", 0, 1 },
	{ "n=200", 0, 200 }, { "m=1&n=9", 0, 9 }, { "n=%39", 0, 9 },
	{ "n=0", 422, 0 }, { "n=201", 422, 0 }, { "n=-1", 422, 0 },
	{ "n=1x", 422, 0 }, { "n=x", 422, 0 }, { "n=1.0", 422, 0 },
	{ "n=99999999999999999999", 422, 0 }, { "n=1&n=1", 422, 0 },
	{ "n=%", 422, 0 }, { "n=%00", 422, 0 }, { "n=1%00", 422, 0 },
	{ "n=111111111111111111111111111111111", 422, 0 },
};

static void
test_queries(void)
{
	const char *text;
	size_t i;
	long n;

	for (i = 0; i < COUNT(numbers); i++) {
		struct request r = { .query = numbers[i].query };

		n = -1;
		is_int(http_query_number(&r, "n", 1, 200, 50, &n),
		    numbers[i].status, numbers[i].query);
		is_int(n, numbers[i].status ? -1 : numbers[i].want, "  is");
		arena_reset(&r.arena);
	}
	for (i = 3; i <= 4; i++) {
		struct request r = { .query = "q=a%C3%A4" };

		text = NULL;
		is_int(http_query_text(&r, "q", i - 1, &text), i == 3 ? 422 : 0,
		    "a text, too long or not");
		is_str(text, i == 3 ? NULL : "a\xc3\xa4", "  is");
		arena_reset(&r.arena);
	}
}

static void
test_cursors(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	static const int64_t seqs[] = { 1, 15, 16, 4711, INT64_MAX };
	static const char *const bad[] = { "", "s", "1", "x1", "s0", "s-1",
	    "s+1", "s 1", "sg", "s1g", "sF", "s0x1", "s8000000000000000",
	    "sffffffffffffffff" };
	int64_t seq;
	size_t i;

	for (i = 0; i < COUNT(seqs); i++) {
		seq = -1;
		is_int(cursor_read(cursor_text(&a, seqs[i]), &seq), 0,
		    "a cursor");
		is_int(seq, seqs[i], "  comes back");
		ok(strlen(cursor_text(&a, seqs[i])) <= CURSOR_MAX, "  short");
	}
	for (i = 0; i < COUNT(bad); i++) {
		seq = -1;
		is_int(cursor_read(bad[i], &seq), -EINVAL, bad[i]);
		is_int(seq, -1, "  leaves it");
	}
}

static const struct {
	int	err, status;
} errors[] = {
	{ -ENOENT, 404 }, { -EINVAL, 400 }, { -EEXIST, 409 }, { -EBUSY, 503 },
	{ -ENOSPC, 503 }, { -EROFS, 503 }, { -EUCLEAN, 503 }, { -EIO, 503 },
	{ -EPERM, 500 }, { -EAGAIN, 500 },
};

static void
test_refusals(void)
{
	size_t i;

	for (i = 0; i < COUNT(errors); i++) {
		struct request r = { 0 };

		is_int(http_fail_errno(&r, errors[i].err), errors[i].status,
		    strerror(-errors[i].err));
		is_int(r.reply.status, errors[i].status, "  answered");
		ok(strlen(detail(&r)) > 10, "  %s", detail(&r));
		is_str(r.reply.type, "application/json", "  as JSON");
		is_str(r.reply.headers, errors[i].status == 503
		    ? "Retry-After: 5\r\n" : NULL, "  when to come again");
		arena_reset(&r.arena);
	}
	is_str(http_reason(200), "OK", "200");
	is_str(http_reason(409), "Conflict", "409");
	is_str(http_reason(418), "Unknown", "418");
}

static void
test_headers(void)
{
	struct request r = { 0 };

	http_add_header(&r, "X-One", "%d", 1);
	http_add_header(&r, "X-Two", "a\r\nX-Three: b\nc");
	is_str(r.reply.headers, "X-One: 1\r\nX-Two: a  X-Three: b c\r\n",
	    "headers, each a line");
	http_reply_bytes(&r, "image/png", "xyz", 2);
	is_int(r.reply.status, 200, "bytes: 200");
	is_str(r.reply.type, "image/png", "  type");
	is_int((long long)r.reply.len, 2, "  length");
	arena_reset(&r.arena);
}

int
main(void)
{
	test_bodies();
	test_long_text();
	test_queries();
	test_cursors();
	test_refusals();
	test_headers();
	return done();
}
