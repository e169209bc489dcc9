#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "media/probe.h"

static struct arena a;

/* The part of ffprobe's answer that is the same in all cases. */
#define FILE_OF(format, streams) \
	"{\"streams\":[" streams "],\"format\":{\"format_name\":" format "}}"
#define VIDEO(more) \
	"{\"index\":0,\"codec_type\":\"video\",\"codec_name\":\"h264\"," \
	"\"width\":720,\"height\":576,\"pix_fmt\":\"yuv420p\"" more "}"

static const struct {
	const char	*name, *json;
	int		 err;
} broken[] = {
	{ "nothing", "", -EBADMSG },
	{ "no object", "[]", -EBADMSG },
	{ "no format", "{\"streams\":[]}", -EBADMSG },
	{ "a number for a format", FILE_OF("3", ""), -EBADMSG },
	{ "cut short", "{\"format\":{\"format_name\":\"avi\"", -EBADMSG },
	{ "no streams", FILE_OF("\"avi\"", ""), 0 },
	{ "streams that are none", FILE_OF("\"avi\"", "null,3,[],{}"), 0 },
};

static const struct {
	const char	*name, *json;
	double		 start_s, duration_s, video_end_s;
} times[] = {
	{ "MP4", FILE_OF("\"mov,mp4\",\"start_time\":\"0.000000\","
	    "\"duration\":\"10.5\"", VIDEO(",\"start_time\":\"0.5\","
	    "\"duration\":\"9.0\"")), 0, 10.5, 9.5 },
	{ "MPEG-TS", FILE_OF("\"mpegts\",\"start_time\":\"37.21\","
	    "\"duration\":\"10\"", VIDEO(",\"start_time\":\"37.25\","
	    "\"duration\":\"9.96\"")), 37.21, 10, 10 },
	{ "Matroska's tag", FILE_OF("\"matroska,webm\",\"duration\":\"60\"",
	    VIDEO(",\"tags\":{\"DURATION\":\"00:00:30.023000000\"}")), 0, 60,
	    30.023 },
	{ "nobody knows", FILE_OF("\"mpeg\",\"duration\":\"N/A\"",
	    VIDEO("")), 0, 0, 0 },
	{ "absurd", FILE_OF("\"matroska,webm\",\"duration\":\"4295019.1\"",
	    VIDEO(",\"duration\":\"20\"")), 0, 20, 20 },
	{ "negative", FILE_OF("\"avi\",\"duration\":\"-3\"", VIDEO("")), 0, 0,
	    0 },
	{ "rubbish", FILE_OF("\"avi\",\"duration\":\"nan\",\"start_time\":"
	    "\"1e999\"", VIDEO(",\"duration\":\"7x\"")), 0, 0, 0 },
};

