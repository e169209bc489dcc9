#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "draw.h"
#include "files.h"
#include "film.h"
#include "splice.h"
#include "studio.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/log.h"
#include "base/process.h"
#include "base/regular_file.h"

/* More than a small machine needs, but it ends a hang. */
#define STEP_TIMEOUT_MS	(10 * 60 * 1000)
#define FILE_MAX_BYTES	(256 << 20)

/* Work on one film: the paths of its pieces. */
struct reel {
	struct studio		*studio;
	struct arena		*a;
	const struct film	*film;
	const char		*loop, *keys, *picture, *sound, *sounds;
	const char		*whole, *poster;
	const char		*why;		/* out */
};

const char *
studio_font(void)
{
	static const char *const paths[] = {
		"/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
		"/usr/share/fonts/TTF/DejaVuSans-Bold.ttf",
		"/usr/share/fonts/dejavu/DejaVuSans-Bold.ttf",
		"/usr/share/fonts/truetype/liberation/"
		    "LiberationSans-Bold.ttf",
		"/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf",
	};
	size_t i;

	for (i = 0; i < COUNT(paths); i++)
		if (!access(paths[i], R_OK))
			return paths[i];
	return NULL;
}

static int
studio_run_ffmpeg(struct reel *r, const char **argv)
{
	struct process job = {
		.argv = (char *const *)argv,
		.timeout_ms = STEP_TIMEOUT_MS,
		.stop = r->studio->stop,
	};
	const char *why;
	int err;

	argv[0] = r->studio->ffmpeg;
	err = process_run(&job, r->a);
	if (!err && job.status)
		err = -EIO;
	why = process_last_error(&job, r->a);
	if (err && err != -ECANCELED)
		r->why = arena_printf(r->a, "%s: %s", r->studio->ffmpeg,
		    *why ? why : strerror(-err));
	return err;
}

#define QUIET	NULL, "-hide_banner", "-nostdin", "-loglevel", "error", "-y"

/* Both streams must be encoded alike, or the splice would not decode. */
#define ENCODE	"-c:v", "libx264", "-preset", "ultrafast", "-qp", "22", \
	"-threads", "0", "-g", "24", "-keyint_min", "24", \
	"-sc_threshold", "0", "-bsf:v", "filter_units=remove_types=6"

static int
studio_encode_picture(struct reel *r)
{
	const char *argv[] = {
		QUIET, "-filter_complex",
		draw_film(r->a, r->film, r->studio->font),
		"-map", "[loop]", ENCODE, "-f", "h264", r->loop,
		"-map", "[keys]", ENCODE, "-force_key_frames", "expr:1",
		"-forced-idr", "1", "-f", "h264", r->keys, NULL,
	};

	return studio_run_ffmpeg(r, argv);
}

/* FFmpeg may be built without drawtext: then the films have no text. */
static int
studio_make_picture(struct reel *r)
{
	int err = studio_encode_picture(r);

	if (err != -EIO || !r->studio->font)
		return err;
	log_warn("the films have no title and time", "error", r->why);
	r->studio->font = NULL;
	return studio_encode_picture(r);
}

static int
studio_make_sound(struct reel *r)
{
	const char *argv[] = {
		QUIET, "-filter_complex", draw_sound(r->a, r->film),
		"-map", "[sound]", "-c:a", "aac", "-b:a", "96k",
		"-f", "adts", r->sound, NULL,
	};

	return studio_run_ffmpeg(r, argv);
}

static int
studio_splice_picture(struct reel *r)
{
	AUTO(file_closep) FILE *out = NULL;
	size_t loop_len, keys_len;
	char *loop, *keys;
	int err = regular_file_read(r->a, r->loop, FILE_MAX_BYTES,
	    &loop, &loop_len);

	if (!err)
		err = regular_file_read(r->a, r->keys, FILE_MAX_BYTES,
		    &keys, &keys_len);
	if (err)
		return err;
	out = fopen(r->picture, "we");
	if (!out)
		return -errno;
	err = splice_streams(loop, loop_len, keys, keys_len, out);
	return !err && fflush(out) ? -errno : err;
}

/* AAC frames (ADTS) can simply be concatenated. */
static int
studio_repeat_sound(struct reel *r)
{
	AUTO(file_closep) FILE *out = fopen(r->sounds, "we");
	int i, err;
	size_t len = 0;
	char *text = NULL;

	err = out ? regular_file_read(r->a, r->sound, FILE_MAX_BYTES,
		    &text, &len) : -errno;
	for (i = 0; !err && i < FILM_SECONDS; i += SOUND_SECONDS)
		if (fwrite(text, 1, len, out) != len)
			err = -errno;
	return !err && fflush(out) ? -errno : err;
}

