#include "config.h"

#include <string.h>

#include "proxy_path.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/number.h"
#include "base/url.h"

#define DIGITS	"0123456789"
#define LETTERS	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

#define SIDE_MAX	3840	/* pixels; scaling costs the server */
#define QUALITY_MAX	100
#define INDEX_MAX	999
#define TAG_MAX_BYTES	128

enum proxy_kind { NUMBER, TAG, LIBRARY_IMAGE };

/* A query parameter that may be given once. */
struct proxy_member {
	const char	*name;
	enum proxy_kind	 kind;
	int		 min, max;	/* NUMBER */
};

static const struct proxy_member plex_members[] = {
	{ "url",	LIBRARY_IMAGE, 0, 0 },
	{ "width",	NUMBER, 1, SIDE_MAX },
	{ "height",	NUMBER, 1, SIDE_MAX },
	{ "minSize",	NUMBER, 0, 1 },
	{ "upscale",	NUMBER, 0, 1 },
	{ "quality",	NUMBER, 1, QUALITY_MAX },
};

static const struct proxy_member jellyfin_members[] = {
	{ "tag",	TAG, 0, 0 },
	{ "maxWidth",	NUMBER, 1, SIDE_MAX },
	{ "maxHeight",	NUMBER, 1, SIDE_MAX },
	{ "width",	NUMBER, 1, SIDE_MAX },
	{ "height",	NUMBER, 1, SIDE_MAX },
	{ "fillWidth",	NUMBER, 1, SIDE_MAX },
	{ "fillHeight",	NUMBER, 1, SIDE_MAX },
	{ "quality",	NUMBER, 1, QUALITY_MAX },
};

/* Other names here are calls that change the library, such as refresh. */
static const char *const plex_images[] = { "thumb", "art", "banner", "poster",
    "background", "composite", "clearLogo", "squareArt", "hero" };
static const char *const jellyfin_images[] = { "Primary", "Art", "Backdrop",
    "Banner", "Logo", "Thumb", "Disc", "Box", "BoxRear", "Screenshot", "Menu",
    "Chapter", "Profile" };

/* The end of one or more of these characters, or NULL. */
static const char *
proxy_skip_chars(const char *s, const char *set)
{
	size_t n = s ? strspn(s, set) : 0;

	return n ? s + n : NULL;
}

/* The end of exactly this text, or NULL. */
static const char *
proxy_skip_text(const char *s, const char *want)
{
	size_t n = strlen(want);

	return s && !strncmp(s, want, n) ? s + n : NULL;
}

/* The end of one of these words, or NULL. */
static const char *
proxy_skip_word(const char *s, const char *const *words, size_t n)
{
	const char *end = proxy_skip_chars(s, LETTERS);
	size_t i;

	for (i = 0; end && i < n; i++)
		if (proxy_skip_text(s, words[i]) == end)
			return end;
	return NULL;
}

static bool
proxy_is_library_image(const char *s)
{
	s = proxy_skip_text(s, "/library/metadata/");
	s = proxy_skip_chars(s, DIGITS LETTERS);
	s = proxy_skip_text(s, "/");
	s = proxy_skip_word(s, plex_images, COUNT(plex_images));
	s = proxy_skip_text(s, "/");
	s = proxy_skip_chars(s, DIGITS);
	return s && !*s;
}

static bool
proxy_value_is_good(struct arena *a, const struct proxy_member *m,
    const char *value)
{
	int64_t n;
	char *url;

	switch (m->kind) {
	case NUMBER:
		return number_read_whole(value, m->min, m->max, &n);
	case TAG:
		return *value && strlen(value) <= TAG_MAX_BYTES &&
		    !value[strspn(value, DIGITS LETTERS "_-")];
	case LIBRARY_IMAGE:
		url = url_decode(a, value, strlen(value));
		return url && proxy_is_library_image(url);
	}
	return false;
}

/* The row of one "name=value" in the table, or -1. */
static int
proxy_find_member(struct arena *a, const struct proxy_member *table, size_t n,
    const char *pair)
{
	const char *value;
	size_t i;

	for (i = 0; i < n; i++) {
		value = proxy_skip_text(proxy_skip_text(pair, table[i].name),
		    "=");
		if (value)
			return proxy_value_is_good(a, &table[i], value) ? (int)i
			    : -1;
	}
	return -1;
}

/* Whether each is in the table and given once; *given: a bit for each row. */
static bool
proxy_query_is_good(struct arena *a, const struct proxy_member *table, size_t n,
    const char *query, unsigned *given)
{
	char *rest = arena_strdup(a, query), *pair;
	int i;

	*given = 0;
	while ((pair = strsep(&rest, "&"))) {
		i = proxy_find_member(a, table, n, pair);
		if (i < 0 || *given & 1u << i)
			return false;
		*given |= 1u << i;
	}
	return true;
}

bool
proxy_path_is_plex_picture(struct arena *a, const char *path)
{
	const char *query = proxy_skip_text(path, "/photo/:/transcode?");
	unsigned given;

	if (!query)
		return proxy_is_library_image(path);
	return proxy_query_is_good(a, plex_members, COUNT(plex_members), query,
	    &given) && given & 1;	/* the first: url */
}

bool
proxy_path_is_jellyfin_picture(struct arena *a, const char *path)
{
	const char *s = proxy_skip_text(path, "/Items/"), *index;
	unsigned given;
	int64_t n;

	s = proxy_skip_text(proxy_skip_chars(s, DIGITS LETTERS "-"),
	    "/Images/");
	s = proxy_skip_word(s, jellyfin_images, COUNT(jellyfin_images));
	if (s && *s == '/') {
		index = s + 1;
		s = proxy_skip_chars(index, DIGITS);
		if (!s || !number_read_whole(arena_strndup(a, index,
		    (size_t)(s - index)), 0, INDEX_MAX, &n))
			return false;
	}
	if (!s || !*s)
		return s != NULL;
	return *s == '?' && proxy_query_is_good(a, jellyfin_members,
	    COUNT(jellyfin_members), s + 1, &given);
}

const char *
proxy_path_image_type(const char *b, unsigned long len)
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