static const struct {
	const char	*name, *json;
	int		 index, rotation, sar_num, bits, dv_profile;
	bool		 hdr, interlaced, held, needs_dv;
} pictures[] = {
	{ "plain", VIDEO(""), 0, 0, 1, 8, 0, 0, 0, 0, 0 },
	{ "cover first", VIDEO(",\"disposition\":{\"attached_pic\":1}") ","
	    "{\"index\":4,\"codec_type\":\"video\"}", 4, 0, 1, 8, 0, 0, 0, 0,
	    0 },
	{ "only a cover", VIDEO(",\"disposition\":{\"attached_pic\":1}"), -1,
	    0, 1, 8, 0, 0, 0, 0, 0 },
	{ "sound first", "{\"index\":0,\"codec_type\":\"audio\"},"
	    "{\"index\":1,\"codec_type\":\"video\"}", 1, 0, 1, 8, 0, 0, 0, 0,
	    0 },
	{ "oblong", VIDEO(",\"sample_aspect_ratio\":\"64:45\""), 0, 0, 64, 8,
	    0, 0, 0, 0, 0 },
	{ "no shape", VIDEO(",\"sample_aspect_ratio\":\"0:1\""), 0, 0, 1, 8, 0,
	    0, 0, 0, 0 },
	{ "turned", VIDEO(",\"side_data_list\":[{\"rotation\":-90}]"), 0, 270,
	    1, 8, 0, 0, 0, 0, 0 },
	{ "PQ", VIDEO(",\"color_transfer\":\"smpte2084\","
	    "\"pix_fmt\":\"yuv420p10le\""), 0, 0, 1, 10, 0, 1, 0, 0, 0 },
	{ "HLG", VIDEO(",\"color_transfer\":\"arib-std-b67\""), 0, 0, 1, 8, 0,
	    1, 0, 0, 0 },
	{ "fields", VIDEO(",\"field_order\":\"tb\""), 0, 0, 1, 8, 0, 0, 1, 0,
	    0 },
	{ "progressive", VIDEO(",\"field_order\":\"progressive\""), 0, 0, 1,
	    8, 0, 0, 0, 0, 0 },
	{ "slides", VIDEO(",\"r_frame_rate\":\"25/1\",\"avg_frame_rate\":"
	    "\"1/4\""), 0, 0, 1, 8, 0, 0, 0, 1, 0 },
	{ "milliseconds for a rate", VIDEO(",\"r_frame_rate\":\"1000/1\","
	    "\"avg_frame_rate\":\"30/1\""), 0, 0, 1, 8, 0, 0, 0, 0, 0 },
	{ "PAFF", VIDEO(",\"r_frame_rate\":\"50/1\",\"avg_frame_rate\":"
	    "\"25/1\""), 0, 0, 1, 8, 0, 0, 0, 0, 0 },
	{ "no rate", VIDEO(",\"r_frame_rate\":\"0/0\",\"avg_frame_rate\":"
	    "\"0/0\""), 0, 0, 1, 8, 0, 0, 0, 0, 0 },
	{ "Dolby Vision 5", VIDEO(",\"side_data_list\":[{\"dv_profile\":5,"
	    "\"dv_bl_signal_compatibility_id\":0}]"), 0, 0, 1, 8, 5, 0, 0, 0,
	    1 },
	{ "Dolby Vision 5, in short", VIDEO(",\"side_data_list\":["
	    "{\"dv_profile\":5}]"), 0, 0, 1, 8, 5, 0, 0, 0, 1 },
	{ "Dolby Vision 8", VIDEO(",\"side_data_list\":[{\"dv_profile\":8,"
	    "\"dv_bl_signal_compatibility_id\":1}]"), 0, 0, 1, 8, 8, 0, 0, 0,
	    0 },
};

#define STREAM(more) "{\"codec_type\":\"video\",\"pix_fmt\":\"yuv420p\"," \
	"\"codec_name\":\"h264\",\"width\":640,\"height\":360," more "}"

/* Which of several streams is chosen as the film. */
static const struct {
	const char	*name, *json;
	int		 index;
} films[] = {
	{ "the first of two alike", STREAM("\"index\":0") "," STREAM("\"index\":1"),
	    0 },
	{ "a still in Matroska", "{\"index\":0,\"codec_type\":\"video\","
	    "\"codec_name\":\"mjpeg\",\"pix_fmt\":\"yuvj420p\",\"width\":1920,"
	    "\"height\":1080,\"avg_frame_rate\":\"25/1\",\"tags\":{\"DURATION\":"
	    "\"00:00:00.040000000\"}}," STREAM("\"index\":1"), 1 },
	{ "a still that is the default", STREAM("\"index\":0,\"nb_frames\":\"1\","
	    "\"disposition\":{\"default\":1}") "," STREAM("\"index\":1,"
	    "\"nb_frames\":\"240\""), 1 },
	{ "a JPEG of nobody knows how many", "{\"index\":0,\"codec_type\":"
	    "\"video\",\"codec_name\":\"mjpeg\",\"pix_fmt\":\"yuvj420p\"},"
	    STREAM("\"index\":1"), 1 },
	{ "the default", STREAM("\"index\":0,\"height\":720") ","
	    STREAM("\"index\":1,\"disposition\":{\"default\":1}"), 1 },
	{ "the larger", STREAM("\"index\":0") "," "{\"index\":1,\"codec_type\":"
	    "\"video\",\"pix_fmt\":\"yuv420p\",\"codec_name\":\"hevc\","
	    "\"width\":1920,\"height\":1080}", 1 },
	{ "what has a decoder", "{\"index\":0,\"codec_type\":\"video\",\"width\":"
	    "1920,\"height\":1080,\"disposition\":{\"default\":1}},"
	    STREAM("\"index\":1"), 1 },
};

#define SOUND(more) "{\"index\":1,\"codec_type\":\"audio\"," more "}"
#define HEARD "\"codec_name\":\"aac\",\"sample_fmt\":\"fltp\"," \
	"\"sample_rate\":\"48000\",\"channels\":2"

static const struct {
	const char	*name, *json;
	bool		 usable;
} sounds[] = {
	{ "sound", SOUND(HEARD), true },
	{ "no decoder", SOUND("\"sample_rate\":\"48000\",\"channels\":6"), false },
	{ "no channels", SOUND("\"codec_name\":\"aac\",\"sample_fmt\":\"fltp\","
	    "\"sample_rate\":\"0\",\"channels\":0"), false },
	{ "AC-4 by its tag", SOUND(HEARD ",\"codec_tag_string\":\"ac-4\""),
	    false },
	{ "no frames", SOUND(HEARD ",\"nb_frames\":\"0\""), false },
	{ "no length", SOUND(HEARD ",\"tags\":{\"DURATION\":"
	    "\"00:00:00.000000000\"}"), false },
};

