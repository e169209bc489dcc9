#include "config.h"

#include <string.h>

#include "download_name.h"
#include "base/arena.h"
#include "base/url.h"
#include "base/utf8.h"
#include "model/capture.h"

#define TITLE_MAX_BYTES	160
#define DASH		"\xe2\x80\x94"	/* the em dash of our titles */

/* Whether file systems refuse this byte of a title. */
static bool
download_name_is_refused(unsigned char c)
{
	return c < ' ' || c == 0x7f || strchr("\"*/:<>?\\|%", c) != NULL;
}

static char *
download_name_clean(struct arena *a, const char *name)
{
	const char *title = utf8_line(a, name, 4 * TITLE_MAX_BYTES);
	char *out = arena_alloc(a, strlen(title) + 1), *w = out;
	const char *s;
	size_t n;

	for (s = title; *s; s++) {
		if (!strncmp(s, DASH, strlen(DASH))) {
			*w++ = '-';
			s += strlen(DASH) - 1;
		} else if (download_name_is_refused((unsigned char)*s)) {
			*w++ = ' ';
		} else {
			*w++ = *s;
		}
	}
	*w = '\0';
	out[utf8_cut(out, (size_t)(w - out), TITLE_MAX_BYTES)] = '\0';
	/* A leading dot hides a file; Windows drops trailing dots, spaces. */
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
	    download_name_clean(a, c->media_title), t / 3600, t / 60 % 60,
	    t % 60, dot ? dot : "");
}

/* For clients that know only filename: "_" for all that is not ASCII. */
static char *
download_name_ascii(struct arena *a, const char *name)
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

	return arena_printf(a,
	    "attachment; filename=\"%s\"; filename*=UTF-8''%s",
	    download_name_ascii(a, name), url_encode(a, name));
}