static int
studio_mux_film(struct reel *r)
{
	const char *argv[] = {
		QUIET, "-r", arena_printf(r->a, "%d", FILM_RATE),
		"-f", "h264", "-i", r->picture,
		"-f", "aac", "-i", r->sounds,
		"-map", "0:v", "-map", "1:a", "-c", "copy",
		"-t", arena_printf(r->a, "%d", FILM_SECONDS),
		"-metadata", arena_printf(r->a, "title=%s", r->film->title),
		"-metadata:s:a:0", "language=eng",
		"-movflags", "+faststart", r->whole, NULL,
	};

	return studio_run_ffmpeg(r, argv);
}

static int
studio_make_poster(struct reel *r)
{
	const char *argv[] = {
		QUIET, "-filter_complex",
		draw_poster(r->a, r->film, r->studio->font),
		"-map", "[poster]", "-frames:v", "1", "-q:v", "3",
		"-update", "1", "-f", "image2", r->poster, NULL,
	};

	return studio_run_ffmpeg(r, argv);
}

/* The poster first: once the film is in place, both are. */
static int
studio_publish_film(struct reel *r)
{
	const char *dir = r->studio->dir;
	const char *poster = film_poster_path(r->a, dir, r->film);
	const char *film = film_path(r->a, dir, r->film);
	int err = files_make_folders(r->a, poster);

	if (!err)
		err = files_make_folders(r->a, film);
	if (err)
		return err;
	if (rename(r->poster, poster) || rename(r->whole, film))
		return -errno;
	return 0;
}

static int (*const steps[])(struct reel *) = {
	studio_make_picture,
	studio_splice_picture,
	studio_make_sound,
	studio_repeat_sound,
	studio_mux_film,
	studio_make_poster,
	studio_publish_film,
};

static int
studio_make_film(struct studio *s, struct arena *a, const struct film *f,
    const char **why)
{
	const char *work = arena_printf(a, "%s/.making", s->dir);
	struct reel r = {
		.studio = s, .a = a, .film = f,
		.loop = arena_printf(a, "%s/loop.h264", work),
		.keys = arena_printf(a, "%s/keys.h264", work),
		.picture = arena_printf(a, "%s/picture.h264", work),
		.sound = arena_printf(a, "%s/sound.aac", work),
		.sounds = arena_printf(a, "%s/sounds.aac", work),
		.whole = arena_printf(a, "%s/whole%s", work,
		    strrchr(f->file, '.')),
		.poster = arena_printf(a, "%s/poster.jpg", work),
	};
	int err = files_make_folders(a, r.loop);
	size_t i;

	for (i = 0; !err && i < COUNT(steps); i++)
		err = steps[i](&r);
	if (err)
		*why = r.why ? r.why : arena_printf(a, "%s: %s", s->dir,
		    strerror(-err));
	files_clear_folder(work);
	return err;
}

/* If another process is making films in this folder, waits for it. */
static int
studio_lock(struct studio *s, struct arena *a, int *fd)
{
	const char *path = arena_printf(a, "%s/.lock", s->dir);
	int err = files_make_folders(a, path);

	if (err)
		return err;
	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (*fd < 0)
		return -errno;
	while (flock(*fd, LOCK_EX))
		if (errno != EINTR || *s->stop)
			return errno == EINTR ? -ECANCELED : -errno;
	return 0;
}

static bool
studio_has_film(struct arena *a, const char *dir, const struct film *f)
{
	return !access(film_path(a, dir, f), R_OK) &&
	    !access(film_poster_path(a, dir, f), R_OK);
}

static int
studio_make_missing(struct studio *s, struct arena *a, const char **why)
{
	int err = 0;
	size_t i;

	for (i = 0; !err && i < FILM_COUNT; i++) {
		if (studio_has_film(a, s->dir, &films[i]))
			continue;
		log_info(arena_printf(a, "making film %zu of %d", i + 1,
		    FILM_COUNT), "title", films[i].title);
		err = studio_make_film(s, a, &films[i], why);
	}
	return err;
}

int
studio_make(struct studio *s, struct arena *a, const char **why)
{
	AUTO(fd_closep) int fd = -1;
	size_t i, have = 0;
	int err;

	/* If all exist, a read-only file system will do. */
	for (i = 0; i < FILM_COUNT; i++)
		have += studio_has_film(a, s->dir, &films[i]);
	if (have == FILM_COUNT)
		return 0;
	err = studio_lock(s, a, &fd);
	if (err) {
		*why = arena_printf(a, "%s: %s", s->dir, strerror(-err));
		return err;
	}
	return studio_make_missing(s, a, why);
}
