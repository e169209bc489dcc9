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

/* Makes it if missing.  0, or the errno of why we may not write to it. */
static int
preflight_folder_error(struct arena *a, const char *path)
{
	struct stat st;

	if (preflight_make_path(a, path) || access(path, W_OK | X_OK) ||
	    stat(path, &st))
		return errno;
	return S_ISDIR(st.st_mode) ? 0 : ENOTDIR;
}

/* A trailing slash would make open() follow a symbolic link. */
static const char *
preflight_trim_path(struct arena *a, const char *path)
{
	size_t len = strlen(path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	return arena_strndup(a, path, len);
}

/* What to type for a user without root who has set no DATA_DIR; or "". */
static const char *
preflight_data_dir_hint(const char *variable)
{
	return strcmp(variable, "DATA_DIR") || !getuid() ? ""
	    : ". Or start it like this: DATA_DIR=\"$HOME/mediasnap\" mediasnap";
}

/* Exits with one line that says what to do. */
static _Noreturn void
preflight_refuse_folder(const char *variable, const char *path, int rc)
{
	const char *hint = preflight_data_dir_hint(variable);
	unsigned me = (unsigned)getuid();
	struct stat st;

	if (rc == EROFS)
		errx(EXIT_FAILURE, "%s: \"%s\": is on a file system that is "
		    "mounted read-only; mount it writable, or set %s to a "
		    "folder that user %u may write to%s", variable, path,
		    variable, me, hint);
	if (stat(path, &st))
		errx(EXIT_FAILURE, "%s: \"%s\": cannot be created: %s; set it "
		    "to a folder that this user (id %u) may write to%s",
		    variable, path, strerror(rc), me, hint);
	errx(EXIT_FAILURE, "%s: \"%s\": must be a folder that this user (id "
	    "%u) may write to; it belongs to id %u. Try: chown -R %u \"%s\"%s",
	    variable, path, me, (unsigned)st.st_uid, me, path, hint);
}

static bool
preflight_is_below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	return !strncmp(path, folder, len) && path[len] == '/';
}

/* If DATA_DIR itself is not writable, names that instead. */
static void
preflight_check_data_folder(struct arena *a, const struct conf *conf,
    const char *variable, const char *path)
{
	int rc = preflight_folder_error(a, path);
	int all = rc && preflight_is_below(path, conf->data_dir)
	    ? preflight_folder_error(a, conf->data_dir) : 0;

	if (all)
		preflight_refuse_folder("DATA_DIR", conf->data_dir, all);
	if (rc)
		preflight_refuse_folder(variable, path, rc);
}

/* NULL if only we can change it (made mode 0700), or what is wrong. */
static const char *
preflight_run_dir_error(const char *path)
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
 * In a folder such as /tmp, another user may have created RUN_DIR first, to
 * take over our sockets or to make us write to a file of theirs.
 */
static void
preflight_check_run_dir(struct arena *a, const struct conf *conf)
{
	const char *path = preflight_trim_path(a, conf->run_dir), *why;
	const char *parent = dirname(arena_strdup(a, path));
	struct stat st;
	int rc;

	if (!preflight_make_path(a, parent) && !stat(parent, &st) &&
	    st.st_mode & S_IWOTH) {
		mkdir(path, 0700);
		why = preflight_run_dir_error(path);
		if (why)
			errx(EXIT_FAILURE, "RUN_DIR: \"%s\": %s; where "
			    "everyone may create files, it must be a folder "
			    "of this user's (id %u) alone. Remove it, or set "
			    "RUN_DIR to another folder", path, why,
			    (unsigned)geteuid());
	}
	rc = preflight_folder_error(a, path);
	if (rc == ENOSPC || rc == EDQUOT)
		errx(EXIT_FAILURE, "%s", run_dir_error(a, conf, path, rc));
	if (rc)
		preflight_refuse_folder("RUN_DIR", path, rc);
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
		    "install ffmpeg, or set FFMPEG_PATH to it");
		preflight_check_tool(a, conf->ffprobe_path,
		    "install ffmpeg, or set FFPROBE_PATH to it");
	}
	if (parts & PART_API) {
		preflight_check_tool(a, "spawn-fcgi", "install spawn-fcgi");
		preflight_check_tool(a, "multiwatch", "install multiwatch");
	}
	if (parts & PART_NGINX)
		preflight_check_tool(a, "nginx", "install nginx");
}

/* 0, or the errno for which nginx could not listen there. */
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

/* Reports a wrong HOST or PORT in one line, before nginx does. */
static void
preflight_check_port(struct arena *a, const struct conf *conf)
{
	struct addrinfo hints = { .ai_family = AF_UNSPEC,
	    .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE }, *ai;
	int error;

	if (getaddrinfo(host_name_to_resolve(a, conf->host),
	    arena_printf(a, "%d", conf->port), &hints, &ai))
		errx(EXIT_FAILURE, "HOST: \"%s\": must be an address of this "
		    "machine", conf->host);
	error = preflight_try_listen(ai, !strcmp(conf->host, "[::]"));
	freeaddrinfo(ai);
	if (error == EADDRINUSE || error == EACCES)
		errx(EXIT_FAILURE, "PORT: \"%d\": %s on %s; choose another "
		    "PORT, or stop the program that uses it", conf->port,
		    error == EADDRINUSE ? "is in use" : strerror(error),
		    conf->host);
	if (error)
		errx(EXIT_FAILURE, "HOST: \"%s\": must be an address of this "
		    "machine: %s", conf->host, strerror(error));
}

/* Held until we end; a second copy must use another RUN_DIR. */
static void
preflight_lock_part(struct arena *a, const struct conf *conf, const char *part)
{
	const char *path = arena_printf(a, "%s/%s.lock", conf->run_dir, part);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB))
		errx(EXIT_FAILURE, "%s", errno != EWOULDBLOCK
		    ? run_dir_error(a, conf, path, errno)
		    : arena_printf(a, "RUN_DIR: \"%s\": another MediaSnap uses "
		    "it; stop that one, or set another RUN_DIR and PORT",
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
	preflight_check_run_dir(a, conf);
	preflight_check_data_folder(a, conf, "CAPTURE_DIR", conf->capture_dir);
	preflight_check_data_folder(a, conf, "DB_PATH",
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

/* Migrates only if nobody else uses the database. */
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
