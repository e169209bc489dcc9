/* East Asian charsets, and which of their characters are common in text. */
#include "config.h"

#include <string.h>

#include "charset.h"
#include "base/cleanup.h"

#define RANGES	4

struct range {
	unsigned char	first, last;
};

/*
 * Common are kana, Hangul, punctuation and the first level of ideographs.  In
 * some charsets the second byte of a pair may be ASCII.
 */
static const struct pairs {
	const char	*charset;
	struct range	 lead;		/* first byte of any pair */
	struct range	 common[RANGES];	/* of common pairs */
	unsigned char	 tail;		/* lowest second byte of those */
	struct range	 single;	/* characters of one byte */
} table[] = {
	{ "GB18030", { 0x81, 0xfe }, { { 0xa1, 0xa3 }, { 0xb0, 0xd7 } }, 0xa1,
	    { 0, 0 } },
	{ "BIG5", { 0xa1, 0xf9 }, { { 0xa1, 0xc6 } }, 0x40, { 0, 0 } },
	{ "CP949", { 0x81, 0xfe }, { { 0xa1, 0xa3 }, { 0xb0, 0xc8 } }, 0xa1,
	    { 0, 0 } },
	{ "CP932", { 0x81, 0xfc }, { { 0x81, 0x83 }, { 0x88, 0x98 } }, 0x40,
	    { 0xa1, 0xdf } },
	{ "EUC-JP", { 0xa1, 0xfe }, { { 0xa1, 0xa1 }, { 0xa4, 0xa5 },
	    { 0xb0, 0xcf } }, 0xa1, { 0, 0 } },
};

static int
charset_pairs_is_within(unsigned char c, struct range r)
{
	return r.first && c >= r.first && c <= r.last;
}

static int
charset_pairs_is_common(const struct pairs *p, unsigned char lead,
    unsigned char tail)
{
	size_t i;

	for (i = 0; i < RANGES; i++)
		if (charset_pairs_is_within(lead, p->common[i]))
			return tail >= p->tail;
	return 0;
}

static double
charset_pairs_score(const struct pairs *p, const unsigned char *s, size_t len)
{
	double all = 0, good = 0;
	size_t i;

	for (i = 0; i < len; i++) {
		if (s[i] < 0x80)
			continue;
		all++;
		if (charset_pairs_is_within(s[i], p->single)) {
			good += 0.5;	/* half-width kana: valid but rare */
		} else if (charset_pairs_is_within(s[i], p->lead) &&
		    i + 1 < len && s[i + 1] >= 0x40) {
			good += charset_pairs_is_common(p, s[i], s[i + 1]);
			i++;
		}
	}
	return all > 0 ? good / all : 0;
}

double
charset_pairs_fit(const char *charset, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < COUNT(table); i++)
		if (!strcmp(table[i].charset, charset))
			return charset_pairs_score(&table[i],
			    (const unsigned char *)text, len);
	return -1;
}
