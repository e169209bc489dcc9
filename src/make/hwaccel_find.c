#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/conf.h"
#include "base/process.h"
#include "hwaccel_find.h"
#include "plan/hwaccel.h"

#define TRY_TIMEOUT_MS	10000

static bool
hwaccel_find_works(struct arena *a, const char *ffmpeg,
    const struct hwaccel *hw, const char **said)
{
	struct process r = { .argv = hwaccel_try_argv(a, ffmpeg, hw),
	    .timeout_ms = TRY_TIMEOUT_MS };
	int rc = process_run(&r, a);

	if (rc == 0 && r.status == 0)
		return true;
	*said = rc ? strerror(-rc) : process_last_error(&r, a);
	return false;
}

static bool
hwaccel_find_is_wanted(const char *setting, const struct hwaccel *hw)
{
	return !strcmp(setting, "auto") || !strcmp(setting, hw->name);
}

const struct hwaccel *
hwaccel_find(struct arena *a, const struct conf *conf, const char **note)
{
	const char *said = "";
	size_t i;

	for (i = 0; i < hwaccels_count; i++)
		if (hwaccel_find_is_wanted(conf->hwaccel, &hwaccels[i]) &&
		    hwaccel_find_works(a, conf->ffmpeg_path, &hwaccels[i],
			&said))
			return &hwaccels[i];
	if (strcmp(conf->hwaccel, "none"))
		*note = arena_printf(a, "HWACCEL=%s: no such encoder works "
		    "here (%s); clips are encoded in software", conf->hwaccel,
		    *said ? said : "no reason given");
	return NULL;
}
