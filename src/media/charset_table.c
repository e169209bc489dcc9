#include "config.h"

#include <string.h>

#include "charset_table.h"
#include "tracks.h"
#include "base/cleanup.h"
#include "base/utf8.h"

#define LATIN(languages, letters, ...)	{ languages, { __VA_ARGS__ }, letters, \
	0, 0, 0, 0 }
#define RANGE(languages, from, to, ...)	{ languages, { __VA_ARGS__ }, NULL, \
	from, to, 0, 0 }
/* Alphabets with capitals. */
#define CASED(languages, from, to, up, top, ...) { languages, \
	{ __VA_ARGS__ }, NULL, from, to, up, top }
/* Written in pairs of bytes: charset_pairs_fit() judges these. */
#define PAIRS(languages, ...)	{ languages, { __VA_ARGS__ }, NULL, 0, 0, 0, 0 }
#define CYRILLIC(languages, ...) CASED(languages, 0x400, 0x491, 0x400, 0x42f, \
	__VA_ARGS__)

#define WEST	"CP1252"
#define MIDDLE	"CP1250", "ISO-8859-2"
#define BALTIC	"CP1257", "ISO-8859-13"

/* English comes first, so it wins if nothing favours another language. */
static const struct alphabet alphabets[] = {
	LATIN("eng", "éèêëàâçïîñöüóáÉ", WEST),
	LATIN("fra", "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ", WEST, "ISO-8859-15"),
	LATIN("deu", "äöüßÄÖÜé", WEST),
	LATIN("spa", "áéíóúüñÁÉÍÓÚÜÑ¡¿ªº", WEST),
	LATIN("ita", "àèéìíîòóùúÀÈÉÌÒÙ", WEST),
	LATIN("por", "áâãàçéêíóôõúüÁÂÃÀÇÉÊÍÓÔÕÚªº", WEST),
	LATIN("nld", "éèëêïöüáóíàçÉ", WEST),
	LATIN("swe fin", "åäöéüÅÄÖÉ", WEST),
	LATIN("dan nor", "æøåéóòôüÆØÅÉ", WEST),
	LATIN("isl", "áðéíóúýþæöÁÐÉÍÓÚÝÞÆÖ", WEST),
	LATIN("cat", "àçèéíïòóúü·ÀÇÈÉÍÏÒÓÚÜ", WEST),
	LATIN("sqi", "ëçËÇ", WEST, "CP1250"),
	LATIN("ces", "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ", MIDDLE),
	LATIN("slk", "áäčďéíĺľňóôŕšťúýžÁÄČĎÉÍĹĽŇÓÔŔŠŤÚÝŽ", MIDDLE),
	LATIN("pol", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", MIDDLE),
	LATIN("hun", "áéíóöőúüűÁÉÍÓÖŐÚÜŰ", MIDDLE),
	LATIN("hrv slv srp bos", "čćđšžČĆĐŠŽ", MIDDLE),
	LATIN("ron", "ăâîşţșțĂÂÎŞŢȘȚ", MIDDLE, "ISO-8859-16"),
	LATIN("tur", "çğıöşüâîûÇĞİÖŞÜÂÎÛ", "CP1254", "ISO-8859-9"),
	LATIN("lit", "ąčęėįšųūžĄČĘĖĮŠŲŪŽ", BALTIC),
	LATIN("lav", "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", BALTIC),
	LATIN("est", "äöõüšžÄÖÕÜŠŽ", BALTIC, WEST),
	LATIN("vie", "ăâđêôơưàáèéìíòóùúýãõĂÂĐÊÔƠƯÀÁÈÉÌÍÒÓÙÚÝ"
	    "\u0300\u0301\u0303\u0309\u0323", "CP1258"),
	CYRILLIC("rus bul mkd srp", "CP1251", "KOI8-R", "IBM866",
	    "ISO-8859-5"),
	CYRILLIC("ukr", "CP1251", "KOI8-U", "IBM866", "ISO-8859-5"),
	CASED("ell", 0x384, 0x3ce, 0x386, 0x3ab, "CP1253", "ISO-8859-7"),
	RANGE("heb", 0x5b0, 0x5f4, "CP1255", "ISO-8859-8"),
	RANGE("ara fas", 0x60c, 0x6d5, "CP1256", "ISO-8859-6"),
	RANGE("tha", 0xe01, 0xe5b, "CP874"),
	PAIRS("jpn", "CP932", "EUC-JP"),
	PAIRS("kor", "CP949"),
	PAIRS("zho", "GB18030", "BIG5"),
};

/* Windows charsets contain the older ones, mostly at the same codes. */
static const struct {
	const char	*detected, *charset;
} names[] = {
	{ "ISO-8859-1", "CP1252" }, { "WINDOWS-1252", "CP1252" },
	{ "ISO-8859-15", "CP1252" },
	{ "ISO-8859-2", "CP1250" }, { "WINDOWS-1250", "CP1250" },
	{ "ISO-8859-16", "CP1250" },
	{ "WINDOWS-1251", "CP1251" }, { "KOI8-R", "KOI8-R" },
	{ "IBM866", "IBM866" }, { "ISO-8859-5", "ISO-8859-5" },
	{ "ISO-8859-7", "CP1253" }, { "WINDOWS-1253", "CP1253" },
	{ "ISO-8859-9", "CP1254" }, { "WINDOWS-1254", "CP1254" },
	{ "ISO-8859-8", "CP1255" }, { "WINDOWS-1255", "CP1255" },
	{ "WINDOWS-1256", "CP1256" }, { "ISO-8859-6", "ISO-8859-6" },
	{ "ISO-8859-13", "CP1257" }, { "WINDOWS-1257", "CP1257" },
	{ "WINDOWS-1258", "CP1258" },
	{ "TIS-620", "CP874" }, { "ISO-8859-11", "CP874" },
	{ "SHIFT_JIS", "CP932" }, { "EUC-JP", "EUC-JP" },
	{ "UHC", "CP949" }, { "EUC-KR", "CP949" },
	{ "GB18030", "GB18030" }, { "GB2312", "GB18030" },
	{ "BIG5", "BIG5" },
};

static const char *const related[][CHARSETS_MAX] = {
	{ "CP1252", "ISO-8859-15" },
	{ "CP1250", "ISO-8859-2", "ISO-8859-16" },
	{ "CP1253", "ISO-8859-7" }, { "CP1254", "ISO-8859-9" },
	{ "CP1255", "ISO-8859-8" }, { "CP1257", "ISO-8859-13" },
	{ "KOI8-R", "KOI8-U" },
};

const struct alphabet *
charset_table_alphabet(size_t i)
{
	return i < COUNT(alphabets) ? &alphabets[i] : NULL;
}

bool
charset_table_has_letter(const struct alphabet *b, uint32_t c)
{
	const char *s = b->letters;
	uint32_t letter = 0;

	if (!s)
		return c >= b->first && c <= b->last;
	while (*s && letter != c)
		s += utf8_decode(s, strlen(s), &letter);
	return letter == c;
}

bool
charset_table_has_language(const struct alphabet *b, const char *language)
{
	const char *code = track_language(language);

	return code && strstr(b->languages, code);
}

bool
charset_table_is_punctuation(uint32_t c)
{
	static const uint32_t marks[] = { 0xa0, 0xa3, 0xa7, 0xa9, 0xab, 0xad,
	    0xae, 0xb0, 0xb4, 0xb7, 0xbb, 0xbd, 0x2013, 0x2014, 0x2018,
	    0x2019, 0x201a, 0x201c, 0x201d, 0x201e, 0x2022, 0x2026, 0x20ac,
	    0x2116, 0x2122, 0x200c, 0x200d, 0x200e, 0x200f, 0x2039, 0x203a };
	size_t i;

	for (i = 0; i < COUNT(marks); i++)
		if (marks[i] == c)
			return true;
	return false;
}

const char *
charset_table_find_detected(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(names); i++)
		if (!strcmp(names[i].detected, name))
			return names[i].charset;
	return NULL;
}

static bool
charset_table_row_has(const char *const *row, const char *name)
{
	size_t i;

	for (i = 0; i < CHARSETS_MAX && row[i]; i++)
		if (!strcmp(row[i], name))
			return true;
	return false;
}

bool
charset_table_are_related(const char *a, const char *b)
{
	size_t i;

	for (i = 0; i < COUNT(related); i++)
		if (charset_table_row_has(related[i], a) &&
		    charset_table_row_has(related[i], b))
			return true;
	return false;
}
