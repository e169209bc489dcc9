/* The characters of subtitles, their scripts, and whether a font has them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "media/ass_text.h"
#include "media/glyphs.h"

static struct arena a;

static const char ass[] =
	"[Script Info]\nTitle: Ж\n[Events]\n"
	"Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, "
	"Effect, Text\n"
	"Dialogue: 0,0:00:01.00,0:00:02.00,Default,Ж,0,0,0,,{\\pos(1,2)}a,b\\Nc\n"
	"Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,q\n"
	"Dialogue: 0,0:00:02.00,0:00:04.00,Default,,0,0,0,,aб{\\i1}ש\\hа\n"
	"Dialogue: 0,1:00:00.00,1:00:01.50,Default,,0,0,0,,late";

static const struct {
	double		 from_s, to_s;
	const char	*chars;
} shown[] = {
	{ 0, 0.5, "" }, { 1, 1, "a,bc" }, { 1.5, 2.5, "a,bcбשа" },
	{ 2, 2, "aбשа" }, { 3, 9, "aбשа" }, { 4, 9, "" },
	{ 3600.2, 3600.2, "late" },
};

static size_t
put(char *out, uint32_t c)
{
	size_t n = 0;

	if (c >= 0x80)
		out[n++] = (char)(0xc0 | c >> 6);
	out[n++] = (char)(c < 0x80 ? c : 0x80 | (c & 0x3f));
	return n;
}

static void
texts(void)
{
	uint32_t chars[64];
	size_t i, k, n, to;

	for (i = 0; i < COUNT(shown); i++) {
		char out[256] = "";

		n = ass_text_list_chars(ass, sizeof(ass) - 1, shown[i].from_s,
		    shown[i].to_s, chars, COUNT(chars));
		for (k = to = 0; k < n; k++)
			to += put(out + to, chars[k]);
		is_str(out, shown[i].chars, arena_printf(&a, "shown at %g",
		    shown[i].from_s));
	}
	is_int((long long)ass_text_list_chars(ass, sizeof(ass) - 1, 0, 9, chars,
		   2),
	    2, "no more than there is room for");
}

static const struct {
	uint32_t	 c;
	const char	*script;
} scripts[] = {
	{ ' ', NULL }, { 'a', "Latin" }, { 0x159, "Latin" }, { 0x416,
	"Cyrillic" }, { 0x5d0, "Hebrew" }, { 0x628, "Arabic" }, { 0x915,
	"Devanagari (Hindi)" }, { 0xb95, "Tamil" }, { 0xe01, "Thai" },
	{ 0x3042, "Japanese" }, { 0x4e2d, "Chinese" }, { 0xac00, "Korean" },
	{ 0x1f600, "emoji" }, { 0x200d, NULL }, { 0xfe0f, NULL },
	{ 0x10330, "other" },
};

/* One character of each language that bootstrap installs fonts for. */
static const uint32_t installed[] = {
	'A', 0xe9, 0x159, 0x131, 0x3b1, 0x416, 0x5d0, 0x628, 0x6cc, 0x915,
	0x93f, 0xe01, 0xe49, 0x3042, 0x30ab, 0x6f22, 0x56fd, 0x6211, 0x81fa,
	0x7063, 0xd55c, 0xae00, 0x2014, 0x2026, 0x20ac, 0x266a,
};

static void
fonts(void)
{
	static const uint32_t rare[] = { 'a', 0xab53, 0x13a0, 0x11a00,
	    0x11a01 };
	const char *note;
	size_t i;

	for (i = 0; i < COUNT(scripts); i++)
		is_str(glyphs_script(scripts[i].c), scripts[i].script,
		    arena_printf(&a, "U+%04X", scripts[i].c));
	is_str(glyphs_note(&a, installed, COUNT(installed), NULL), NULL,
	    "the languages that bootstrap installs fonts for");
	note = glyphs_note(&a, rare + 3, 2, NULL);
	ok(note && strstr(note, " other "), "none for Zanabazar Square");
	ok(glyphs_note(&a, rare, 1, "/nowhere") == NULL, "no folder of fonts");
	is_str(glyphs_note(&a, NULL, 0, NULL), NULL, "nothing to draw");
}

/* Without fonts on the machine, those of the film are used. */
static void
own_fonts(void)
{
	static const uint32_t chars[] = { 'A', 0x416, ' ' };
	static const char empty[] = "<fontconfig></fontconfig>";
	char name[] = "/tmp/mediasnap-glyphs-XXXXXX";
	AUTO(fd_closep) int fd = mkstemp(name);

	ok(fd >= 0 && write(fd, empty, sizeof(empty) - 1) > 0, "no fonts");
	setenv("FONTCONFIG_FILE", name, 1);
	is_str(glyphs_note(&a, chars, COUNT(chars), NULL),
	    "no font on this machine has all Latin and Cyrillic characters of "
	    "the subtitles: the missing ones are shown as empty boxes; "
	    "install a font that has them", "a sentence");
	is_str(glyphs_note(&a, chars, COUNT(chars),
	    "/usr/share/fonts/truetype/dejavu"), NULL, "the film's own");
	unlink(name);
}

int
main(void)
{
	texts();
	fonts();
	own_fonts();
	arena_reset(&a);
	return done();
}
