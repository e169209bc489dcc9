/* UTF-8: validation, repair and cutting. */
#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/utf8.h"

#define BAD	UTF8_REPLACEMENT

static struct arena a;

static const struct {
	const char	*in;
	const char	*repaired;	/* NULL: it is valid */
} texts[] = {
	{ "", NULL },
	{ "plain, and longer than eight bytes", NULL },
	{ "\xc2\x80", NULL },
	{ "\xdf\xbf", NULL },
	{ "\xe0\xa0\x80", NULL },
	{ "\xed\x9f\xbf\xee\x80\x80", NULL },
	{ "\xef\xbf\xbe\xef\xbf\xbf", NULL },
	{ "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", NULL },
	{ "12345678\xc3\xa9" "12345678", NULL },
	{ "\x80", BAD },
	{ "caf\xe9", "caf" BAD },
	{ "\xe9t\xe9 12345678", BAD "t" BAD " 12345678" },
	{ "1234567\xff", "1234567" BAD },
	{ "12345678\xfe", "12345678" BAD },
	{ "\xc0\x80", BAD BAD },
	{ "\xc1\xbf", BAD BAD },
	{ "\xe0\x9f\xbf", BAD BAD BAD },
	{ "\xed\xa0\x80", BAD BAD BAD },
	{ "\xed\xbf\xbf", BAD BAD BAD },
	{ "\xf0\x8f\xbf\xbf", BAD BAD BAD BAD },
	{ "\xf4\x90\x80\x80", BAD BAD BAD BAD },
	{ "\xf5\x80\x80\x80", BAD BAD BAD BAD },
	{ "\xe2\x80", BAD BAD },
	{ "\xf0\x9f\x98", BAD BAD BAD },
	{ "\xc3" "\"quoted\"", BAD "\"quoted\"" },
	{ "\xe2\x80\xe2\x80\x94", BAD BAD "\xe2\x80\x94" },
};

static void
repair(void)
{
	const char *in, *out, *want;
	size_t i, n;

	for (i = 0; i < COUNT(texts); i++) {
		in = texts[i].in;
		want = texts[i].repaired ? texts[i].repaired : in;
		out = utf8_repair(&a, in, strlen(in), &n);
		is_str(out, want, "repaired");
		is_int((long long)n, (long long)strlen(want), "  its length");
		ok((out == in) == !texts[i].repaired, "  copied if need be");
		ok(utf8_is_valid(in, strlen(in)) == !texts[i].repaired,
		    "  told apart");
		ok(utf8_is_valid(out, n), "  and valid after that");
	}
	out = utf8_repair(&a, "a\0\xff" "b", 4, &n);
	ok(n == 6 && !memcmp(out, "a\0" BAD "b", 7), "a NUL stays");
}

/* Every lead byte, with three further bytes at the limits of their ranges. */
static void
borders(void)
{
	static const unsigned char tails[] = { 0x00, 0x41, 0x7f, 0x80, 0x8f,
	    0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff };
	int lead, i, j, k, wrong = 0;
	size_t n;

	for (lead = 0; lead < 256; lead++)
	for (i = 0; i < (int)COUNT(tails); i++)
	for (j = 0; j < (int)COUNT(tails); j++)
	for (k = 0; k < (int)COUNT(tails); k++) {
		char s[] = { (char)lead, (char)tails[i], (char)tails[j],
		    (char)tails[k] };
		const char *out = utf8_repair(&a, s, sizeof(s), &n);

		wrong += !utf8_is_valid(out, n) ||
		    utf8_is_valid(s, sizeof(s)) != (out == s);
	}
	is_int(wrong, 0, "whatever the bytes, what comes out is valid");
}

static const struct {
	const char	*in;
	size_t		 max, n;
} cuts[] = {
	{ "abc", 5, 3 }, { "abc", 3, 3 }, { "abc", 2, 2 }, { "abc", 0, 0 },
	{ "a\xc3\xa9", 2, 1 }, { "a\xc3\xa9", 3, 3 },
	{ "\xe2\x80\x94x", 2, 0 }, { "\xe2\x80\x94x", 3, 3 },
	{ "\xf0\x9f\x98\x80", 3, 0 }, { "x\xf0\x9f\x98\x80", 4, 1 },
	{ "\x80\x80\x80\x80\x80\x80", 5, 5 },
};

static const struct {
	const char	*in;
	size_t		 max;
	const char	*want;
} lines[] = {
	{ NULL, 9, "" },
	{ "", 9, "" },
	{ "Heat", 9, "Heat" },
	{ "a\nb\x7f" "c\td\x1b[2J", 99, "a b c d [2J" },
	{ "a\xc2\x80" "b\xc2\x9f" "c\xc2\xa0" "d", 99, "a b c\xc2\xa0" "d" },
	{ "a\xe2\x80\xa8" "b\xe2\x80\xa9" "c", 99, "a b c" },
	{ "invoice\xe2\x80\xaegpj.exe", 99, "invoicegpj.exe" },
	{ "\xe2\x81\xa6x\xe2\x81\xa9\xd8\x9c\xe2\x80\x8f", 99, "x" },
	{ "\xef\xbb\xbf" "bom", 99, "bom" },
	{ "\xe0\xa4\x95\xe2\x80\x8d", 99, "\xe0\xa4\x95\xe2\x80\x8d" },
	{ "caf\xe9", 99, "caf" BAD },
	{ "caf\xc3\xa9", 4, "caf" },
	{ "\xe9\xe9", 5, BAD },
};

static void
cut(void)
{
	size_t i, n;

	for (i = 0; i < COUNT(cuts); i++) {
		n = utf8_cut(cuts[i].in, strlen(cuts[i].in), cuts[i].max);
		ok(n == cuts[i].n, "cut %zu at %zu", i, cuts[i].max);
	}
	for (i = 0; i < COUNT(lines); i++)
		is_str(utf8_line(&a, lines[i].in, lines[i].max),
		    lines[i].want, arena_printf(&a, "one line, %zu", i));
}

int
main(void)
{
	repair();
	borders();
	cut();
	arena_reset(&a);
	return done();
}
