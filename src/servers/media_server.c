#include "config.h"

#include <string.h>

#include "media_server.h"
#include "base/arena.h"
#include "base/cleanup.h"

#define DIGITS	"0123456789"
#define LETTERS	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS

const struct media_server *const media_servers[] = {
	&plex_server,
	&jellyfin_server,
};

const size_t media_servers_count = COUNT(media_servers);

const struct media_server *
media_server_by_name(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(media_servers); i++)
		if (!strcmp(media_servers[i]->name, name))
			return media_servers[i];
	return NULL;
}

static bool
media_server_path_fits(const char *s, const char *form)
{
	size_t n;

	for (; *form; form++) {
		n = *form == '%' ? strspn(s, LETTERS) : *form == '#'
		    ? strspn(s, DIGITS) : *s == *form;
		if (!n)
			return false;
		s += n;
	}
	return !*s;
}

const struct media_server *
media_server_by_subtitle_path(const char *path)
{
	const char *const *form;
	size_t i;

	for (i = 0; i < COUNT(media_servers); i++)
		for (form = media_servers[i]->subtitle_paths; *form; form++)
			if (media_server_path_fits(path, *form))
				return media_servers[i];
	return NULL;
}

bool
media_server_is_set_up(const struct media_server *s, const struct conf *c)
{
	return *s->url(c) && *s->secret(c);
}

bool
media_server_any_is_set_up(const struct conf *c)
{
	size_t i;

	for (i = 0; i < COUNT(media_servers); i++)
		if (media_server_is_set_up(media_servers[i], c))
			return true;
	return false;
}

const char *
media_server_settings(struct arena *a)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < COUNT(media_servers); i++)
		text = arena_printf(a, "%s%s%s and %s", text,
		    i ? ", or " : "", media_servers[i]->url_setting,
		    media_servers[i]->secret_setting);
	return text;
}
