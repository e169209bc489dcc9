#include "config.h"

#include <stdbool.h>
#include <string.h>

#include <fontconfig/fontconfig.h>

#include "glyphs.h"
#include "base/arena.h"
#include "base/cleanup.h"

#define SCRIPTS_MAX	8	/* in one note */

static void
glyphs_config_freep(FcConfig **config)
{
	if (*config)
		FcConfigDestroy(*config);
}

static bool
glyphs_fonts_have(const FcFontSet *fonts, uint32_t c)
{
	FcCharSet *chars;
	int i;

	for (i = 0; fonts && i < fonts->nfont; i++)
		if (FcPatternGetCharSet(fonts->fonts[i], FC_CHARSET, 0,
		    &chars) == FcResultMatch && FcCharSetHasChar(chars, c))
			return true;
	return false;
}

/* Each script once. */
static size_t
glyphs_add_script(const char **list, size_t n, const char *script)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(list[i], script))
			return n;
	if (n < SCRIPTS_MAX)
		list[n++] = script;
	return n;
}

static const char *
glyphs_missing_note(struct arena *a, const char *const *scripts, size_t n)
{
	const char *all = scripts[0];
	size_t i;

	for (i = 1; i < n; i++)
		all = arena_printf(a, "%s%s%s", all, i + 1 < n ? ", " :
		    " and ", scripts[i]);
	return arena_printf(a, "no font on this machine has all %s characters "
	    "of the subtitles: the missing ones are shown as empty boxes; "
	    "install a font that has them", all);
}

/*
 * Reads the installed fonts each time: fontconfig's cache makes that a matter
 * of milliseconds.
 */
const char *
glyphs_note(struct arena *a, const uint32_t *chars, size_t n,
    const char *folder)
{
	AUTO(glyphs_config_freep) FcConfig *config = FcInitLoadConfigAndFonts();
	const char *script, *missing[SCRIPTS_MAX];
	const FcFontSet *system, *own;
	size_t i, nmissing = 0;

	if (!config)
		return NULL;
	if (folder)
		FcConfigAppFontAddDir(config, (const FcChar8 *)folder);
	system = FcConfigGetFonts(config, FcSetSystem);
	own = FcConfigGetFonts(config, FcSetApplication);
	for (i = 0; i < n; i++) {
		script = glyphs_script(chars[i]);
		if (script && !glyphs_fonts_have(system, chars[i]) &&
		    !glyphs_fonts_have(own, chars[i]))
			nmissing = glyphs_add_script(missing, nmissing, script);
	}
	return nmissing ? glyphs_missing_note(a, missing, nmissing) : NULL;
}
