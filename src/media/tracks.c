#include "config.h"

#include <string.h>
#include <strings.h>

#include "probe.h"
#include "tracks.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "model/session.h"

/* Names of the same codec; the first is ffprobe's. */
static const char *const same_codec[][6] = {
	{ "dts", "dca", "dca-ma", "dts-hd", NULL },
	{ "subrip", "srt", NULL },
	{ "ass", "ssa", NULL },
	{ "hdmv_pgs_subtitle", "pgs", "pgssub", "sup", NULL },
	/* A .sub can be either: only its bytes tell. */
	{ "dvd_subtitle", "vobsub", "dvdsub", "sub", "microdvd", NULL },
	{ "dvb_subtitle", "dvbsub", NULL },
	{ "mov_text", "tx3g", "text", NULL },
	{ "webvtt", "vtt", NULL },
	{ "mp3", "mp2", NULL },
};

/* ISO 639-2/T, 639-2/B, 639-1. */
static const char *const same_language[][6] = {
	{ "eng", "en", NULL }, { "deu", "ger", "de", NULL },
	{ "fra", "fre", "fr", NULL }, { "spa", "es", NULL },
	{ "ita", "it", NULL }, { "por", "pt", NULL },
	{ "nld", "dut", "nl", NULL }, { "swe", "sv", NULL },
	{ "nor", "nob", "no", "nb", NULL }, { "dan", "da", NULL },
	{ "fin", "fi", NULL }, { "isl", "ice", "is", NULL },
	{ "pol", "pl", NULL }, { "ces", "cze", "cs", NULL },
	{ "slk", "slo", "sk", NULL }, { "hun", "hu", NULL },
	{ "ron", "rum", "ro", NULL }, { "bul", "bg", NULL },
	{ "ell", "gre", "el", NULL }, { "tur", "tr", NULL },
	{ "rus", "ru", NULL }, { "ukr", "uk", NULL },
	{ "hrv", "hr", NULL }, { "srp", "sr", NULL },
	{ "slv", "sl", NULL }, { "mkd", "mac", "mk", NULL },
	{ "sqi", "alb", "sq", NULL }, { "hye", "arm", "hy", NULL },
	{ "kat", "geo", "ka", NULL }, { "eus", "baq", "eu", NULL },
	{ "cym", "wel", "cy", NULL }, { "fas", "per", "fa", NULL },
	{ "heb", "he", NULL }, { "ara", "ar", NULL },
	{ "hin", "hi", NULL }, { "tam", "ta", NULL },
	{ "tel", "te", NULL }, { "tha", "th", NULL },
	{ "vie", "vi", NULL }, { "ind", "id", NULL },
	{ "msa", "may", "ms", NULL }, { "jpn", "ja", "jap", NULL },
	{ "kor", "ko", NULL }, { "zho", "chi", "zh", NULL },
	{ "cat", "ca", NULL }, { "est", "et", NULL },
	{ "lav", "lv", NULL }, { "lit", "lt", NULL },
};

static int
track_find_row(const char *const (*table)[6], size_t rows, const char *name)
{
	size_t i, j;

	for (i = 0; i < rows; i++)
		for (j = 0; table[i][j]; j++)
			if (!strcasecmp(table[i][j], name))
				return (int)i;
	return -1;
}

static bool
track_name_is_same(const char *const (*table)[6], size_t rows, const char *a,
    const char *b)
{
	int row = track_find_row(table, rows, a);

	return !strcasecmp(a, b) ||
	    (row >= 0 && row == track_find_row(table, rows, b));
}

bool
track_codec_fits(const char *said, const char *found)
{
	if (!said || !*said || !*found)
		return true;
	if (!strncasecmp(said, "pcm", 3) && !strncmp(found, "pcm", 3))
		return true;
	return track_name_is_same(same_codec, COUNT(same_codec), said, found);
}

static bool
track_language_is_none(const char *s)
{
	return !s || !*s || !strcasecmp(s, "und") || !strcasecmp(s, "mis") ||
	    !strcasecmp(s, "zxx");
}

