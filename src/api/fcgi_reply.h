/*
 * Sends a reply as FastCGI records, in as few system calls as possible:
 * libfcgi's streams write 8 KiB at a time and wake nginx up for each.
 */
#ifndef FCGI_REPLY_H
#define FCGI_REPLY_H

struct request;

/* Headers, body and end of the request; 0, or -errno if nginx went away. */
int	fcgi_reply_send(struct request *, int fd, int fastcgi_id);

#endif
