#include "config.h"

#include <errno.h>
#include <string.h>

#include <json-c/json.h>

#include "jellyfin.h"
#include "jellyfin_media.h"
#include "json_prune.h"
#include "text_clean.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"
#include "base/timestamp.h"
#include "base/url.h"
#include "base/utf8.h"

struct jellyfin_item {
	struct jellyfin_source	*sources;
	size_t			 n;
};

#define ROWS_MAX	20000		/* all devices ever seen have a row */
#define ROW_MAX_BYTES	(1u << 20)	/* without its queue */
#define PLAYS		"\"NowPlayingItem\""

#define OTHER_VERSION	"Jellyfin plays another version of this and does not " \
			"say which file that is."

/* Item types that viewers do not choose, or without a picture or a file. */
static const struct {
	const char	*type;
	bool		 is_hidden;
	const char	*why;
} types[] = {
	{ "Trailer",	true,	NULL },
	{ "TvChannel",	false,	"This is live TV: there is no file to "
				"capture from." },
	{ "LiveTvChannel", false, "This is live TV: there is no file to "
				"capture from." },
	{ "Program",	false,	"This is live TV: there is no file to "
				"capture from." },
	{ "Audio",	false,	"This is music: there is no picture to "
				"capture." },
	{ "AudioBook",	false,	"This is an audio book: there is no picture "
				"to capture." },
	{ "Photo",	false,	"This is a photo: there is nothing to "
				"capture." },
};

/* Members with whole queues of items, each with its paths and sources. */
static const char *const ballast[] = { "NowPlayingQueueFullItems",
    "NowPlayingQueue", NULL };

static const char *
jellyfin_first_text(struct arena *a, struct json_object *o, const char *one,
    const char *other)
{
	const char *s = json_get_str(o, one);

	return text_clean_line(a, s && *s ? s : json_get_str(o, other));
}

/* Seasons, episodes and years; -1 if missing. */
static int
jellyfin_read_number(struct json_object *o, const char *key)
{
	int64_t n = json_get_int(o, key, -1);

	return n >= 0 && n < 100000 ? (int)n : -1;
}

static void
jellyfin_set_titles(struct arena *a, struct json_object *item,
    struct session *s)
{
	const char *name = text_clean_line(a, json_get_str(item, "Name"));
	const char *series = text_clean_line(a,
	    json_get_str(item, "SeriesName"));
	const char *artist = text_clean_line(a,
	    json_get_str(item, "AlbumArtist"));
	const char *type = json_get_str(item, "Type");

	s->title = name;
	s->subtitle = text_clean_line(a,
	    json_get_str(json_get(item, "CurrentProgram"), "Name"));
	if (*series) {
		s->title = series;
		s->subtitle = text_clean_episode(a,
		    jellyfin_read_number(item, "ParentIndexNumber"),
		    jellyfin_read_number(item, "IndexNumber"), name);
	} else if (type && !strcmp(type, "Audio") && *artist) {
		s->title = artist;
		s->subtitle = name;
	}
}

static const char *
jellyfin_image_path(struct arena *a, const char *id, const char *tag)
{
	return arena_printf(a, "/Items/%s/Images/Primary?maxWidth=400"
	    "&quality=80%s%s", url_encode(a, id), tag ? "&tag=" : "",
	    tag ? url_encode(a, tag) : "");
}

static const char *
jellyfin_thumbnail_path(struct arena *a, struct json_object *item,
    const char *id)
{
	struct json_object *tags = json_get(item, "ImageTags");
	const char *tag = json_get_str(tags, "Primary");
	const char *series = jellyfin_media_read_id(a, item, "SeriesId");

	if (!tag && series && *series)
		return jellyfin_image_path(a, series,
		    json_get_str(item, "SeriesPrimaryImageTag"));
	return tag || !tags ? jellyfin_image_path(a, id, tag) : NULL;
}

static void
jellyfin_choose_track(struct arena *a, struct json_object *state,
    const char *key, const char **id, struct session_track *t)
{
	int64_t index = json_get_int(state, key, INT64_MIN);

	t->choice = index == INT64_MIN ? TRACK_UNKNOWN
	    : index < 0 ? TRACK_OFF : TRACK_ON;
	t->index = t->ordinal = -1;
	if (index >= 0)
		*id = arena_printf(a, "%lld", (long long)index);
}

