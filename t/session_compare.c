/* Each member counts in a comparison, and a copy is complete. */
#include "config.h"

#include <stddef.h>
#include <string.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "model/session.h"
#include "poller/session_compare.h"

static struct arena a;

#define TRACK	{ TRACK_ON, 1, 2, "srt", "eng", "/a.srt", "/r" }

static const struct session_part parts[] = {
	{ "/r/1", "/p/1", 60 }, { "/r/2", "/p/2", 0 },
};
static const struct session_external externals[] = {
	{ "1", "one", 0, true, false, TRACK },
	{ "2", "two", 1, false, true, TRACK },
};
static const struct session original = {
	.id = "i", .source = "plex", .native_key = "n", .media_key = "m",
	.title = "t", .subtitle = "s", .thumbnail = "/t", .user = "u",
	.player = "p", .media_error = "e", .year = 1995,
	.state = PLAY_PAUSED, .duration_s = 60, .parts = parts, .nparts = 2,
	.audio = TRACK, .subtitles = TRACK, .externals = externals,
	.nexternals = 2,
};

#define AT(member)	offsetof(struct session, member)
#define IN(member)	offsetof(struct session_track, member)

static const size_t texts[] = {
	AT(id), AT(source), AT(native_key), AT(media_key), AT(title),
	AT(subtitle), AT(thumbnail), AT(user), AT(player), AT(media_error),
};
static const size_t track_texts[] = {
	IN(codec), IN(language), IN(path), IN(remote),
};

static const char *
text_at(const void *object, size_t at)
{
	const char *s;

	memcpy(&s, (const char *)object + at, sizeof(s));
	return s;
}

static void
text_set(void *object, size_t at, const char *s)
{
	memcpy((char *)object + at, &s, sizeof(s));
}

/* Another text, or none, makes a difference; restoring it removes that. */
static void
text_counts(const struct session *s, void *object, size_t at)
{
	const char *was = text_at(object, at);

	text_set(object, at, "other");
	ok(!session_is_same(&original, s), "another text for \"%s\"", was);
	text_set(object, at, NULL);
	ok(!session_is_same(&original, s) && !session_is_same(s, &original),
	    "  or none");
	text_set(object, at, arena_strdup(&a, was));
	ok(session_is_same(&original, s), "  and the same again");
}

#define COUNTS(member, other) do { \
	s.member = other; \
	ok(!session_is_same(&original, &s), "another " #member); \
	s.member = original.member; \
	ok(session_is_same(&original, &s), "  and the same again"); \
} while (0)

static void
track_counts(const struct session *s, struct session_track *t)
{
	struct session_track was = *t;
	size_t i;

	for (i = 0; i < COUNT(track_texts); i++)
		text_counts(s, t, track_texts[i]);
	t->choice = TRACK_OFF;
	ok(!session_is_same(&original, s), "another choice");
	*t = was;
	t->index++;
	ok(!session_is_same(&original, s), "another index");
	*t = was;
	t->ordinal++;
	ok(!session_is_same(&original, s), "another place");
	*t = was;
}

static void
session_counts(void)
{
	struct session s = session_copy(&a, &original);
	size_t i;

	for (i = 0; i < COUNT(texts); i++)
		text_counts(&s, &s, texts[i]);
	COUNTS(year, 1996);
	COUNTS(state, PLAY_PLAYING);
	COUNTS(duration_s, 61);
	COUNTS(nparts, 1);
	COUNTS(nexternals, 1);
	track_counts(&s, &s.audio);
	track_counts(&s, &s.subtitles);
	s.position.anchor_s = 5;
	s.ended_ms = 7;
	ok(session_is_same(&original, &s), "where it is says nothing");
}

static void
parts_count(void)
{
	struct session_part v[2] = { parts[0], parts[1] };
	struct session s = original;

	s.parts = v;
	ok(session_has_same_parts(&original, &s), "the same parts");
	text_counts(&s, &v[1], offsetof(struct session_part, path));
	text_counts(&s, &v[0], offsetof(struct session_part, reported));
	v[1].duration_s = 9;
	ok(!session_has_same_parts(&original, &s), "another length");
	s.parts = parts;
	s.nparts = 1;
	ok(!session_has_same_parts(&original, &s), "fewer");
}

static void
externals_count(void)
{
	struct session_external v[2] = { externals[0], externals[1] };
	struct session s = original;

	s.externals = v;
	ok(session_is_same(&original, &s), "the same externals");
	text_counts(&s, &v[1], offsetof(struct session_external, id));
	text_counts(&s, &v[0], offsetof(struct session_external, title));
	track_counts(&s, &v[1].track);
	v[1].part = 0;
	ok(!session_is_same(&original, &s), "of another part");
	v[1] = externals[1];
	v[1].is_default = true;
	ok(!session_is_same(&original, &s), "the default");
	v[1] = externals[1];
	v[1].is_forced = false;
	ok(!session_is_same(&original, &s), "not forced");
}

static void
track_is_apart(const struct session_track *got,
    const struct session_track *from)
{
	size_t i;

	for (i = 0; i < COUNT(track_texts); i++) {
		const char *s = text_at(got, track_texts[i]);

		is_str(s, text_at(from, track_texts[i]), "  a track's");
		ok(s != text_at(from, track_texts[i]), "  is its own");
	}
}

/* A copy shares no text with the original. */
static void
copy_is_apart(void)
{
	struct session s = session_copy(&a, &original);
	size_t i;

	for (i = 0; i < COUNT(texts); i++)
		ok(text_at(&s, texts[i]) != text_at(&original, texts[i]),
		    "a copy of \"%s\"", text_at(&s, texts[i]));
	for (i = 0; i < COUNT(parts); i++)
		ok(s.parts[i].path != parts[i].path &&
		    s.parts[i].reported != parts[i].reported &&
		    s.parts[i].duration_s == parts[i].duration_s,
		    "part %zu", i);
	for (i = 0; i < COUNT(externals); i++) {
		ok(s.externals[i].id != externals[i].id &&
		    s.externals[i].title != externals[i].title,
		    "external %zu", i);
		track_is_apart(&s.externals[i].track, &externals[i].track);
	}
	track_is_apart(&s.audio, &original.audio);
	track_is_apart(&s.subtitles, &original.subtitles);
}

int
main(void)
{
	session_counts();
	parts_count();
	externals_count();
	copy_is_apart();
	arena_reset(&a);
	return done();
}
