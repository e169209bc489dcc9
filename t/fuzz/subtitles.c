/* Subtitle files: their format, charset and text. */
#include "config.h"

#include <assert.h>
#include <string.h>

#include "fuzz.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/utf8.h"
#include "media/ass_text.h"
#include "media/glyphs.h"
#include "media/subtitle_kind.h"
#include "media/text_decode.h"

void
fuzz_subtitles(const uint8_t *data, size_t n)
{
	static const char *const languages[] = { NULL, "rus", "ja", "Czech" };
	AUTO(arena_reset) struct arena a = { 0 };
	const char *bytes = (const char *)data, *text;
	const struct probe_stream *streams;
	uint32_t chars[32];
	size_t len, i, shown;

	subtitle_kind_detect(bytes, n);
	subtitle_kind_is_microdvd(bytes, n);
	subtitle_kind_parse_vobsub(&a, bytes, n, &streams);
	text = text_decode(&a, bytes, n, languages[n % COUNT(languages)], &len);
	assert(utf8_is_valid(text, len));
	shown = ass_text_list_chars(text, len, 0, 1e9, chars, COUNT(chars));
	assert(shown <= COUNT(chars));
	for (i = 0; i < shown; i++)
		glyphs_script(chars[i]);
	assert(utf8_is_valid(text, utf8_cut(text, len, len / 2)));
}
