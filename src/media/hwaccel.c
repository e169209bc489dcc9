#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "arena.h"
#include "auto.h"
#include "conf.h"
#include "ffmpeg.h"
#include "hwaccel.h"
#include "run.h"

#define TRY_TIMEOUT_MS	10000

#define LIST(...)	((const char *const []){ __VA_ARGS__, NULL })

/* In the order in which "auto" tries them. */
static const struct hwaccel known[] = {
	{ "nvenc", "h264_nvenc", LIST(NULL), ",format=yuv420p",
	    LIST("-preset", "p4", "-rc", "vbr", "-cq", "20", "-b:v", "0") },
	{ "qsv", "h264_qsv",
	    LIST("-init_hw_device", "qsv=hw", "-filter_hw_device", "hw"),
	    ",format=nv12,hwupload=extra_hw_frames=64",
	    LIST("-global_quality", "20", "-look_ahead", "0") },
	{ "vaapi", "h264_vaapi",
	    LIST("-vaapi_device", "/dev/dri/renderD128"),
	    ",format=nv12,hwupload", LIST("-rc_mode", "CQP", "-qp", "20") },
};

/* A few grey frames, to nowhere, the way that clips are encoded. */
static char *const *
try_argv(struct arena *a, const char *ffmpeg, const struct hwaccel *hw)
{
	struct args v = { .a = a };

	args_start(&v, ffmpeg);
	args_add_list(&v, hw->device);
	args_add(&v, "-f", "lavfi", "-i", "color=gray:s=256x144:r=25:d=0.2",
	    "-vf", arena_printf(a, "null%s", hw->upload), "-c:v", hw->encoder);
	args_add_list(&v, hw->quality);
	args_add(&v, "-f", "null", "-");
	return args_done(&v);
}

static bool
works(struct arena *a, const char *ffmpeg, const struct hwaccel *hw,
    const char **said)
{
	struct run r = { .argv = try_argv(a, ffmpeg, hw),
	    .timeout_ms = TRY_TIMEOUT_MS };
	int rc = run(&r, a);

	if (rc == 0 && r.status == 0)
		return true;
	*said = rc ? strerror(-rc) : run_last_error(&r, a);
	return false;
}

static bool
is_asked_for(const char *setting, const struct hwaccel *hw)
{
	return !strcmp(setting, "auto") || !strcmp(setting, hw->name);
}

const struct hwaccel *
hwaccel_named(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(known); i++)
		if (!strcmp(known[i].name, name))
			return &known[i];
	return NULL;
}

const struct hwaccel *
hwaccel_find(struct arena *a, const struct conf *conf, const char **note)
{
	const char *said = "";
	size_t i;

	for (i = 0; i < COUNT(known); i++)
		if (is_asked_for(conf->hwaccel, &known[i]) &&
		    works(a, conf->ffmpeg_path, &known[i], &said))
			return &known[i];
	if (strcmp(conf->hwaccel, "none"))
		*note = arena_printf(a, "HWACCEL=%s: no such encoder works "
		    "here (%s); clips are encoded in software", conf->hwaccel,
		    *said ? said : "no reason given");
	return NULL;
}
