#include "config.h"

#include <dirent.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "sidecar.h"
#include "tracks.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/nfc.h"
#include "base/regular_file.h"

/*
 * Extensions.  Each is also a codec's name, except mks, which holds any codec.
 * An .idx is found by the .sub beside it.
 */
static const char *const kinds[] = { "srt", "ass", "ssa", "vtt", "smi",
	"sub", "sup", "mks" };

static bool
sidecar_is_extension(const char *extension)
{
	size_t i;

	for (i = 0; i < COUNT(kinds); i++)
		if (!strcasecmp(kinds[i], extension))
			return true;
	return false;
}

/* Looks for the language among the words between film and extension. */
static bool
sidecar_has_language(const char *words, const char *end, const char *language)
{
	char word[16];
	size_t n;

	for (; words < end; words += n + 1) {
		n = strcspn(words, ".");
		if (n == 0 || n >= sizeof(word))
			continue;
		memcpy(word, words, n);
		word[n] = '\0';
		if (track_language_fits(language, word))
			return true;
	}
	return false;
}

int
sidecar_fit(const char *film, const char *name, const char *codec,
    const char *language)
{
	const char *dot = strrchr(film, '.'), *last = strrchr(name, '.');
	size_t stem = dot ? (size_t)(dot - film) : strlen(film);

	if (strncmp(name, film, stem) || name[stem] != '.' ||
	    !sidecar_is_extension(last + 1) || (strcasecmp(last + 1, "mks") &&
	    !track_codec_fits(codec, last + 1)))
		return 0;
	if (last == name + stem)
		return 1;
	return sidecar_has_language(name + stem + 1, last, language) ? 2 : 0;
}

const char *
sidecar_find(struct arena *a, const char *path, const char *codec,
    const char *language)
{
	const char *slash = strrchr(path, '/'), *found = NULL;
	const char *film = nfc_compose(a, slash + 1);
	const char *folder = arena_strndup(a, path, (size_t)(slash - path));
	AUTO(dir_closep) DIR *dir = opendir(*folder ? folder : "/");
	int fit, best = 0, several = 0;
	const char *name;
	struct dirent *e;

	while (dir && (e = readdir(dir))) {
		fit = sidecar_fit(film, nfc_compose(a, e->d_name), codec,
		    language);
		name = arena_printf(a, "%s/%s", folder, e->d_name);
		if (!fit || fit < best || !regular_file_is_readable(name))
			continue;
		several = fit == best;
		best = fit;
		found = name;
	}
	return several ? NULL : found;
}
