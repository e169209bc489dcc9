#include "config.h"

#include <string.h>

#include "arena.h"
#include "auto.h"
#include "proxy_path.h"
#include "url.h"

#define DIGITS	"0123456789"
#define LETTERS	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* Past one or more of these characters, or NULL. */
static const char *
some(const char *s, const char *set)
{
	size_t n = s ? strspn(s, set) : 0;

	return n ? s + n : NULL;
}

/* Past exactly this text, or NULL. */
static const char *
text(const char *s, const char *want)
{
	size_t n = strlen(want);

	return s && !strncmp(s, want, n) ? s + n : NULL;
}

static bool
is_library_image(const char *s)
{
	s = text(some(text(s, "/library/metadata/"), DIGITS LETTERS), "/");
	s = text(some(s, LETTERS), "/");
	s = some(s, DIGITS);
	return s && !*s;
}

/* key=value pairs whose keys are known and whose values are tame. */
static bool
is_tame_query(const char *q)
{
	size_t n;

	while (q && *q) {
		q = some(q, LETTERS);
		q = text(q, "=");
		if (!q)
			return false;
		n = strcspn(q, "&");
		if (n > 512)
			return false;
		q += n;
		if (*q && !*++q)
			return false;
	}
	return true;
}

static bool
is_clean(const char *start)
{
	const char *s;

	for (s = start; *s; s++)
		if ((unsigned char)*s <= ' ' || (unsigned char)*s >= 0x7f ||
		    strchr("\\#\"<>", *s))
			return false;
	return !strstr(start, "..");
}

bool
proxy_path_plex(struct arena *a, const char *path)
{
	const char *query = text(path, "/photo/:/transcode?");
	char *url = NULL;

	if (!is_clean(path))
		return false;
	if (!query)
		return is_library_image(path);
	if (!is_tame_query(query) || strcasestr(query, "X-Plex"))
		return false;
	return url_query(a, query, "url", &url) > 0 && is_library_image(url);
}

bool
proxy_path_jellyfin(struct arena *a, const char *path)
{
	const char *s = text(path, "/Items/");

	(void)a;
	s = text(some(s, DIGITS LETTERS "-"), "/Images/");
	s = some(s, LETTERS);
	if (s && *s == '/')
		s = some(s + 1, DIGITS);
	if (!s || !is_clean(path) || (*s && *s != '?'))
		return false;
	return !*s || (is_tame_query(s + 1) && !strcasestr(s, "api_key"));
}

const char *
image_type(const char *b, unsigned long len)
{
	if (len < 16)
		return NULL;
	if (!memcmp(b, "\xff\xd8\xff", 3))
		return "image/jpeg";
	if (!memcmp(b, "\x89PNG\r\n\x1a\n", 8))
		return "image/png";
	if (!memcmp(b, "GIF87a", 6) || !memcmp(b, "GIF89a", 6))
		return "image/gif";
	if (!memcmp(b, "RIFF", 4) && !memcmp(b + 8, "WEBP", 4))
		return "image/webp";
	if (!memcmp(b + 4, "ftypavif", 8) || !memcmp(b + 4, "ftypavis", 8))
		return "image/avif";
	return NULL;
}
