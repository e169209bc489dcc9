/* What systemd receives, at a path and at an abstract address. */
#include "config.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tap.h"
#include "base/cleanup.h"
#include "launch/notify.h"

static int
listen_at(const char *name)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	size_t len = strlen(name);

	memcpy(at.sun_path, name, len);
	if (*name == '@')
		at.sun_path[0] = '\0';
	is_int(bind(fd, (struct sockaddr *)&at, (socklen_t)(offsetof(
	    struct sockaddr_un, sun_path) + len)), 0, "listening");
	setenv("NOTIFY_SOCKET", name, 1);
	return fd;
}

static const char *
hear(int fd)
{
	static char text[256];
	ssize_t n = recv(fd, text, sizeof(text) - 1, 0);

	text[n > 0 ? n : 0] = '\0';
	return text;
}

static void
test_heard(const char *name)
{
	AUTO(fd_closep) int fd = listen_at(name);
	long long usec = 0;
	int end = 0;

	notify("READY=1");
	is_str(hear(fd), "READY=1", "ready");
	notify_reloading();
	sscanf(hear(fd), "RELOADING=1\nMONOTONIC_USEC=%lld%n", &usec, &end);
	ok(end > 0 && usec > 0, "reloading, since when");
	is_str(hear(fd), "", "and no more");
}

/* Without a usable address, nothing is sent. */
static void
test_deaf(void)
{
	char lengthy[300];

	memset(lengthy, 'x', sizeof(lengthy) - 1);
	lengthy[0] = '/';
	lengthy[sizeof(lengthy) - 1] = '\0';
	setenv("NOTIFY_SOCKET", lengthy, 1);
	notify("READY=1");
	setenv("NOTIFY_SOCKET", "relative", 1);
	notify("READY=1");
	setenv("NOTIFY_SOCKET", "/nobody/there", 1);
	notify("READY=1");
	setenv("NOTIFY_SOCKET", "", 1);
	notify("READY=1");
	unsetenv("NOTIFY_SOCKET");
	notify("READY=1");
	ok(true, "without a listener nothing happens");
}

int
main(void)
{
	char dir[] = "/tmp/mediasnap-t-XXXXXX", path[64], abstract[64];

	ok(mkdtemp(dir) != NULL, "a folder");
	snprintf(path, sizeof(path), "%s/notify", dir);
	test_heard(path);
	unlink(path);
	rmdir(dir);
	snprintf(abstract, sizeof(abstract), "@mediasnap-test-%ld",
	    (long)getpid());
	test_heard(abstract);
	test_deaf();
	return done();
}
