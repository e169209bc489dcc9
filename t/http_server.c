#include "config.h"

#include <arpa/inet.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "http_server.h"

#define REQUEST_MAX	4096

static void
http_server_read(int fd, char *request)
{
	size_t n = 0;
	ssize_t got;

	*request = '\0';
	while (n < REQUEST_MAX - 1 &&
	    (got = read(fd, request + n, REQUEST_MAX - 1 - n)) > 0) {
		n += (size_t)got;
		request[n] = '\0';
		/* 0x16 begins a TLS hello. */
		if (strstr(request, "\r\n\r\n") || *request == 0x16)
			break;
	}
}

static _Noreturn void
http_server_run(int fd, void (*answer)(int fd, const char *request))
{
	char request[REQUEST_MAX];
	int client;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		client = accept(fd, NULL, NULL);
		if (!fork()) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			http_server_read(client, request);
			answer(client, request);
			_exit(0);
		}
		close(client);
	}
}

pid_t
http_server_start(uint16_t *port, void (*answer)(int fd, const char *request))
{
	struct sockaddr_in sa = { .sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(sa);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	pid_t pid;

	if (bind(fd, (struct sockaddr *)&sa, len) || listen(fd, 8) ||
	    getsockname(fd, (struct sockaddr *)&sa, &len))
		return -1;
	*port = ntohs(sa.sin_port);
	pid = fork();
	if (!pid)
		http_server_run(fd, answer);
	close(fd);
	return pid;
}

void
http_server_stop(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}
