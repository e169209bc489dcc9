#include "config.h"

#include <stddef.h>
#include <string.h>

#include "session_compare.h"
#include "base/arena.h"
#include "base/cleanup.h"

#define AT(member)	offsetof(struct session, member)
#define IN(member)	offsetof(struct session_track, member)

static const size_t texts[] = {
	AT(id), AT(source), AT(native_key), AT(media_key), AT(title),
	AT(subtitle), AT(thumbnail), AT(user), AT(player), AT(media_error),
};

static const size_t external_texts[] = {
	offsetof(struct session_external, id),
	offsetof(struct session_external, title),
};

static const size_t track_texts[] = {
	IN(codec), IN(language), IN(path), IN(remote),
};

static const char *
session_text_at(const void *object, size_t at)
{
	const char *s;

	memcpy(&s, (const char *)object + at, sizeof(s));
	return s;
}

static bool
session_is_same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static bool
session_is_same_texts(const void *a, const void *b, const size_t *at, size_t n)
{
	while (n--)
		if (!session_is_same_text(session_text_at(a, at[n]),
			session_text_at(b, at[n])))
			return false;
	return true;
}

static bool
session_is_same_track(const struct session_track *a,
    const struct session_track *b)
{
	return a->choice == b->choice && a->index == b->index &&
	    a->ordinal == b->ordinal &&
	    session_is_same_texts(a, b, track_texts, COUNT(track_texts));
}

bool
session_has_same_parts(const struct session *a, const struct session *b)
{
	size_t i;

	if (a->nparts != b->nparts)
		return false;
	for (i = 0; i < a->nparts; i++)
		if (!session_is_same_text(a->parts[i].path, b->parts[i].path) ||
		    !session_is_same_text(a->parts[i].reported,
			b->parts[i].reported) ||
		    a->parts[i].duration_s != b->parts[i].duration_s)
			return false;
	return true;
}

static bool
session_is_same_external(const struct session_external *a,
    const struct session_external *b)
{
	return a->part == b->part && a->is_default == b->is_default &&
	    a->is_forced == b->is_forced &&
	    session_is_same_track(&a->track, &b->track) &&
	    session_is_same_texts(a, b, external_texts, COUNT(external_texts));
}

static bool
session_is_same_externals(const struct session *a, const struct session *b)
{
	size_t i;

	if (a->nexternals != b->nexternals)
		return false;
	for (i = 0; i < a->nexternals; i++)
		if (!session_is_same_external(&a->externals[i],
			&b->externals[i]))
			return false;
	return true;
}

bool
session_is_same(const struct session *a, const struct session *b)
{
	return a->year == b->year && a->state == b->state &&
	    a->duration_s == b->duration_s &&
	    session_is_same_track(&a->audio, &b->audio) &&
	    session_is_same_track(&a->subtitles, &b->subtitles) &&
	    session_is_same_externals(a, b) && session_has_same_parts(a, b) &&
	    session_is_same_texts(a, b, texts, COUNT(texts));
}

static void
session_copy_texts(struct arena *a, void *object, const size_t *at, size_t n)
{
	char *s;

	while (n--) {
		s = arena_strdup(a, session_text_at(object, at[n]));
		memcpy((char *)object + at[n], &s, sizeof(s));
	}
}

static const struct session_external *
session_copy_externals(struct arena *a, const struct session *s)
{
	struct session_external *v = arena_alloc(a,
	    s->nexternals * sizeof(*v));
	size_t i;

	for (i = 0; i < s->nexternals; i++) {
		v[i] = s->externals[i];
		session_copy_texts(a, &v[i], external_texts,
		    COUNT(external_texts));
		session_copy_texts(a, &v[i].track, track_texts,
		    COUNT(track_texts));
	}
	return v;
}

struct session
session_copy(struct arena *a, const struct session *from)
{
	struct session s = *from;
	struct session_part *parts = arena_alloc(a,
	    s.nparts * sizeof(*parts));
	size_t i;

	session_copy_texts(a, &s, texts, COUNT(texts));
	session_copy_texts(a, &s.audio, track_texts, COUNT(track_texts));
	session_copy_texts(a, &s.subtitles, track_texts, COUNT(track_texts));
	s.externals = session_copy_externals(a, from);
	for (i = 0; i < s.nparts; i++)
		parts[i] = (struct session_part){
			.reported = arena_strdup(a, from->parts[i].reported),
			.path = arena_strdup(a, from->parts[i].path),
			.duration_s = from->parts[i].duration_s,
		};
	s.parts = parts;
	return s;
}
