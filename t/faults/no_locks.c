/* As on a file system without locks: each is refused with ENOLCK. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>

static int
without_locks(const char *name, int fd, int how, void *arg)
{
	int (*real)(int, int, ...) = (int (*)(int, int, ...))
	    dlsym(RTLD_NEXT, name);

	if (how == F_OFD_SETLK || how == F_OFD_SETLKW) {
		errno = ENOLCK;
		return -1;
	}
	return real(fd, how, arg);
}

int
fcntl(int fd, int how, ...)
{
	va_list more;
	void *arg;

	va_start(more, how);
	arg = va_arg(more, void *);
	va_end(more);
	return without_locks("fcntl", fd, how, arg);
}

int
fcntl64(int fd, int how, ...)
{
	va_list more;
	void *arg;

	va_start(more, how);
	arg = va_arg(more, void *);
	va_end(more);
	return without_locks("fcntl64", fd, how, arg);
}