static int
parse(const char *json, struct probe *p)
{
	return probe_parse(&a, json, strlen(json), p);
}

static void
check_times(void)
{
	struct probe p;
	size_t i;

	for (i = 0; i < COUNT(times); i++) {
		is_int(parse(times[i].json, &p), 0, times[i].name);
		ok(fabs(p.start_s - times[i].start_s) < 1e-9, "  start");
		ok(fabs(p.duration_s - times[i].duration_s) < 1e-9,
		    "  duration");
		ok(fabs(p.video_end_s - times[i].video_end_s) < 1e-9,
		    "  end of the picture");
	}
}

static void
check_choice(void)
{
	struct probe p;
	size_t i;

	for (i = 0; i < COUNT(films); i++) {
		parse(arena_printf(&a, "{\"streams\":[%s],\"format\":"
		    "{\"format_name\":\"avi\"}}", films[i].json), &p);
		is_int(p.video.index, films[i].index, films[i].name);
		is_int(p.video.is_second, films[i].index > 0, "  is second");
	}
	for (i = 0; i < COUNT(sounds); i++) {
		parse(arena_printf(&a, "{\"streams\":[%s],\"format\":"
		    "{\"format_name\":\"avi\"}}", sounds[i].json), &p);
		is_int(p.audio[0].is_usable, sounds[i].usable, sounds[i].name);
	}
}

static void
check_pictures(void)
{
	struct probe p;
	size_t i;

	for (i = 0; i < COUNT(pictures); i++) {
		const char *json = arena_printf(&a, "{\"streams\":[%s],"
		    "\"format\":{\"format_name\":\"avi\"}}", pictures[i].json);

		is_int(parse(json, &p), 0, pictures[i].name);
		is_int(p.video.index, pictures[i].index, "  index");
		is_int(p.video.rotation, pictures[i].rotation, "  rotation");
		is_int(p.video.sar_num, pictures[i].sar_num, "  shape");
		is_int(p.video.bits, pictures[i].bits, "  bits");
		is_int(p.video.dv_profile, pictures[i].dv_profile, "  profile");
		is_int(probe_is_hdr(&p), pictures[i].hdr, "  HDR");
		is_int(probe_is_interlaced(&p), pictures[i].interlaced,
		    "  interlaced");
		is_int(probe_holds_frames(&p), pictures[i].held, "  held");
		is_int(probe_needs_dv(&p), pictures[i].needs_dv, "  needs DV");
	}
}

static void
check_streams(void)
{
	struct probe p;

	parse(FILE_OF("\"matroska,webm\"", VIDEO("") ",{\"index\":1,"
	    "\"codec_type\":\"audio\",\"codec_name\":\"eac3\",\"channels\":6,"
	    "\"tags\":{\"language\":\"eng\",\"title\":\"\"},"
	    "\"disposition\":{\"default\":1}},{\"index\":2,\"codec_type\":"
	    "\"subtitle\",\"codec_name\":\"ass\",\"disposition\":"
	    "{\"forced\":1}},{\"index\":3,\"codec_type\":\"attachment\","
	    "\"codec_name\":\"ttf\"}"), &p);
	is_int((long long)p.naudio, 1, "one sound");
	is_str(p.audio[0].codec, "eac3", "  codec");
	is_int(p.audio[0].channels, 6, "  channels");
	is_str(p.audio[0].language, "eng", "  language");
	is_str(p.audio[0].title, NULL, "  no title");
	ok(p.audio[0].is_default, "  default");
	is_int((long long)p.nsubtitles, 1, "one subtitle");
	ok(p.subtitles[0].is_forced && !p.subtitles[0].is_default, "  forced");
	is_int((long long)p.nfonts, 1, "one font");
	ok(probe_stream_at(p.audio, p.naudio, 1) == &p.audio[0], "by index");
	ok(!probe_stream_at(p.audio, p.naudio, 2), "  of its kind only");
}

int
main(void)
{
	struct probe p;
	size_t i;

	for (i = 0; i < COUNT(broken); i++)
		is_int(parse(broken[i].json, &p), broken[i].err,
		    broken[i].name);
	check_times();
	check_pictures();
	check_choice();
	check_streams();
	arena_reset(&a);
	return done();
}
