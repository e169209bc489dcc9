#include "config.h"

#include <string.h>

#include "arena.h"
#include "capture.h"
#include "download_name.h"
#include "url.h"

#define TITLE_MAX_BYTES	160
#define DASH		"\xe2\x80\x94"	/* the em dash of our titles */

/* A byte of a title that file systems refuse. */
static int
is_refused(unsigned char c)
{
	return c < ' ' || c == 0x7f || strchr("\"*/:<>?\\|%", c) != NULL;
}

/*
 * Bytes of a character that turns or breaks what follows it: with one a
 * program's name can read like a picture's.
 */
static size_t
misleading(const char *s)
{
	const unsigned char *c = (const unsigned char *)s;

	if (c[0] == 0xd8 && c[1] == 0x9c)
		return 2;
	if (c[0] != 0xe2 || (c[1] != 0x80 && c[1] != 0x81))
		return 0;
	if (c[1] == 0x81)
		return c[2] >= 0xa6 && c[2] <= 0xa9 ? 3 : 0;
	return c[2] == 0x8e || c[2] == 0x8f ||
	    (c[2] >= 0xa8 && c[2] <= 0xae) ? 3 : 0;
}

/* At a character's start, so that none is cut in two. */
static void
shorten(char *s, size_t max)
{
	size_t n = strlen(s);

	if (n <= max)
		return;
	while (max && ((unsigned char)s[max] & 0xc0) == 0x80)
		max--;
	s[max] = '\0';
}

static char *
clean(struct arena *a, const char *title)
{
	char *out = arena_alloc(a, strlen(title) + 1), *w = out;
	const char *s;
	size_t n;

	for (s = title; *s; s++) {
		n = misleading(s);
		if (n) {
			s += n - 1;
		} else if (!strncmp(s, DASH, strlen(DASH))) {
			*w++ = '-';
			s += strlen(DASH) - 1;
		} else if (is_refused((unsigned char)*s)) {
			*w++ = ' ';
		} else {
			*w++ = *s;
		}
	}
	shorten(out, TITLE_MAX_BYTES);
	/* Leading dots hide a file; trailing dots and spaces trouble Windows. */
	out += strspn(out, " .");
	n = strlen(out);
	while (n && (out[n - 1] == ' ' || out[n - 1] == '.'))
		out[--n] = '\0';
	return *out ? out : arena_strdup(a, "MediaSnap");
}

char *
download_name(struct arena *a, const struct capture *c)
{
	const char *dot = strrchr(c->file_name, '.');
	long t = (long)c->timestamp_s;

	return arena_printf(a, "%s - %02ld.%02ld.%02ld%s",
	    clean(a, c->media_title), t / 3600, t / 60 % 60, t % 60,
	    dot ? dot : "");
}

/* What has no ASCII becomes "_" for the clients that know filename only. */
static char *
ascii(struct arena *a, const char *name)
{
	char *out = arena_alloc(a, strlen(name) + 1), *w = out;
	const unsigned char *s = (const unsigned char *)name;

	for (; *s; s++) {
		if (*s < 0x80)
			*w++ = (char)*s;
		else if ((*s & 0xc0) == 0xc0)
			*w++ = '_';
	}
	return out;
}

char *
download_disposition(struct arena *a, const struct capture *c)
{
	const char *name = download_name(a, c);

	return arena_printf(a, "attachment; filename=\"%s\"; "
	    "filename*=UTF-8''%s", ascii(a, name), url_encode(a, name));
}
