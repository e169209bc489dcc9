#include "config.h"

#include <errno.h>
#include <string.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/path_map.h"

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
	/* The longest wins, whatever the order. */
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
	{ "\\\\?\\UNC\\nas\\media=/nas", "\\\\nas\\media\\Q", "/nas/Q" },
	{ "D:\\Films=/films", "\\\\?\\D:\\Films\\b.mkv", "/films/b.mkv" },
	/* Shares, however they are written. */
	{ "smb://nas/share=/mnt", "smb://nas/share/A/b.mkv", "/mnt/A/b.mkv" },
	{ "smb://nas/share/=/mnt/", "SMB://NAS/Share/b.mkv", "/mnt/b.mkv" },
	{ "smb://nas/share=/mnt", "smb://user@nas/share/b.mkv", "/mnt/b.mkv" },
	{ "smb://nas/share=/mnt", "smb://W;u:p@ss@nas:445/share/b", "/mnt/b" },
	{ "smb://me@nas/share=/mnt", "smb://nas/share/b.mkv", "/mnt/b.mkv" },
	{ "smb://nas/share=/mnt", "\\\\nas\\share\\b.mkv", "/mnt/b.mkv" },
	{ "\\\\nas\\share=/mnt", "smb://nas/share/b.mkv", "/mnt/b.mkv" },
	{ "//nas/share=/mnt", "cifs://nas/share//b.mkv", "/mnt/b.mkv" },
	{ "smb:\\\\nas\\share=/mnt", "smb://nas/share/b.mkv", "/mnt/b.mkv" },
	{ "smb://nas/share=/mnt", "smb://nas/shares/b.mkv",
	    "smb://nas/shares/b.mkv" },
	{ "smb://nas/share=/mnt", "smb://nas2/share/b.mkv",
	    "smb://nas2/share/b.mkv" },
	{ "smb://nas=/mnt", "smb://nas/share/b.mkv", "/mnt/share/b.mkv" },
	{ "smb://nas=/a;smb://nas/tv=/b", "smb://nas/tv/x", "/b/x" },
	{ "nfs://nas/export=/mnt", "nfs://NAS/export/b.mkv", "/mnt/b.mkv" },
	{ "nfs://nas/export=/mnt", "nfs://nas:2049/export/b", "/mnt/b" },
	{ "nfs://nas:/export=/mnt", "nfs://nas/export/b.mkv", "/mnt/b.mkv" },
	{ "nfs://nas/export=/mnt", "nfs://nas/Export/b.mkv",
	    "nfs://nas/Export/b.mkv" },
	{ "nfs://nas/export=/mnt", "smb://nas/export/b.mkv",
	    "smb://nas/export/b.mkv" },
	{ "nfs://[fe80::1]/x=/mnt", "nfs://[FE80::1]/x/b", "/mnt/b" },
	{ "/=/mnt", "smb://nas/share/b.mkv", "smb://nas/share/b.mkv" },
	/* A password is not repeated. */
	{ "", "smb://user:pa:ss@nas/share/b.mkv",
	    "smb://user@nas/share/b.mkv" },
	{ "", "smb://user@nas/a:b@c.mkv", "smb://user@nas/a:b@c.mkv" },
	{ "", "/films/a:b@c.mkv", "/films/a:b@c.mkv" },
	/* The composition of an accent does not matter. */
	{ "/S\xc3\xa9ries=/tv", "/Se\xcc\x81ries/b", "/tv/b" },
	{ "/Se\xcc\x81ries=/tv", "/S\xc3\xa9ries/e\xcc\x81", "/tv/\xc3\xa9" },
	/* On Unix a backslash is an ordinary character. */
	{ "/data=/media", "/data/a\\b.mkv", "/media/a\\b.mkv" },
	{ "/data=/media", "/data\\a.mkv", "/data\\a.mkv" },
	/* "=" inside a name. */
	{ "/a=b=/c", "/a=b/x", "/c/x" },
	{ "/a=/b=c", "/a/x", "/b=c/x" },
	{ "/data=/me dia", "/data/\xc3\xa9;%s.mkv", "/me dia/\xc3\xa9;%s.mkv" },
};

static const char *const bad[] = {
	"/data", "/data=", "/data=media", "data=/media", "=/media",
	"https://nas/x=/mnt", "smb:=/mnt", "/a=/b;nonsense", "/a=/b;c:=d:",
};

static const struct {
	const char	*path;
	bool		 stream;
	const char	*root;		/* NULL: it is not foreign */
} places[] = {
	{ "/data/a", false, NULL },
	{ "a", false, NULL },
	{ "D:\\a\\b", false, "D:" },
	{ "\\\\nas\\films\\a", false, "smb://nas/films" },
	{ "//nas/films", false, "smb://nas/films" },
	{ "nfs://u@nas/films/a", false, "nfs://nas/films" },
	{ "smb://nas", false, "smb://nas" },
	{ "https://a/b", true, NULL },
	{ "rtsp://a/b", true, NULL },
	{ "plugin://a", true, NULL },
	{ "/data/http://x", false, NULL },
};

static void
kinds(struct arena *a)
{
	size_t i;

	for (i = 0; i < COUNT(places); i++) {
		const char *path = places[i].path, *root = places[i].root;
		struct server_path p = server_path_parse(a, path);

		ok(server_path_is_stream(path) == places[i].stream, "%s", path);
		ok(server_path_is_foreign(&p) == !!root, "  foreign or not");
		if (root)
			is_str(arena_strndup(a, p.text, p.root), root,
			    "  root");
	}
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct path_map m;
	const char *error;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		is_int(path_map_parse(&a, cases[i].map, &m, &error), 0,
		    cases[i].map);
		is_str(path_map_apply(&a, &m, cases[i].reported),
		    cases[i].want, cases[i].reported);
	}
	for (i = 0; i < COUNT(bad); i++) {
		error = "";
		is_int(path_map_parse(&a, bad[i], &m, &error), -EINVAL, bad[i]);
		ok(!strncmp(error, "PATH_MAP: \"", 11), "  says so");
	}
	is_str(error, "PATH_MAP: \"c:=d:\": must be from=to, both absolute, "
	    "with \";\" between pairs", "and names the pair");
	kinds(&a);
	return done();
}
