#include "config.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "data_lock.h"
#include "launch.h"
#include "tls.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/host_name.h"
#include "model/store.h"
#include "storage/capture_dir.h"
#include "storage/run_dir.h"

const char *const part_names[PARTS] = { "nginx", "api", "poller", "jobs" };

static int
preflight_make_path(struct arena *a, const char *path)
{
	if (!mkdir(path, 0755) || errno == EEXIST)
		return 0;
	if (errno != ENOENT || !strcmp(path, "/"))
		return -1;
	if (preflight_make_path(a, dirname(arena_strdup(a, path))))
		return -1;
	return mkdir(path, 0755) && errno != EEXIST ? -1 : 0;
}

/* Made when missing.  0, or why it is no folder that we may write: an errno. */
static int
preflight_folder_error(struct arena *a, const char *path)
{
	struct stat st;

	if (preflight_make_path(a, path) || access(path, W_OK | X_OK) ||
	    stat(path, &st))
		return errno;
	return S_ISDIR(st.st_mode) ? 0 : ENOTDIR;
}

/* With a slash at its end, a symbolic link would be followed. */
static const char *
path_trim(struct arena *a, const char *path)
{
	size_t len = strlen(path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	return arena_strndup(a, path, len);
}

/* What an ordinary user types who has set nothing; else "". */
static const char *
data_dir_hint(const char *variable)
{
	return strcmp(variable, "DATA_DIR") || !getuid() ? ""
	    : ". Or start it so: DATA_DIR=\"$HOME/mediasnap\" mediasnap";
}

/* One line that says what to do. */
static _Noreturn void
refuse_folder(const char *variable, const char *path, int rc)
{
	const char *hint = data_dir_hint(variable);
	unsigned me = (unsigned)getuid();
	struct stat st;

	if (rc == EROFS)
		errx(EXIT_FAILURE, "%s: \"%s\": lies on a file system that is "
		    "mounted read-only; mount it writable, or set %s to a "
		    "folder that user %u may write%s", variable, path,
		    variable, me, hint);
	if (stat(path, &st))
		errx(EXIT_FAILURE, "%s: \"%s\": cannot be made: %s; set it to "
		    "a folder that this user (id %u) may write%s", variable,
		    path, strerror(rc), me, hint);
	errx(EXIT_FAILURE, "%s: \"%s\": must be a folder that this user (id "
	    "%u) may write; it belongs to id %u. Try: chown -R %u \"%s\"%s",
	    variable, path, me, (unsigned)st.st_uid, me, path, hint);
}

static bool
is_below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	return !strncmp(path, folder, len) && path[len] == '/';
}

/* Where all of DATA_DIR is of no use, it is that which is to be set. */
static void
check_data_folder(struct arena *a, const struct conf *conf,
    const char *variable, const char *path)
{
	int rc = preflight_folder_error(a, path);
	int all = rc && is_below(path, conf->data_dir)
	    ? preflight_folder_error(a, conf->data_dir) : 0;

	if (all)
		refuse_folder("DATA_DIR", conf->data_dir, all);
	if (rc)
		refuse_folder(variable, path, rc);
}

/* NULL when nobody else can have a hand in it; it is closed to their eyes. */
static const char *
not_ours_alone(const char *path)
{
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_DIRECTORY |
	    O_NOFOLLOW | O_CLOEXEC);
	struct stat st;

	if (fd < 0)
		return errno == ENOTDIR || errno == ELOOP
		    ? "is a symbolic link or a file" : strerror(errno);
	if (fstat(fd, &st))
		return strerror(errno);
	if (st.st_uid != geteuid())
		return "belongs to another user";
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return "may be written by others";
	return fchmod(fd, 0700) ? strerror(errno) : NULL;
}

/*
 * In a folder such as /tmp somebody else may have been there first, to answer
 * for our sockets or to have us write into a file of theirs.
 */
static void
check_run_dir(struct arena *a, const struct conf *conf)
{
	const char *path = path_trim(a, conf->run_dir), *why;
	const char *parent = dirname(arena_strdup(a, path));
	struct stat st;
	int rc;

	if (!preflight_make_path(a, parent) && !stat(parent, &st) &&
	    st.st_mode & S_IWOTH) {
		mkdir(path, 0700);
		why = not_ours_alone(path);
		if (why)
			errx(EXIT_FAILURE, "RUN_DIR: \"%s\": %s; where everyone "
			    "may make files it must be a folder of this "
			    "user's (id %u) alone. Remove it, or set RUN_DIR "
			    "to another folder", path, why,
			    (unsigned)geteuid());
	}
	rc = preflight_folder_error(a, path);
	if (rc == ENOSPC || rc == EDQUOT)
		errx(EXIT_FAILURE, "%s", run_dir_error(a, conf, path, rc));
	if (rc)
		refuse_folder("RUN_DIR", path, rc);
}

const char *
preflight_find_program(struct arena *a, const char *program)
{
	const char *path = getenv("PATH"), *found;
	char *list, *dir;

	if (strchr(program, '/'))
		return access(program, X_OK) ? NULL : program;
	list = arena_strdup(a, path ? path : "/usr/bin:/bin");
	while ((dir = strsep(&list, ":"))) {
		found = arena_printf(a, "%s/%s", dir, program);
		if (!access(found, X_OK))
			return found;
	}
	return NULL;
}

