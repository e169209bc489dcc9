#include "config.h"

#include <string.h>

#include "base/arena.h"
#include "base/cleanup.h"
#include "hwaccel.h"
#include "media/ffmpeg_args.h"

#define LIST(...)	((const char *const []){ __VA_ARGS__, NULL })

/* In the order in which "auto" tries them. */
const struct hwaccel hwaccels[] = {
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

const size_t hwaccels_count = COUNT(hwaccels);

const struct hwaccel *
hwaccel_named(const char *name)
{
	size_t i;

	for (i = 0; i < hwaccels_count; i++)
		if (!strcmp(hwaccels[i].name, name))
			return &hwaccels[i];
	return NULL;
}

char *const *
hwaccel_try_argv(struct arena *a, const char *ffmpeg, const struct hwaccel *hw)
{
	struct args v = { .a = a };

	args_start(&v, ffmpeg);
	args_add_list(&v, hw->device);
	args_add(&v, "-f", "lavfi", "-i", "color=gray:s=256x144:r=25:d=0.2",
	    "-vf", arena_printf(a, "null%s", hw->upload), "-c:v", hw->encoder);
	args_add_list(&v, hw->quality);
	args_add(&v, "-f", "null", "-");
	return args_finish(&v);
}
