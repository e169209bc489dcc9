#include "config.h"

#include <assert.h>
#include <string.h>

#include "template.h"
#include "base/arena.h"

#define NAME_CHARS	"ABCDEFGHIJKLMNOPQRSTUVWXYZ_"

static const struct template_value *
template_find_value(const struct template_value *v, size_t n, const char *name,
    size_t len)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strlen(v[i].name) == len && !strncmp(v[i].name, name, len))
			return &v[i];
	return NULL;
}

char *
template_fill(struct arena *a, const char *text,
    const struct template_value *v, size_t n)
{
	const struct template_value *found;
	const char *at, *rest = text;
	char *out = arena_strdup(a, "");
	size_t len;

	while ((at = strchr(rest, '@'))) {
		len = strspn(at + 1, NAME_CHARS);
		if (!len || at[1 + len] != '@') {
			out = arena_printf(a, "%s%.*s", out,
			    (int)(at + 1 - rest), rest);
			rest = at + 1;
			continue;
		}
		found = template_find_value(v, n, at + 1, len);
		assert(found);
		out = arena_printf(a, "%s%.*s%s", out, (int)(at - rest), rest,
		    found->value);
		rest = at + len + 2;
	}
	return arena_printf(a, "%s%s", out, rest);
}
