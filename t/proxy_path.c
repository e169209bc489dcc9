#include "config.h"

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "servers/proxy_path.h"

#define PLEX	"/photo/:/transcode?"
#define IMAGE	"url=%2Flibrary%2Fmetadata%2F42%2Fthumb%2F1700000000"

static const struct {
	const char	*path;
	bool		 passes;
} plex[] = {
	{ "/library/metadata/42/thumb/1700000000",		true },
	{ "/library/metadata/5d77/art/1",			true },
	{ "/library/metadata/42/clearLogo/1",			true },
	{ PLEX "width=400&height=225&minSize=1&" IMAGE,		true },
	{ PLEX IMAGE "&upscale=0&quality=90",			true },
	{ PLEX "url=/library/metadata/42/thumb/1",		true },
	{ PLEX IMAGE "&width=3840",				true },

	{ "/library/metadata/1/refresh/2",			false },
	{ "/library/metadata/1/unmatch/2",			false },
	{ "/library/metadata/1/thumbs/2",			false },
	{ "/library/metadata/1/thum/2",				false },
	{ "/library/metadata/1/THUMB/2",			false },
	{ "/library/metadata/1/thumb/2/",			false },
	{ "/library/metadata/1/thumb/",				false },
	{ "/library/metadata/1/thumb/2?x=1",			false },
	{ "/library/metadata//thumb/2",				false },
	{ PLEX,							false },
	{ PLEX "width=400",					false },
	{ PLEX "url=%2Flibrary%2Fmetadata%2F1%2Frefresh%2F2",	false },
	{ PLEX "url=http%3A%2F%2Fevil%2Fx",			false },
	{ PLEX IMAGE "&" IMAGE,					false },
	{ PLEX IMAGE "&Url=http%3A%2F%2Fevil",			false },
	{ PLEX IMAGE "&URL=http%3A%2F%2Fevil",			false },
	{ PLEX IMAGE "&%75rl=http%3A%2F%2Fevil",		false },
	{ PLEX IMAGE "&width=400&width=400",			false },
	{ PLEX IMAGE "&width=99999",				false },
	{ PLEX IMAGE "&width=3841",				false },
	{ PLEX IMAGE "&width=0",				false },
	{ PLEX IMAGE "&width=",					false },
	{ PLEX IMAGE "&width",					false },
	{ PLEX IMAGE "&width=4%30",				false },
	{ PLEX IMAGE "&Width=400",				false },
	{ PLEX IMAGE "&minSize=2",				false },
	{ PLEX IMAGE "&X-Plex-Token=a",				false },
	{ PLEX IMAGE "&",					false },
	{ PLEX "&" IMAGE,					false },
	{ PLEX IMAGE "#x",					false },
	{ PLEX "url=%zz",					false },
	{ "/photo/:/transcode",					false },
	{ "",							false },
};

static const struct {
	const char	*path;
	bool		 passes;
} jellyfin[] = {
	{ "/Items/aa-11/Images/Primary",			true },
	{ "/Items/aa/Images/Backdrop/0",			true },
	{ "/Items/aa/Images/Primary?maxWidth=400&quality=80&tag=0aF-_", true },
	{ "/Items/aa/Images/Chapter/12?fillWidth=400",		true },

	{ "/Items/aa/Images/Delete",				false },
	{ "/Items/aa/Images/primary",				false },
	{ "/Items/aa/Images/Primary/",				false },
	{ "/Items/aa/Images/Primary/1000",			false },
	{ "/Items/aa/Images/Primary/0/Index",			false },
	{ "/Items/aa/Images/Primary?",				false },
	{ "/Items/aa/Images/Primary?ApiKey=x",			false },
	{ "/Items/aa/Images/Primary?api_key=x",			false },
	{ "/Items/aa/Images/Primary?tag=a&tag=a",		false },
	{ "/Items/aa/Images/Primary?Tag=a",			false },
	{ "/Items/aa/Images/Primary?tag=a%26x",			false },
	{ "/Items/aa/Images/Primary?tag=",			false },
	{ "/Items/aa/Images/Primary?maxWidth=99999",		false },
	{ "/Items/aa/Images/Primary?maxwidth=400",		false },
	{ "/Items/aa/Images/Primary?quality=101",		false },
	{ "/Items/aa/Images/Primary?blur=100",			false },
	{ "/Items/a.a/Images/Primary",				false },
	{ "/Items//Images/Primary",				false },
	{ "",							false },
};

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	size_t i;

	for (i = 0; i < COUNT(plex); i++)
		ok(proxy_path_is_plex_picture(&a, plex[i].path) ==
			plex[i].passes,
		    "Plex: \"%s\" %s", plex[i].path,
		    plex[i].passes ? "passes" : "is refused");
	for (i = 0; i < COUNT(jellyfin); i++)
		ok(proxy_path_is_jellyfin_picture(&a, jellyfin[i].path) ==
		    jellyfin[i].passes, "Jellyfin: \"%s\" %s",
		    jellyfin[i].path,
		    jellyfin[i].passes ? "passes" : "is refused");
	return done();
}