static void
jellyfin_choose_version(struct arena *a, struct report *r, const char *id)
{
	const char **media = arena_alloc(a, sizeof(*media));

	*media = id;
	r->choice.media = media;
	r->choice.nmedia = 1;
}

static const struct jellyfin_source *
jellyfin_source_by_id(const struct jellyfin_source *v, size_t n, const char *id)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (v[i].id && id && !strcmp(v[i].id, id))
			return &v[i];
	return NULL;
}

/*
 * The item's own path is that of the version it displays.  If another version
 * is playing, ask the library for its path.
 */
static void
jellyfin_choose_file(struct arena *a, struct json_object *item,
    struct report *r)
{
	struct jellyfin_source own = jellyfin_media_read_source(a, item), *v;
	const char *id = r->choice.media[0];
	const struct jellyfin_source *found;
	size_t n = jellyfin_media_read_sources(a,
	    json_get(item, "MediaSources"), &v);

	jellyfin_media_set_file(a, r, &own);
	if (!id || !*id)
		jellyfin_choose_version(a, r, id = own.id);
	if (!id || (own.id && !strcmp(own.id, id)))
		return;
	if (n) {
		found = jellyfin_source_by_id(v, n, id);
		jellyfin_media_set_file(a, r, found ? found : &v[0]);
	} else {
		session_report_set_no_file(r, OTHER_VERSION);
		r->item = jellyfin_media_read_id(a, item, "Id");
	}
}

/* False for an item that viewers do not choose. */
static bool
jellyfin_read_choice(struct arena *a, struct json_object *item,
    struct report *r)
{
	const char *type = json_get_str(item, "Type");
	size_t i;

	jellyfin_choose_file(a, item, r);
	if (json_get(json_get(item, "ProviderIds"), "prerolls.video"))
		return false;
	for (i = 0; type && i < COUNT(types); i++) {
		if (strcmp(type, types[i].type))
			continue;
		if (types[i].why)
			session_report_set_no_file(r, types[i].why);
		return !types[i].is_hidden;
	}
	return true;
}

static void
jellyfin_read_state(struct arena *a, struct json_object *state,
    struct report *r)
{
	jellyfin_choose_version(a, r,
	    jellyfin_media_normalize_id(a, jellyfin_media_read_id(a, state,
	    "MediaSourceId")));
	r->value_s = jellyfin_media_read_seconds(state, "PositionTicks");
	r->session.state = json_get_bool(state, "IsPaused")
	    ? PLAY_PAUSED : PLAY_PLAYING;
	jellyfin_choose_track(a, state, "AudioStreamIndex", &r->choice.audio,
	    &r->session.audio);
	jellyfin_choose_track(a, state, "SubtitleStreamIndex",
	    &r->choice.subtitles, &r->session.subtitles);
	if (r->session.audio.choice == TRACK_OFF)
		r->session.audio.choice = TRACK_UNKNOWN;
}

/* "0001-01-01…" means never. */
static int64_t
jellyfin_read_time(struct json_object *row, const char *key)
{
	int64_t ms = 0;

	timestamp_parse(json_get_str(row, key), &ms);
	return ms > 0 ? ms : 0;
}

/* 1: a session; 0: idle or hidden; -EBADMSG: invalid. */
static int
jellyfin_read_row(struct arena *a, struct json_object *row, struct report *r)
{
	struct json_object *item = json_get(row, "NowPlayingItem");
	const char *id = jellyfin_media_read_id(a, row, "Id");
	const char *key = jellyfin_media_read_id(a, item, "Id");
	struct session *s = &r->session;

	if (!row || !json_object_is_type(row, json_type_object))
		return -EBADMSG;
	if (!item)
		return 0;			/* idle */
	*r = (struct report){
		.checkin_ms = jellyfin_read_time(row, "LastPlaybackCheckIn"),
		.activity_ms = jellyfin_read_time(row, "LastActivityDate"),
	};
	s->source = "jellyfin";
	s->id = text_clean_id(a, "jf-", id);
	s->media_key = text_clean_id(a, "", key);
	if (!s->id || !s->media_key)
		return -EBADMSG;
	s->native_key = s->id + strlen("jf-");
	jellyfin_set_titles(a, item, s);
	s->year = jellyfin_read_number(item, "ProductionYear");
	if (s->year < 0)
		s->year = 0;
	s->user = text_clean_line(a, json_get_str(row, "UserName"));
	s->player = jellyfin_first_text(a, row, "DeviceName", "Client");
	s->thumbnail = jellyfin_thumbnail_path(a, item, key);
	s->duration_s = jellyfin_media_read_seconds(item, "RunTimeTicks");
	if (s->duration_s < 0)
		s->duration_s = 0;
	jellyfin_read_state(a, json_get(row, "PlayState"), r);
	if (!jellyfin_read_choice(a, item, r))
		return 0;
	if (s->nparts || r->item)
		r->item_again = jellyfin_media_read_id(a, item, "Id");
	return 1;
}

