#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "ffmpeg_args.h"
#include "probe.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/process.h"
#include "base/regular_file.h"

#define JSON_MAX	(4u << 20)

/* Only what probe_parse() reads. */
#define ENTRIES \
	"format=format_name,start_time,duration,bit_rate,nb_streams:" \
	"stream=index,codec_name,codec_type,codec_tag_string,profile," \
	"pix_fmt,sample_fmt,sample_rate,nb_frames,color_transfer," \
	"color_space,color_primaries," \
	"field_order,width,height,sample_aspect_ratio,start_time,duration," \
	"r_frame_rate,avg_frame_rate,has_b_frames,channels," \
	"extradata_size:" \
	"stream_tags=language,title,DURATION,NUMBER_OF_FRAMES," \
	"NUMBER_OF_FRAMES-eng:" \
	"stream_disposition=default,forced,attached_pic,timed_thumbnails," \
	"still_image:" \
	"stream_side_data=rotation,dv_profile,dv_bl_signal_compatibility_id"

static char *const *
probe_argv(struct arena *a, const char *ffprobe, const char *path)
{
	struct args v = { .a = a };

	args_add(&v, ffprobe, "-hide_banner", "-loglevel", "error",
	    "-of", "json=compact=1", "-show_entries", ENTRIES);
	args_add_input(&v, path);
	return args_finish(&v);
}

/* How playlists begin, after an optional byte order mark. */
static const char *const playlists[] = {
	"#EXTM3U", "ffconcat version", "[playlist]", "[Reference]", "<asx",
	"<ASX", "<smil", "<?wpl", "<?xml", "<MPD", "v=0", "RTSPtext", "rtsp:",
	"http:", "https:",
};

static bool
probe_is_playlist(const char *path)
{
	char head[64] = "";
	const char *text = head;
	size_t i;

	if (regular_file_read_head(path, head, sizeof(head) - 1) < 0)
		return false;
	if (!strncmp(text, "\xef\xbb\xbf", 3))
		text += 3;
	text += strspn(text, " \t\r\n");
	for (i = 0; i < COUNT(playlists); i++)
		if (!strncmp(text, playlists[i], strlen(playlists[i])))
			return true;
	return false;
}

static int
probe_explain(struct arena *a, const char *path, const struct process *r,
    const char **why)
{
	const char *prefix = arena_printf(a, "file:%s: ", path);
	const char *said = process_last_error(r, a);

	if (!strncmp(said, prefix, strlen(prefix)))
		said += strlen(prefix);
	if (access(path, R_OK) < 0) {
		int err = errno;

		*why = arena_printf(a, "%s cannot be read: %s", path,
		    strerror(err));
		return -err;
	}
	if (probe_is_playlist(path))
		said = "it is a playlist; capture one of the files that it "
		    "lists instead";
	else if (strstr(r->err, "not on whitelist"))
		said = "MediaSnap does not open containers of this type; "
		    "convert it to Matroska or MP4";
	*why = arena_printf(a, "%s cannot be read as a film: %s", path,
	    *said ? said : "ffprobe gave no reason");
	return -EBADMSG;
}

int
probe_run(struct arena *a, const char *ffprobe, const char *path,
    struct probe *p, const char **json, const char **why)
{
	struct probe_limits usual = { .ffprobe = ffprobe,
	    .timeout_ms = PROBE_USUAL_MS };

	return probe_run_within(a, &usual, path, p, json, why);
}

int
probe_run_within(struct arena *a, const struct probe_limits *l,
    const char *path, struct probe *p, const char **json, const char **why)
{
	struct process r = { .argv = probe_argv(a, l->ffprobe, path),
	    .timeout_ms = l->timeout_ms, .stop = l->stop, .client = l->client,
	    .limits = PROBE_RUN_LIMITS, .out_max = JSON_MAX };
	int rc = process_run(&r, a);

	if (rc == -ETIMEDOUT) {
		*why = arena_printf(a, "ffprobe took more than %d s to read "
		    "%s", l->timeout_ms / 1000, path);
		return rc;
	}
	if (rc == -ECANCELED)
		return rc;
	if (rc == -ENOMEM) {
		*why = arena_printf(a, "%s cannot be read as a film: ffprobe "
		    "needs more than 2 GB of memory for it", path);
		return -EBADMSG;
	}
	if (rc) {
		*why = arena_printf(a, "%s cannot be run: %s", l->ffprobe,
		    strerror(-rc));
		return -EIO;
	}
	if (r.status || probe_parse(a, r.out, r.out_len, p))
		return probe_explain(a, path, &r, why);
	if (json)
		*json = r.out;
	return 0;
}
