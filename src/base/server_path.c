#include "config.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "arena.h"
#include "cleanup.h"
#include "server_path.h"

/* URL schemes of file servers; any other scheme is a network stream. */
static const struct {
	const char	*scheme;
	const char	*as;
	bool		 any_case;	/* names ignore case, as in Windows */
} shares[] = {
	{ "smb",	"smb",	true },
	{ "cifs",	"smb",	true },
	{ "nfs",	"nfs",	false },
	{ "afp",	"afp",	true },
	{ "sftp",	"sftp",	false },
	{ "ftp",	"ftp",	false },
	{ "davs",	"dav",	false },
	{ "dav",	"dav",	false },
};

static bool
server_path_is_separator(char c)
{
	return c == '/' || c == '\\';
}

/* The length of "smb" in "smb://nas", or 0. */
static size_t
server_path_scheme_length(const char *path)
{
	size_t n = 0;

	while (isalnum((unsigned char)path[n]))
		n++;
	return n > 1 && path[n] == ':' &&
	    server_path_is_separator(path[n + 1]) &&
	    server_path_is_separator(path[n + 2]) ? n : 0;
}

/* Its row in shares, or -1. */
static int
server_path_share_row(const char *path)
{
	size_t n = server_path_scheme_length(path), i;

	for (i = 0; n && i < COUNT(shares); i++)
		if (strlen(shares[i].scheme) == n &&
		    !strncasecmp(shares[i].scheme, path, n))
			return (int)i;
	return -1;
}

bool
server_path_is_stream(const char *path)
{
	size_t n = server_path_scheme_length(path);

	return n && !strncmp(path + n, "://", 3) &&
	    server_path_share_row(path) < 0;
}

/* Replaces each run of separators by one "/". */
static char *
server_path_fold_slashes(struct arena *a, const char *s)
{
	char *out = arena_strdup(a, s), *w = out;

	for (; *s; s++)
		if (!server_path_is_separator(*s))
			*w++ = *s;
		else if (w == out || w[-1] != '/')
			*w++ = '/';
	*w = '\0';
	return out;
}

static size_t
server_path_host_length(const char *s)
{
	return strcspn(s, "/\\");
}

/* The length of "user:password@", or 0. */
static size_t
server_path_user_length(const char *s)
{
	const char *at = memrchr(s, '@', server_path_host_length(s));

	return at ? (size_t)(at - s) + 1 : 0;
}

/* Without the port; "[::1]" has colons of its own. */
static size_t
server_path_name_length(const char *host)
{
	size_t n = server_path_host_length(host), i = n;

	while (i && isdigit((unsigned char)host[i - 1]))
		i--;
	return i && host[i - 1] == ':' ? i - 1 : n;
}

static struct server_path
server_path_of_share(struct arena *a, const char *as, bool any_case,
    const char *host, size_t host_n)
{
	const char *path = server_path_fold_slashes(a,
	    host + server_path_host_length(host));
	size_t first = strspn(path, "/");
	struct server_path p = { .text = arena_printf(a, "%s://%.*s%s", as,
	    (int)host_n, host, path) };

	p.root = strlen(p.text) - strlen(path);
	p.folded = any_case ? strlen(p.text) : p.root;
	p.root += first + strcspn(path + first, "/");
	return p;
}

static struct server_path
server_path_of_drive(struct arena *a, const char *path)
{
	struct server_path p = { .text = server_path_fold_slashes(a, path),
		.root = 2 };

	p.folded = strlen(p.text);
	return p;
}

/* "\\?\D:\x" and "\\?\UNC\nas\x" are long names of "D:\x" and "\\nas\x". */
static const char *
server_path_strip_prefix(struct arena *a, const char *path)
{
	if (strncmp(path, "\\\\?\\", 4))
		return path;
	if (!strncasecmp(path + 4, "UNC\\", 4))
		return arena_printf(a, "\\\\%s", path + 8);
	return path + 4;
}

struct server_path
server_path_parse(struct arena *a, const char *path)
{
	int row = server_path_share_row(path);
	const char *host;

	if (row >= 0) {
		host = path + server_path_scheme_length(path) + 3;
		host += server_path_user_length(host);
		return server_path_of_share(a, shares[row].as,
		    shares[row].any_case, host, server_path_name_length(host));
	}
	path = server_path_strip_prefix(a, path);
	if (server_path_is_separator(path[0]) && path[1] == path[0])
		return server_path_of_share(a, "smb", true, path + 2,
		    server_path_host_length(path + 2));
	if (isalpha((unsigned char)path[0]) && path[1] == ':')
		return server_path_of_drive(a, path);
	return (struct server_path){ .text = arena_strdup(a, path) };
}

bool
server_path_is_foreign(const struct server_path *p)
{
	return p->root > 0;
}

const char *
server_path_redact(struct arena *a, const char *path)
{
	size_t n = server_path_share_row(path) < 0 ? 0
	    : server_path_scheme_length(path) + 3;
	const char *user = path + n;
	size_t all = n ? server_path_user_length(user) : 0;
	size_t name = strcspn(user, ":");

	if (name >= all)
		return arena_strdup(a, path);
	return arena_printf(a, "%.*s%s", (int)(n + name), path,
	    user + all - 1);
}