bool
track_language_fits(const char *said, const char *found)
{
	char a[4] = "", b[4] = "";

	if (track_language_is_none(said) || track_language_is_none(found))
		return true;
	memcpy(a, said, strnlen(said, 3));
	memcpy(b, found, strnlen(found, 3));
	a[strcspn(a, "-_")] = b[strcspn(b, "-_")] = '\0';
	return track_name_is_same(same_language, COUNT(same_language), a, b);
}

const char *
track_language(const char *said)
{
	char code[4] = "";
	int row;

	if (track_language_is_none(said))
		return NULL;
	memcpy(code, said, strnlen(said, 3));
	code[strcspn(code, "-_")] = '\0';
	row = track_find_row(same_language, COUNT(same_language), code);
	return row < 0 ? NULL : same_language[row][0];
}

static const struct probe_stream *
track_find_stream(const struct probe_stream *list, size_t n,
    const struct session_track *t)
{
	if (t->index >= 0)
		return probe_stream_at(list, n, t->index);
	return t->ordinal >= 0 && (size_t)t->ordinal < n ? &list[t->ordinal]
	    : NULL;
}

static int
track_default_stream(const struct probe_stream *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (list[i].is_default)
			return list[i].index;
	return n ? list[0].index : -1;
}

int
track_default_audio(const struct probe *p)
{
	return track_default_stream(p->audio, p->naudio);
}

static bool
track_is_among(int stream, const int *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (list[i] == stream)
			return true;
	return false;
}

int
track_choose_other(const struct probe *p, int stream, const int *tried,
    size_t n)
{
	const struct probe_stream *lost = probe_stream_at(p->audio, p->naudio,
	    stream), *s;
	int best = -1, most = -1, points;
	size_t i;

	for (i = 0; i < p->naudio; i++) {
		s = &p->audio[i];
		if (!s->is_usable || s->index == stream ||
		    track_is_among(s->index, tried, n))
			continue;
		points = s->is_default;
		if (lost && !track_language_is_none(lost->language) &&
		    !track_language_is_none(s->language) &&
		    track_language_fits(lost->language, s->language))
			points += 2;
		if (points > most) {
			most = points;
			best = s->index;
		}
	}
	return best;
}

static const char *
track_or_unknown(const char *s)
{
	return s && *s ? s : "unknown";
}

/*
 * The track that the viewer's client plays, if the file has it; else the file's
 * default.
 */
static struct track
track_choose(struct arena *a, const char *kind, const struct probe_stream *list,
    size_t n, const struct session_track *t)
{
	const struct probe_stream *s = track_find_stream(list, n, t);
	struct track none = { .stream = track_default_stream(list, n) };

	if (s && track_codec_fits(t->codec, s->codec) &&
	    track_language_fits(t->language, s->language))
		return (struct track){ .stream = s->index,
		    .language = t->language };
	none.note = arena_printf(a, "the viewer's %s track (%s, language %s) "
	    "could not be found in the file: %s", kind,
	    track_or_unknown(t->codec), track_or_unknown(t->language),
	    n ? "its default was used" : "it has none");
	return none;
}

bool
track_is_none(const struct track *t)
{
	return t->stream < 0 && !t->path && !t->remote;
}

struct track
track_audio(struct arena *a, const struct probe *p,
    const struct session_track *t)
{
	if (t->choice != TRACK_ON || !p->naudio)
		return (struct track){ .stream = track_default_audio(p) };
	return track_choose(a, "audio", p->audio, p->naudio, t);
}

struct track
track_subtitles(struct arena *a, const struct probe *p,
    const struct session_track *t)
{
	if (t->choice != TRACK_ON)
		return (struct track)TRACK_NONE;
	if (t->path || t->remote)
		return (struct track){ .stream = -1, .path = t->path,
		    .remote = t->remote, .codec = t->codec,
		    .language = t->language };
	return track_choose(a, "subtitle", p->subtitles, p->nsubtitles, t);
}
