#include "config.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <uchardet/uchardet.h>

#include "charset.h"
#include "charset_table.h"
#include "tracks.h"
#include "base/arena.h"
#include "base/cleanup.h"

#define DETECT_MAX	65536	/* bytes given to libuchardet */
#define SAMPLE_MAX	4096	/* bytes tried in each charset */

/*
 * The scores give the bytes and the language about the same weight.  A charset
 * in which the bytes do not look like text gets neither bonus.
 */
#define LANGUAGE_BONUS	0.45
#define DETECTED_BONUS	0.50
#define LATIN_BONUS	0.40	/* less, because libuchardet errs here most */
#define FIT_LEAST	0.75	/* below it, this is not text */
#define ORDER_MALUS	0.0001	/* of equals, the first in the table wins */

static void
iconv_closep(iconv_t *cd)
{
	if (*cd != (iconv_t)-1)
		iconv_close(*cd);
}

static void
uchardet_deletep(uchardet_t *u)
{
	uchardet_delete(*u);
}

/* Writes U+FFFD in the target charset, in place of an invalid byte. */
static size_t
charset_write_replacement(char *out, const char *to)
{
	static const char utf8[] = "\xef\xbf\xbd", utf32[] = "\xfd\xff\0";
	bool wide = !strcmp(to, "UTF-32LE");
	size_t n = wide ? 4 : 3;

	memcpy(out, wide ? utf32 : utf8, n);
	return n;
}

char *
charset_convert(struct arena *a, const char *to, const char *from,
    const char *text, size_t len, size_t *out_len)
{
	AUTO(iconv_closep) iconv_t cd = iconv_open(to, from);
	size_t room = 4 * len + 8, left = room;
	char *out = arena_alloc(a, room + 4), *w = out;
	char *in = (char *)text;

	while (cd != (iconv_t)-1 && len &&
	    iconv(cd, &in, &len, &w, &left) == (size_t)-1 && errno != E2BIG) {
		if (left < 4)
			break;
		left -= charset_write_replacement(w, to);
		w = out + room - left;
		in++;
		len--;
	}
	*out_len = (size_t)(w - out);
	return out;
}

static const char *
charset_detect(struct arena *a, const char *text, size_t len)
{
	AUTO(uchardet_deletep) uchardet_t u = uchardet_new();

	if (uchardet_handle_data(u, text, len))
		return "";
	uchardet_data_end(u);
	return arena_strdup(a, uchardet_get_charset(u));
}

static bool
charset_is_latin(uint32_t c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/*
 * How plausible a character is in this alphabet, from 0 to 1.  It must be one
 * of the alphabet's letters.  In a non-Latin alphabet, no Latin letter stands
 * beside it.  A capital after a letter counts half.
 */
static double
charset_score_char(const struct alphabet *b, const uint32_t *s, size_t i,
    size_t n)
{
	uint32_t before = i ? s[i - 1] : 0, after = i + 1 < n ? s[i + 1] : 0;

	if (charset_table_is_punctuation(s[i]))
		return 1;
	if (!charset_table_has_letter(b, s[i]))
		return 0;
	if (b->first && (charset_is_latin(before) || charset_is_latin(after)))
		return 0;
	return b->upper_first && s[i] >= b->upper_first &&
	    s[i] <= b->upper_last && charset_table_has_letter(b, before)
	    ? 0.5 : 1;
}

static double
charset_letters_fit(const struct alphabet *b, const uint32_t *s, size_t n)
{
	double all = 0, good = 0;
	size_t i;

	for (i = 0; i < n; i++)
		if (s[i] >= 0x80) {
			all++;
			good += charset_score_char(b, s, i, n);
		}
	return all > 0 ? good / all : 0;
}

/* A sample, and what is known about it. */
struct sample {
	const char	*text;
	size_t		 len;
	const char	*detected;	/* uchardet's name, or "" */
	const char	*language;	/* or NULL */
};

static double
charset_fit(struct arena *a, const struct sample *s, const struct alphabet *b,
    const char *charset)
{
	double pairs = charset_pairs_fit(charset, s->text, s->len);
	size_t n;
	char *wide;

	if (pairs >= 0)
		return pairs;
	wide = charset_convert(a, "UTF-32LE", charset, s->text, s->len, &n);
	return charset_letters_fit(b, (const uint32_t *)(const void *)wide,
	    n / 4);
}

static double
charset_bonus(const struct sample *s, const struct alphabet *b,
    const char *charset)
{
	const char *is = charset_table_find_detected(s->detected);
	double sum = 0;

	if (s->language && charset_table_has_language(b, s->language))
		sum += LANGUAGE_BONUS;
	if (is &&
	    (!strcmp(is, charset) || charset_table_are_related(is, charset)))
		sum += b->letters ? LATIN_BONUS : DETECTED_BONUS;
	return sum;
}

const char *
charset_guess(struct arena *a, const char *text, size_t len,
    const char *language)
{
	struct sample s = { .text = text, .language = language,
	    .len = len < SAMPLE_MAX ? len : SAMPLE_MAX };
	const struct alphabet *b;
	const char *best = NULL;
	double most = -1, score;
	size_t i, k, order = 0;

	s.detected = charset_detect(a, text,
	    len < DETECT_MAX ? len : DETECT_MAX);
	for (i = 0; (b = charset_table_alphabet(i)); i++) {
		for (k = 0; b->charsets[k]; k++, order++) {
			score = charset_fit(a, &s, b, b->charsets[k]) -
			    (double)order * ORDER_MALUS;
			if (score > FIT_LEAST)
				score += charset_bonus(&s, b, b->charsets[k]);
			if (score > most) {
				most = score;
				best = b->charsets[k];
			}
		}
	}
	return best;
}
