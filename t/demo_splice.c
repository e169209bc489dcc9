#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"
#include "base/cleanup.h"
#include "demo/splice.h"

/* Start codes come in two lengths; 7 and 8 are the parameter sets. */
#define LONG	"\0\0\0\1"
#define SHORT	"\0\0\1"
#define SPS	SHORT "\x67s"
#define PPS	SHORT "\x68p"
#define KEY(c)	SHORT "\x65" c
#define STEP(c)	SHORT "\x41" c

#define S(text)	text, sizeof(text) - 1

static const struct {
	const char	*name;
	const char	*loop;
	size_t		 loop_len;
	const char	*keys;
	size_t		 keys_len;
	int		 err;
	const char	*want;
	size_t		 want_len;
} cases[] = {
	{ "one group", S(SPS PPS KEY("a") STEP("b") STEP("c")),
	    S(SPS PPS KEY("1") SPS PPS KEY("2")), 0,
	    S(SPS PPS KEY("1") STEP("b") STEP("c")
	    SPS PPS KEY("2") STEP("b") STEP("c")) },
	{ "groups in turn", S(KEY("a") STEP("b") SPS KEY("c") STEP("d")),
	    S(KEY("1") KEY("2") KEY("3")), 0,
	    S(KEY("1") STEP("b") KEY("2") STEP("d") KEY("3") STEP("b")) },
	{ "a keyframe alone", S(KEY("a")), S(KEY("1") KEY("2")), 0,
	    S(KEY("1") KEY("2")) },
	{ "long start codes", S(LONG "\x65" "a" LONG "\x41" "b"),
	    S(LONG "\x65" "1" LONG "\x65" "2"), 0,
	    S(KEY("1") "\0" STEP("b") KEY("2") STEP("b")) },
	{ "no keyframe in the loop", S(STEP("b")), S(KEY("1")), -EINVAL,
	    S("") },
	{ "no keyframes", S(KEY("a") STEP("b")), S(SPS PPS), -EINVAL, S("") },
	{ "nothing at all", S(""), S(""), -EINVAL, S("") },
	{ "ends in a start code", S(KEY("a") STEP("b")), S(KEY("1") SHORT),
	    0, S(KEY("1") STEP("b")) },
	{ "a start code of nothing", S(SHORT SHORT KEY("a") STEP("b")),
	    S(KEY("1")), 0, S(KEY("1") STEP("b")) },
};

static void
check(size_t i)
{
	char *got = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&got, &len);
	int err = splice_streams(cases[i].loop, cases[i].loop_len,
	    cases[i].keys, cases[i].keys_len, out);

	fclose(out);
	is_int(err, cases[i].err, cases[i].name);
	/* A failure may have written something: the caller deletes the file. */
	if (!cases[i].err)
		ok(len == cases[i].want_len &&
		    !memcmp(got, cases[i].want, len), "  the stream");
	free(got);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < COUNT(cases); i++)
		check(i);
	return done();
}
