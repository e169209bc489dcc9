/* Which subtitle file beside a film is chosen. */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "media/sidecar.h"

static const struct {
	const char	*name, *codec, *language;
	int		 fit;
} names[] = {
	{ "Film (1999).srt", "srt", "eng", 1 },
	{ "Film (1999).srt", NULL, NULL, 1 },
	{ "Film (1999).en.srt", "srt", "eng", 2 },
	{ "Film (1999).eng.forced.srt", "subrip", "en", 2 },
	{ "Film (1999).forced.en-US.SRT", "srt", "eng", 2 },
	{ "Film (1999).German.srt", "srt", "ger", 2 },
	{ "Film (1999).de.srt", "srt", "eng", 0 },
	{ "Film (1999).en.ass", "ass", "eng", 2 },
	{ "Film (1999).en.ass", "srt", "eng", 0 },
	{ "Film (1999).ssa", "ass", "eng", 1 },
	{ "Film (1999).en.vtt", "vtt", "eng", 2 },
	{ "Film (1999).de.sub", "vobsub", "ger", 2 },
	{ "Film (1999).de.idx", "vobsub", "ger", 0 },
	{ "Film (1999).sub", "microdvd", "ger", 1 },
	{ "Film (1999).en.sup", "pgs", "eng", 2 },
	{ "Film (1999).en.sup", "srt", "eng", 0 },
	{ "Film (1999).en.mks", "ass", "eng", 2 },
	{ "Film (1999).mkv", NULL, NULL, 0 },
	{ "Film (1999).nfo", NULL, NULL, 0 },
	{ "Film (1999)-trailer.srt", "srt", "eng", 0 },
	{ "Film (1999) 2.srt", "srt", "eng", 0 },
	{ "Film.srt", "srt", "eng", 0 },
	{ "..srt", "srt", "eng", 0 },
	{ "Film (1999).", "srt", "eng", 0 },
};

static void
fits(void)
{
	size_t i;

	for (i = 0; i < COUNT(names); i++)
		is_int(sidecar_fit("Film (1999).mkv", names[i].name,
		    names[i].codec, names[i].language), names[i].fit,
		    names[i].name);
}

static const char *
put(struct arena *a, const char *dir, const char *name)
{
	const char *path = arena_printf(a, "%s/%s", dir, name);
	AUTO(fd_closep) int fd = open(path, O_WRONLY | O_CREAT, 0644);

	ok(fd >= 0, "%s", name);
	return path;
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	char dir[] = "/tmp/mediasnap-sidecar-XXXXXX";
	const char *film, *plain, *english, *forced;

	fits();
	if (!mkdtemp(dir))
		return 1;
	film = put(&a, dir, "Film.mkv");
	is_str(sidecar_find(&a, film, "srt", "eng"), NULL, "none");
	plain = put(&a, dir, "Film.srt");
	is_str(sidecar_find(&a, film, "srt", "eng"), plain, "the only one");
	english = put(&a, dir, "Film.en.srt");
	is_str(sidecar_find(&a, film, "srt", "eng"), english, "a better one");
	is_str(sidecar_find(&a, film, "srt", "fre"), plain, "another's");
	forced = put(&a, dir, "Film.en.forced.srt");
	is_str(sidecar_find(&a, film, "srt", "eng"), NULL, "two alike");
	is_str(sidecar_find(&a, "/nowhere/Film.mkv", "srt", "eng"), NULL,
	    "no folder");
	is_str(sidecar_find(&a, "/Film.mkv", "srt", "eng"), NULL, "the root");
	unlink(film), unlink(plain), unlink(english), unlink(forced);
	rmdir(dir);
	return done();
}
