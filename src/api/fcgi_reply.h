/*
 * A reply as FastCGI records, in as few system calls as can be: libfcgi's
 * streams hand over 8 KiB at a time, and wake nginx up for each.
 */
#ifndef FCGI_REPLY_H
#define FCGI_REPLY_H

struct request;

/* Headers, body and the end of the request; 0 or -errno (nginx went away). */
int	fcgi_reply_send(struct request *, int fd, int fastcgi_id);

#endif
