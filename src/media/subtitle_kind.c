#include "config.h"

#include <string.h>

#include "probe.h"
#include "subtitle_kind.h"
#include "base/arena.h"
#include "base/cleanup.h"

#define SECTION_WITHIN	4096	/* bytes; comments may come before */
#define STREAMS_MAX	32	/* of a DVD */

static const struct {
	const char		*head;
	size_t			 len;
	enum subtitle_kind	 kind;
} heads[] = {
	{ "\x1a\x45\xdf\xa3", 4, SUBTITLE_MATROSKA },
	{ "PG", 2, SUBTITLE_PGS },
	{ "# VobSub index file", 19, SUBTITLE_VOBSUB },
	{ "\xef\xbb\xbf# VobSub index file", 22, SUBTITLE_VOBSUB },
	{ "\0\0\x01\xba", 4, SUBTITLE_VOBSUB_DATA },
};

enum subtitle_kind
subtitle_kind_detect(const char *head, size_t len)
{
	size_t i;

	for (i = 0; i < COUNT(heads); i++)
		if (len >= heads[i].len &&
		    !memcmp(head, heads[i].head, heads[i].len))
			return heads[i].kind;
	return SUBTITLE_TEXT;
}

/* "{100}": its length, or 0. */
static size_t
subtitle_kind_skip_frame(const char *s, size_t len)
{
	size_t i = 1;

	if (len < 3 || *s != '{')
		return 0;
	while (i < len && s[i] >= '0' && s[i] <= '9')
		i++;
	return i > 1 && i < len && s[i] == '}' ? i + 1 : 0;
}

bool
subtitle_kind_is_microdvd(const char *text, size_t len)
{
	size_t n = subtitle_kind_skip_frame(text, len);

	return n && (subtitle_kind_skip_frame(text + n, len - n) ||
	    (len - n >= 2 && !memcmp(text + n, "{}", 2)));
}

bool
subtitle_kind_is_styled(const char *text, size_t len)
{
	static const char section[] = "[Script Info]";

	return memmem(text, len < SECTION_WITHIN ? len : SECTION_WITHIN,
	    section, sizeof(section) - 1) != NULL;
}

static bool
subtitle_kind_has_prefix(const char *s, const char *end, const char *with)
{
	size_t n = strlen(with);

	return (size_t)(end - s) >= n && !memcmp(s, with, n);
}

/*
 * Each stream is "id: en, index: 0", then its time stamps.  FFmpeg ignores a
 * stream without any.
 */
size_t
subtitle_kind_parse_vobsub(struct arena *a, const char *text, size_t len,
    const struct probe_stream **out)
{
	struct probe_stream *list = arena_alloc(a, STREAMS_MAX *
	    sizeof(*list));
	const char *s = text, *end = text + len, *eol, *language = NULL;
	size_t n = 0;

	for (; s < end && n < STREAMS_MAX; s = eol + 1) {
		eol = memchr(s, '\n', (size_t)(end - s));
		if (!eol)
			eol = end;
		if (subtitle_kind_has_prefix(s, eol, "id: ") && eol - s >= 6)
			language = arena_strndup(a, s + 4, 2);
		if (!subtitle_kind_has_prefix(s, eol, "timestamp:") ||
		    !language)
			continue;
		list[n] = (struct probe_stream){ .index = (int)n,
		    .codec = "dvd_subtitle", .language = language };
		n++;
		language = NULL;
	}
	*out = list;
	return n;
}
