/* Names that differ only in their composition. */
#include "config.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/nfc.h"

#define E_NFC	"\xc3\xa9"		/* é */
#define E_NFD	"e\xcc\x81"
#define HAN_NFC	"\xea\xb0\x80"		/* 가 */
#define HAN_NFD	"\xe1\x84\x80\xe1\x85\xa1"
#define MIX_NFC	"\xc7\x96"		/* ǖ */
#define MIX	"\xc3\xbc\xcc\x84"	/* ü and a macron: neither form */

static const struct {
	const char	*text, *nfc;
} texts[] = {
	{ "", "" },
	{ "Film.mkv", "Film.mkv" },
	{ E_NFC, E_NFC },
	{ E_NFD, E_NFC },
	{ "Am" E_NFD "lie", "Am" E_NFC "lie" },
	{ HAN_NFD, HAN_NFC },
	{ MIX, MIX_NFC },
	{ "\xe9", "\xe9" },			/* Latin-1 */
	{ E_NFD "\xff", E_NFD "\xff" },
};

/* The name asked for and the name on disk; "": nothing is found. */
static const struct {
	const char	*asked, *found;
} paths[] = {
	{ "plain/Caf" E_NFD ".mkv", "plain/Caf" E_NFC ".mkv" },
	{ "S" E_NFC "ries/Saison 1/" HAN_NFC ".mkv",
	    "S" E_NFD "ries/Saison 1/" HAN_NFD ".mkv" },
	{ "S" E_NFD "ries/Saison 1/" HAN_NFC ".mkv",
	    "S" E_NFD "ries/Saison 1/" HAN_NFD ".mkv" },
	{ "S" E_NFC "ries//Saison 1/", "S" E_NFD "ries/Saison 1" },
	{ MIX "/a.mkv", MIX_NFC "/a.mkv" },
	/* Both forms of a folder exist, and the file is in one of them. */
	{ "two/" E_NFC "/a", "two/" E_NFC "/a" },
	{ "two/" E_NFD "/a", "two/" E_NFC "/a" },
	{ "two/" E_NFC "/b", "two/" E_NFD "/b" },
	{ "plain/Caf" E_NFC ".srt", "" },
	{ "S" E_NFC "ries/Saison 2/" HAN_NFC ".mkv", "" },
	{ "plain/Film.mkv", "" },		/* no accent: not looked for */
};

static char dir[] = "/tmp/mediasnap-nfc-XXXXXX";

static void
put(struct arena *a, const char *name)
{
	char *path = arena_printf(a, "%s/%s", dir, name), *p;

	for (p = path + sizeof(dir); *p; p++)
		if (*p == '/') {
			*p = '\0';
			mkdir(path, 0700);
			*p = '/';
		}
	close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
	ok(!access(path, F_OK), "%s", name);
}

static int
drop(const char *path, const struct stat *st, int flag, struct FTW *at)
{
	(void)st;
	(void)flag;
	return at->level ? remove(path) : 0;
}

static void
clear(void)
{
	nftw(dir, drop, 8, FTW_DEPTH | FTW_PHYS);
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	size_t i;

	for (i = 0; i < COUNT(texts); i++)
		is_str(nfc_compose(&a, texts[i].text), texts[i].nfc,
		    texts[i].text);
	if (!mkdtemp(dir))
		return 1;
	put(&a, "plain/Caf" E_NFC ".mkv");
	put(&a, "S" E_NFD "ries/Saison 1/" HAN_NFD ".mkv");
	put(&a, MIX_NFC "/a.mkv");
	put(&a, "two/" E_NFC "/a");
	put(&a, "two/" E_NFD "/b");
	for (i = 0; i < COUNT(paths); i++)
		is_str(nfc_find(&a, arena_printf(&a, "%s/%s", dir,
		    paths[i].asked)), *paths[i].found ? arena_printf(&a,
		    "%s/%s", dir, paths[i].found) : NULL, paths[i].asked);
	is_str(nfc_find(&a, E_NFD), NULL, "no path");
	clear();
	ok(!rmdir(dir), "clean");
	return done();
}
