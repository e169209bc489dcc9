/* HOST: what is taken, and how nginx is told. */
#include "config.h"

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/host_name.h"

static const struct {
	const char	*value;
	const char	*nginx;		/* NULL: refused */
	const char	*connect;
} cases[] = {
	{ "0.0.0.0",	"0.0.0.0",	"127.0.0.1" },
	{ "*",		"0.0.0.0",	"127.0.0.1" },
	{ "127.0.0.1",	"127.0.0.1",	"127.0.0.1" },
	{ "192.168.1.5", "192.168.1.5",	"192.168.1.5" },
	{ "::",		"[::]",		"127.0.0.1" },
	{ "[::]",	"[::]",		"127.0.0.1" },
	{ "0:0:0:0:0:0:0:0", "[::]",	"127.0.0.1" },
	{ "[0::0]",	"[::]",		"127.0.0.1" },
	{ "::1",	"[::1]",	"[::1]" },
	{ "[::1]",	"[::1]",	"[::1]" },
	{ "fd00::A",	"[fd00::A]",	"[fd00::A]" },
	{ "::ffff:127.0.0.1", "[::ffff:127.0.0.1]", "[::ffff:127.0.0.1]" },
	{ "localhost",	"localhost",	"localhost" },
	{ "nas-2.lan",	"nas-2.lan",	"nas-2.lan" },
	{ "2nas",	"2nas",		"2nas" },
	{ "[",		NULL, NULL },
	{ "]",		NULL, NULL },
	{ "[]",		NULL, NULL },
	{ "[::",	NULL, NULL },
	{ "::]",	NULL, NULL },
	{ "[[::]]",	NULL, NULL },
	{ "[::1]:80",	NULL, NULL },
	{ "::1%lo",	NULL, NULL },
	{ ":",		NULL, NULL },
	{ ":::",	NULL, NULL },
	{ "1::2::3",	NULL, NULL },
	{ "[127.0.0.1]", NULL, NULL },
	{ "[nas]",	NULL, NULL },
	{ "127.0.0.1:80", NULL, NULL },
	{ "nas:80",	NULL, NULL },
	{ "127.0.0",	NULL, NULL },
	{ "127.0.0.256", NULL, NULL },
	{ "1",		NULL, NULL },
	{ "...",	NULL, NULL },
	{ "-",		NULL, NULL },
	{ "**",		NULL, NULL },
	{ "*.lan",	NULL, NULL },
	{ "a b",	NULL, NULL },
	{ "a;b",	NULL, NULL },
	{ "",		NULL, NULL },
};

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	const char *host;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		host = host_normalize(&a, cases[i].value);
		is_str(host, cases[i].nginx, cases[i].value);
		if (host)
			is_str(host_to_connect(host), cases[i].connect,
			    "  to connect to");
	}
	is_str(host_to_resolve(&a, "[::1]"), "::1", "without its brackets");
	is_str(host_to_resolve(&a, "nas"), "nas", "a name has none");
	return done();
}
