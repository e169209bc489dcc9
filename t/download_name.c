/* The name of a downloaded capture, and its header. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"
#include "api/download_name.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "model/capture.h"

#define TEN	"0123456789"
#define FIFTY	TEN TEN TEN TEN TEN

static const struct {
	const char	*title;
	double		 at;
	const char	*file;
	const char	*name;
	const char	*ascii;		/* NULL: the same */
	const char	*utf8;		/* percent-encoded; NULL: not checked */
} cases[] = {
	{ "Heat", 0, "x.jpg", "Heat - 00.00.00.jpg", NULL,
	    "Heat%20-%2000.00.00.jpg" },
	{ "Heat", 59.999, "x.mp4", "Heat - 00.00.59.mp4", NULL, NULL },
	{ "Heat", 60, "x.png", "Heat - 00.01.00.png", NULL, NULL },
	{ "Heat", 3599, "x.gif", "Heat - 00.59.59.gif", NULL, NULL },
	{ "Heat", 3600, "x.webm", "Heat - 01.00.00.webm", NULL, NULL },
	{ "Heat", 45296.7, "x.mp3", "Heat - 12.34.56.mp3", NULL, NULL },
	{ "Heat", 360000, "x.webp", "Heat - 100.00.00.webp", NULL, NULL },
	{ "Heat", 0, "x", "Heat - 00.00.00", NULL, NULL },
	{ "Heat", 0, "x.y.jpg", "Heat - 00.00.00.jpg", NULL, NULL },
	{ "A \xe2\x80\x94 S05E14 \xe2\x80\x94 B", 1832, "x.jpg",
	    "A - S05E14 - B - 00.30.32.jpg", NULL, NULL },
	{ "Fa\xc3\xa7""ade \xe6\x97\xa5", 0, "x.jpg",
	    "Fa\xc3\xa7""ade \xe6\x97\xa5 - 00.00.00.jpg",
	    "Fa_ade _ - 00.00.00.jpg",
	    "Fa%C3%A7ade%20%E6%97%A5%20-%2000.00.00.jpg" },
	{ "\xf0\x9f\x8e\xac", 0, "x.jpg", "\xf0\x9f\x8e\xac - 00.00.00.jpg",
	    "_ - 00.00.00.jpg", NULL },
	/* Characters that Windows, macOS or Android refuse. */
	{ "a\"b*c/d:e<f>g?h\\i|j%k", 0, "x.jpg",
	    "a b c d e f g h i j k - 00.00.00.jpg", NULL, NULL },
	{ "a\tb\nc\rd\x01""e\x1f""f\x7fg", 0, "x.jpg",
	    "a b c d e f g - 00.00.00.jpg", NULL, NULL },
	{ "it's; (a) [b] & c=d+e,f~g", 0, "x.jpg",
	    "it's; (a) [b] & c=d+e,f~g - 00.00.00.jpg", NULL, NULL },
	/* Direction marks and line separators. */
	{ "a\xe2\x80\xae""gpj.exe", 0, "x.jpg", "agpj.exe - 00.00.00.jpg",
	    NULL, NULL },
	{ "\xe2\x80\x8e\xe2\x80\x8f\xe2\x80\xaa\xe2\x80\xab\xe2\x80\xac"
	    "\xe2\x80\xad\xd8\x9c\xe2\x81\xa6\xe2\x81\xa7\xe2\x81\xa8"
	    "\xe2\x81\xa9" "a", 0, "x.jpg", "a - 00.00.00.jpg", NULL, NULL },
	{ "\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xae" "a", 0, "x.jpg",
	    "a - 00.00.00.jpg", NULL, NULL },
	{ "a\xe2\x80\xa7\xe2\x80\xaf\xe2\x81\xa5", 0, "x.jpg",
	    "a\xe2\x80\xa7\xe2\x80\xaf\xe2\x81\xa5 - 00.00.00.jpg",
	    "a___ - 00.00.00.jpg", NULL },
	{ "a\xe2\x80\x90" "b\xe2\x81\x84", 0, "x.jpg",
	    "a\xe2\x80\x90" "b\xe2\x81\x84 - 00.00.00.jpg",
	    "a_b_ - 00.00.00.jpg", NULL },
	/* Leading and trailing characters. */
	{ ".hidden", 0, "x.jpg", "hidden - 00.00.00.jpg", NULL, NULL },
	{ " . ..a. b.. . ", 0, "x.jpg", "a. b - 00.00.00.jpg", NULL, NULL },
	{ "../../etc/passwd", 0, "x.jpg", "etc passwd - 00.00.00.jpg", NULL,
	    NULL },
	{ "", 0, "x.jpg", "MediaSnap - 00.00.00.jpg", NULL, NULL },
	{ "...", 0, "x.jpg", "MediaSnap - 00.00.00.jpg", NULL, NULL },
	{ "\"/:\n", 0, "x.jpg", "MediaSnap - 00.00.00.jpg", NULL, NULL },
	/* 160 bytes of the title, whole characters. */
	{ FIFTY FIFTY FIFTY TEN, 0, "x.jpg",
	    FIFTY FIFTY FIFTY TEN " - 00.00.00.jpg", NULL, NULL },
	{ FIFTY FIFTY FIFTY TEN "x", 0, "x.jpg",
	    FIFTY FIFTY FIFTY TEN " - 00.00.00.jpg", NULL, NULL },
	{ FIFTY FIFTY FIFTY "012345678\xc3\xa4", 0, "x.jpg",
	    FIFTY FIFTY FIFTY "012345678 - 00.00.00.jpg", NULL, NULL },
	{ FIFTY FIFTY FIFTY "01234567\xc3\xa4", 0, "x.jpg",
	    FIFTY FIFTY FIFTY "01234567\xc3\xa4 - 00.00.00.jpg",
	    FIFTY FIFTY FIFTY "01234567_ - 00.00.00.jpg", NULL },
	{ FIFTY FIFTY FIFTY "01234567\xf0\x9f\x8e\xac", 0, "x.jpg",
	    FIFTY FIFTY FIFTY "01234567 - 00.00.00.jpg", NULL, NULL },
	{ FIFTY FIFTY FIFTY "012345678 x", 0, "x.jpg",
	    FIFTY FIFTY FIFTY "012345678 - 00.00.00.jpg", NULL, NULL },
};

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		struct capture c = { .media_title = cases[i].title,
		    .file_name = cases[i].file, .timestamp_s = cases[i].at };
		const char *ascii = cases[i].ascii ? cases[i].ascii
		    : cases[i].name;
		const char *header = download_disposition(&a, &c);
		const char *start = arena_printf(&a,
		    "attachment; filename=\"%s\"; filename*=UTF-8''", ascii);

		is_str(download_name(&a, &c), cases[i].name, "a name");
		ok(!strncmp(header, start, strlen(start)), "  as %s", start);
		if (cases[i].utf8)
			is_str(header + strlen(start), cases[i].utf8,
			    "  and encoded");
		ok(strlen(cases[i].name) <= 200, "  of at most 200 bytes");
	}
	return done();
}