static void
preflight_check_tool(struct arena *a, const char *program, const char *what)
{
	if (!preflight_find_program(a, program))
		errx(EXIT_FAILURE, "%s is missing: %s", program, what);
}

static void
preflight_check_tools(struct arena *a, const struct conf *conf, int parts)
{
	if (parts & (PART_API | PART_JOBS)) {
		preflight_check_tool(a, conf->ffmpeg_path,
		    "install ffmpeg, or set "
		    "FFMPEG_PATH to it");
		preflight_check_tool(a, conf->ffprobe_path,
		    "install ffmpeg, or set "
		    "FFPROBE_PATH to it");
	}
	if (parts & PART_API) {
		preflight_check_tool(a, "spawn-fcgi", "install spawn-fcgi");
		preflight_check_tool(a, "multiwatch", "install multiwatch");
	}
	if (parts & PART_NGINX)
		preflight_check_tool(a, "nginx", "install nginx");
}

/* 0, or the errno of what keeps nginx from listening there. */
static int
preflight_try_listen(const struct addrinfo *ai, bool both_families)
{
	AUTO(fd_closep) int fd = socket(ai->ai_family,
	    SOCK_STREAM | SOCK_CLOEXEC, 0);
	int on = 1, only = !both_families;

	if (fd < 0)
		return errno;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (ai->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only, sizeof(only));
	return bind(fd, ai->ai_addr, ai->ai_addrlen) ? errno : 0;
}

/* Names HOST or PORT while it can still be said in one line. */
static void
preflight_check_port(struct arena *a, const struct conf *conf)
{
	struct addrinfo hints = { .ai_family = AF_UNSPEC,
	    .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE }, *ai;
	int error;

	if (getaddrinfo(host_name_to_resolve(a, conf->host),
		arena_printf(a, "%d", conf->port), &hints, &ai))
		errx(EXIT_FAILURE,
		    "HOST: \"%s\": must be an address of this "
		    "machine",
		    conf->host);
	error = preflight_try_listen(ai, !strcmp(conf->host, "[::]"));
	freeaddrinfo(ai);
	if (error == EADDRINUSE || error == EACCES)
		errx(EXIT_FAILURE, "PORT: \"%d\": %s on %s; choose another "
		    "PORT, or stop what uses it", conf->port, error ==
		    EADDRINUSE ? "is in use" : strerror(error), conf->host);
	if (error)
		errx(EXIT_FAILURE, "HOST: \"%s\": must be an address of this "
		    "machine: %s", conf->host, strerror(error));
}

/* Held as long as we live; a second copy must use another RUN_DIR. */
static void
preflight_lock_part(struct arena *a, const struct conf *conf, const char *part)
{
	const char *path = arena_printf(a, "%s/%s.lock", conf->run_dir, part);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB))
		errx(EXIT_FAILURE, "%s", errno != EWOULDBLOCK
		    ? run_dir_error(a, conf, path, errno)
		    : arena_printf(a, "RUN_DIR: \"%s\": another MediaSnap runs "
		    "there; stop it, or set another RUN_DIR and PORT",
		    conf->run_dir));
}

static void
preflight_check_tls(struct arena *a, const struct conf *conf)
{
	const char *error = tls_error(a, conf);

	if (error)
		errx(EXIT_FAILURE, "%s", error);
}

void
preflight_run(struct arena *a, const struct conf *conf, int parts)
{
	int i;

	preflight_check_tools(a, conf, parts);
	check_run_dir(a, conf);
	check_data_folder(a, conf, "CAPTURE_DIR", conf->capture_dir);
	check_data_folder(a, conf, "DB_PATH",
	    dirname(arena_strdup(a, conf->db_path)));
	data_lock_parts(a, conf, parts);
	for (i = 0; i < PARTS; i++)
		if (parts & 1 << i)
			preflight_lock_part(a, conf, part_names[i]);
	if (parts & PART_NGINX) {
		preflight_check_tls(a, conf);
		preflight_check_port(a, conf);
	}
}

/* What others use is not changed under them. */
void
preflight_prepare_data(struct arena *a, const struct conf *conf, int parts)
{
	AUTO(db_closep) struct db *db = NULL;
	const char *why;
	bool alone;
	int lock = data_lock_enter(a, conf, &alone), rc;

	if (alone && store_migrate(conf->db_path, a, &why))
		errx(EXIT_FAILURE, "%s", why);
	rc = store_open(&db, conf->db_path, DB_FULL);
	if (rc == -EPROTO && !alone)
		errx(EXIT_FAILURE, "DB_PATH: \"%s\": another version of "
		    "MediaSnap uses it (%s); stop all of that one's parts, "
		    "then start this one", conf->db_path,
		    data_lock_other(a, lock, parts));
	if (rc)
		errx(EXIT_FAILURE, "%s", store_error(a, conf->db_path, rc));
	rc = capture_dir_adopt(db, conf);
	if (rc)
		errx(EXIT_FAILURE, "CAPTURE_DIR: \"%s\": %s",
		    conf->capture_dir, strerror(-rc));
	data_lock_settle(conf, lock);
}
