/* A little HTTP server for a test, in a process of its own. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include <stdint.h>
#include <sys/types.h>

/*
 * answer() gets each connection in a new process, with the head of the request;
 * the connection is closed when it returns.  The pid, or -1.
 */
pid_t	http_server_start(uint16_t *port,
	    void (*answer)(int fd, const char *request));
void	http_server_stop(pid_t);

#endif
