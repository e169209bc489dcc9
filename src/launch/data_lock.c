#include "config.h"

#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "data_lock.h"
#include "launch.h"
#include "base/arena.h"
#include "base/conf.h"

#define SLOT_BYTES	128	/* a lock, and its holder as text */
#define SLOT_USED	PARTS	/* shared by all that use the database */
#define SLOT_DOOR	(PARTS + 1)	/* held while starting */
#define TURN_MS		50	/* between two tries */

static int
data_lock_open(struct arena *a, const struct conf *conf)
{
	const char *path = arena_printf(a, "%s.lock", conf->db_path);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		errx(EXIT_FAILURE, "DB_PATH: \"%s\": cannot be opened: %s; "
		    "user %u must be able to write it", path, strerror(errno),
		    (unsigned)getuid());
	return fd;
}

static struct flock
data_lock_range(short type, int slot)
{
	return (struct flock){ .l_type = type, .l_whence = SEEK_SET,
	    .l_start = (off_t)slot * SLOT_BYTES, .l_len = SLOT_BYTES };
}

/* Returns whether we got it; exits if the file system has no locks. */
static bool
data_lock_take(const struct conf *conf, int fd, short type, int slot)
{
	struct flock range = data_lock_range(type, slot);

	if (!fcntl(fd, F_OFD_SETLK, &range))
		return true;
	if (errno == EAGAIN || errno == EACCES)
		return false;
	errx(EXIT_FAILURE, "DB_PATH: \"%s\": files cannot be locked there "
	    "(%s), so a database cannot be shared safely; put DB_PATH on a "
	    "disk of this machine", conf->db_path, strerror(errno));
}

/* Another version may have written it, or nobody. */
static const char *
data_lock_holder(struct arena *a, int fd, int slot)
{
	char text[SLOT_BYTES + 1] = "";
	ssize_t n = pread(fd, text, SLOT_BYTES, (off_t)slot * SLOT_BYTES);
	char *end = text;

	while (end < text + n && isprint((unsigned char)*end))
		end++;
	return n > 0 && end > text ? arena_strndup(a, text,
	    (size_t)(end - text)) : "unknown process";
}

static void
data_lock_sign(struct arena *a, int fd, int slot)
{
	char host[65] = "", text[SLOT_BYTES] = "";
	const char *words;

	gethostname(host, sizeof(host) - 1);
	words = arena_printf(a, "process %ld on %s", (long)getpid(), host);
	memcpy(text, words, strnlen(words, sizeof(text) - 1));
	if (pwrite(fd, text, sizeof(text), (off_t)slot * SLOT_BYTES) < 0)
		warn("cannot note which process uses the database");
}

void
data_lock_parts(struct arena *a, const struct conf *conf, int parts)
{
	int fd = data_lock_open(a, conf), i;

	for (i = 0; i < PARTS; i++) {
		if (!(parts & 1 << i))
			continue;
		if (!data_lock_take(conf, fd, F_WRLCK, i))
			errx(EXIT_FAILURE, "DB_PATH: \"%s\": another MediaSnap "
			    "uses it (%s: %s); stop that one, or set another "
			    "DATA_DIR, RUN_DIR and PORT for this one",
			    conf->db_path, part_names[i],
			    data_lock_holder(a, fd, i));
		data_lock_sign(a, fd, i);
	}
}

/* Polls: some network file systems cannot wait for a lock. */
static void
data_lock_wait(const struct conf *conf, int fd, short type, int slot)
{
	while (!data_lock_take(conf, fd, type, slot))
		poll(NULL, 0, TURN_MS);
}

int
data_lock_enter(struct arena *a, const struct conf *conf, bool *alone)
{
	int fd = data_lock_open(a, conf);

	data_lock_wait(conf, fd, F_WRLCK, SLOT_DOOR);
	*alone = data_lock_take(conf, fd, F_WRLCK, SLOT_USED);
	return fd;
}

void
data_lock_settle(const struct conf *conf, int lock)
{
	data_lock_wait(conf, lock, F_RDLCK, SLOT_USED);
	data_lock_take(conf, lock, F_UNLCK, SLOT_DOOR);
}

const char *
data_lock_other(struct arena *a, int lock, int parts)
{
	struct flock range;
	int i;

	for (i = 0; i < PARTS; i++) {
		range = data_lock_range(F_WRLCK, i);
		if (!(parts & 1 << i) && !fcntl(lock, F_OFD_GETLK, &range) &&
		    range.l_type != F_UNLCK)
			return arena_printf(a, "%s: %s", part_names[i],
			    data_lock_holder(a, lock, i));
	}
	return "unknown process";
}