static bool
jellyfin_is_repeated(const struct reports *out, const struct report *r)
{
	size_t i;

	for (i = 0; i < out->n; i++)
		if (!strcmp(out->v[i].session.id, r->session.id))
			return true;
	return false;
}

/*
 * Parses one row of the list at a time, as its tree is many times as large as
 * its text.  Idle devices are skipped without parsing.
 */
static int
jellyfin_parse_row(struct arena *a, const char *text, size_t len,
    struct report *r)
{
	AUTO(arena_reset) struct arena scrap = { 0 };
	AUTO(json_freep) struct json_object *row = NULL;

	if (*text == '{' && !memmem(text, len, PLAYS, strlen(PLAYS)))
		return 0;
	if (memmem(text, len, ballast[1], strlen(ballast[1])))
		text = json_prune(&scrap, text, len, ballast, &len);
	if (len > ROW_MAX_BYTES)
		return -EBADMSG;
	text = utf8_repair(&scrap, text, len, &len);
	row = json_parse(text, len);
	return row ? jellyfin_read_row(a, row, r) : -EBADMSG;
}

int
jellyfin_parse(struct arena *a, const char *text, size_t len,
    struct reports *out)
{
	struct json_prune_rows rows = { .at = text, .end = text + len };
	size_t seen = 0, n;
	const char *row;
	int rc, good;

	*out = (struct reports){
		.v = arena_alloc(a, (REPORTS_MAX + 1) * sizeof(*out->v)),
	};
	while ((rc = json_prune_next_row(&rows, &row, &n)) > 0) {
		if (++seen > ROWS_MAX)
			return -EBADMSG;
		good = out->n < REPORTS_MAX ? jellyfin_parse_row(a, row, n,
		    &out->v[out->n]) : 0;
		if (good < 0)
			out->skipped++;
		else if (good > 0 &&
		    !jellyfin_is_repeated(out, &out->v[out->n]))
			out->n++;
	}
	return rc;
}

int
jellyfin_time_parse(const char *text, size_t len, int64_t *received_ms,
    int64_t *sent_ms)
{
	AUTO(json_freep) struct json_object *o = json_parse(text, len);
	int64_t received, sent;

	if (timestamp_parse(json_get_str(o, "RequestReceptionTime"),
	    &received) ||
	    timestamp_parse(json_get_str(o, "ResponseTransmissionTime"),
	    &sent) || sent < received)
		return -EBADMSG;
	*received_ms = received;
	*sent_ms = sent;
	return 0;
}

/* The answer has one item, as we asked for one. */
struct jellyfin_item *
jellyfin_item_parse(struct arena *a, const char *text, size_t len)
{
	AUTO(json_freep) struct json_object *all = NULL;
	struct jellyfin_item *item = arena_alloc(a, sizeof(*item));
	struct json_object *items;

	text = utf8_repair(a, text, len, &len);
	all = json_parse(text, len);
	items = json_get(all, "Items");
	if (!json_len(items))
		return NULL;
	item->n = jellyfin_media_read_sources(a,
	    json_get(json_at(items, 0), "MediaSources"), &item->sources);
	return item;
}

bool
jellyfin_item_join(struct arena *a, struct report *r,
    const struct jellyfin_item *item)
{
	const struct jellyfin_source *s = jellyfin_source_by_id(item->sources,
	    item->n, r->choice.media[0]);

	if (s)
		jellyfin_media_set_file(a, r, s);
	return s != NULL;
}
