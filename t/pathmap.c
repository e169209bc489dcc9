#include "config.h"

#include <errno.h>
#include <string.h>

#include "arena.h"
#include "auto.h"
#include "pathmap.h"
#include "tap.h"

static const struct {
	const char	*map;
	const char	*reported;
	const char	*want;
} cases[] = {
	{ "", "/data/a.mkv", "/data/a.mkv" },
	{ "/data=/media", "/data/a.mkv", "/media/a.mkv" },
	{ "/data/=/media/", "/data/a.mkv", "/media/a.mkv" },
	{ " /data=/media ; ", "/data/a.mkv", "/media/a.mkv" },
	{ "/data=/media", "/database/a.mkv", "/database/a.mkv" },
	{ "/data=/media", "/data", "/media" },
	{ "/data=/media", "/Data/a.mkv", "/Data/a.mkv" },
	{ "/data=/media", "/other/data/a.mkv", "/other/data/a.mkv" },
	{ "/data=/", "/data/a.mkv", "/a.mkv" },
	{ "/=/mnt", "/data/a.mkv", "/mnt/data/a.mkv" },
	{ "/=/mnt", "D:\\a.mkv", "D:\\a.mkv" },
	/* The longest wins, wherever it stands. */
	{ "/data=/a;/data/tv=/b", "/data/tv/x", "/b/x" },
	{ "/data/tv=/b;/data=/a", "/data/tv/x", "/b/x" },
	{ "/data/tv=/b;/data=/a", "/data/tvs/x", "/a/tvs/x" },
	/* Windows. */
	{ "D:\\Films=/films", "D:\\Films\\A\\b.mkv", "/films/A/b.mkv" },
	{ "d:\\films=/films", "D:\\Films\\A\\b.mkv", "/films/A/b.mkv" },
	{ "D:/Films=/films", "D:\\Films\\b.mkv", "/films/b.mkv" },
	{ "D:\\=/d", "D:\\b.mkv", "/d/b.mkv" },
	{ "D:\\Film=/films", "D:\\Films\\b.mkv", "D:\\Films\\b.mkv" },
	{ "\\\\nas\\media=/nas", "\\\\NAS\\media\\Q.mkv", "/nas/Q.mkv" },
	{ "\\\\nas\\media=/nas", "//nas/media/Q.mkv", "/nas/Q.mkv" },
	{ "\\\\nas\\media=/nas", "\\\\nas\\media2\\Q", "\\\\nas\\media2\\Q" },
	/* On Unix a backslash is a letter like any other. */
	{ "/data=/media", "/data/a\\b.mkv", "/media/a\\b.mkv" },
	{ "/data=/media", "/data\\a.mkv", "/data\\a.mkv" },
	/* "=" inside a name. */
	{ "/a=b=/c", "/a=b/x", "/c/x" },
	{ "/a=/b=c", "/a/x", "/b=c/x" },
	{ "/data=/me dia", "/data/\xc3\xa9;%s.mkv", "/me dia/\xc3\xa9;%s.mkv" },
};

static const char *const bad[] = {
	"/data", "/data=", "/data=media", "data=/media", "=/media",
	"/a=/b;nonsense", "/a=/b;c:=d:",
};

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct pathmap m;
	const char *error;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		is_int(pathmap_parse(&a, cases[i].map, &m, &error), 0,
		    cases[i].map);
		is_str(pathmap_apply(&a, &m, cases[i].reported),
		    cases[i].want, cases[i].reported);
	}
	for (i = 0; i < COUNT(bad); i++) {
		error = "";
		is_int(pathmap_parse(&a, bad[i], &m, &error), -EINVAL, bad[i]);
		ok(!strncmp(error, "PATH_MAP: \"", 11), "  says so");
	}
	is_str(error, "PATH_MAP: \"c:=d:\": must be from=to, both absolute, "
	    "with \";\" between pairs", "and names the pair");
	return done();
}
