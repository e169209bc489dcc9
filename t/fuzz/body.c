/* A request's body, read into a member of each kind. */
#include "config.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "fuzz.h"
#include "api/body.h"
#include "api/http.h"
#include "base/cleanup.h"
#include "base/json.h"

struct wish {
	const char		*text;
	double			 number;
	int64_t			 whole;
	bool			 flag;
	struct body_choice	 choice;
	struct body_list	 list;
};

static const struct body_member members[] = {
	{ "session_id",		MEMBER_TEXT,	offsetof(struct wish, text) },
	{ "start_seconds",	MEMBER_NUMBER,	offsetof(struct wish, number) },
	{ "max_bytes",		MEMBER_WHOLE,	offsetof(struct wish, whole) },
	{ "precise",		MEMBER_BOOL,	offsetof(struct wish, flag) },
	{ "subtitles",		MEMBER_CHOICE,	offsetof(struct wish, choice) },
	{ "ids",		MEMBER_LIST,	offsetof(struct wish, list) },
};

static void
check_refusal(const struct request *r, int status)
{
	AUTO(json_freep) struct json_object *o = json_parse(r->reply.body,
	    r->reply.len);

	assert(status == 400 || status == 422);
	assert(r->reply.status == status);
	assert(json_get_str(o, "detail") && *json_get_str(o, "detail"));
}

static void
check_wish(const struct wish *w)
{
	assert(!w->text || strlen(w->text) <= 1024);
	assert(!isinf(w->number));
	assert(w->whole >= 0);
	assert(w->choice.number >= -1);
	assert(w->list.n <= BODY_LIST_MAX);
	assert(!w->choice.text || strlen(w->choice.text) <= 1024);
}

void
fuzz_body(const uint8_t *data, size_t n)
{
	struct wish w = { .number = NAN, .choice = { .number = -1 } };
	struct request r = { 0 };
	int rc;

	r.body = arena_strndup(&r.arena, (const char *)data, n);
	r.body_len = n;
	rc = body_read(&r, members, COUNT(members), &w);
	if (rc)
		check_refusal(&r, rc);
	else
		check_wish(&w);
	arena_reset(&r.arena);
}
