#include "config.h"

#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>
#include <unistd.h>

#include "arena.h"
#include "cleanup.h"
#include "nfc.h"
#include "utf8.h"

#define FOLDERS_MAX	64	/* read for one path */

bool
nfc_is_ascii(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

const char *
nfc_compose(struct arena *a, const char *s)
{
	size_t n = 0;
	uint8_t *composed;

	if (nfc_is_ascii(s) || !utf8_is_valid(s, strlen(s)))
		return s;
	composed = u8_normalize(UNINORM_NFC, (const uint8_t *)s, strlen(s),
	    NULL, &n);
	if (!composed)
		return s;
	s = arena_strndup(a, (const char *)composed, n);
	free(composed);
	return s;
}

struct nfc_search {
	struct arena	*a;
	int		 folders;	/* that may still be read */
};

static const char	*nfc_find_below(struct nfc_search *, const char *folder,
			    const char *rest);

/* Several folders may differ only in composition: try each. */
static const char *
nfc_find_in_folder(struct nfc_search *s, const char *folder, const char *name,
    const char *rest)
{
	AUTO(dir_closep) DIR *dir = s->folders-- > 0
	    ? opendir(*folder ? folder : "/") : NULL;
	const char *wanted = nfc_compose(s->a, name), *found = NULL;
	struct dirent *e;

	while (dir && !found && (e = readdir(dir)))
		if (!nfc_is_ascii(e->d_name) &&
		    !strcmp(nfc_compose(s->a, e->d_name), wanted))
			found = nfc_find_below(s,
			    arena_printf(s->a, "%s/%s", folder, e->d_name),
			    rest);
	return found;
}

/* The existing path for rest below folder, or NULL. */
static const char *
nfc_find_below(struct nfc_search *s, const char *folder, const char *rest)
{
	const char *name;
	size_t n;

	while (*rest) {
		rest += strspn(rest, "/");
		n = strcspn(rest, "/");
		if (!n)
			break;
		name = arena_strndup(s->a, rest, n);
		rest += n;
		if (!nfc_is_ascii(name))
			return nfc_find_in_folder(s, folder, name, rest);
		folder = arena_printf(s->a, "%s/%s", folder, name);
	}
	return access(folder, F_OK) ? NULL : folder;
}

const char *
nfc_find(struct arena *a, const char *path)
{
	AUTO(arena_reset) struct arena scratch = { 0 };
	struct nfc_search s = { .a = &scratch, .folders = FOLDERS_MAX };

	if (*path != '/' || nfc_is_ascii(path))
		return NULL;
	return arena_strdup(a, nfc_find_below(&s, "", path));
}
