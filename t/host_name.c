/* Hosts: HOST in nginx's form, names, and lists of them. */
#include "config.h"

#include <string.h>

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

#define LABEL_63 \
	"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk"

static const struct {
	const char	*text;
	int		 span, whole;
} spans[] = {
	{ "nas", 3, 3 }, { "nas:80", 3, 3 }, { "nas:", 3, 0 },
	{ "nas:80x", 3, 0 }, { "nas:80:80", 3, 0 }, { "nas/", 3, 0 },
	{ "Snap.Example.org", 16, 16 }, { "my_nas-2.lan", 12, 12 },
	{ "snap.example.org.", 0, 0 }, { ".org", 0, 0 }, { "a..b", 0, 0 },
	{ "-a", 0, 0 }, { "a.-b", 0, 0 }, { "", 0, 0 }, { ":80", 0, 0 },
	{ "192.168.1.5", 11, 11 }, { "192.168.1.5:80", 11, 11 },
	{ "192.168.1", 0, 0 }, { "1.2.3.4.5", 0, 0 }, { "1.2.3.4x", 8, 8 },
	{ "[::1]", 5, 5 }, { "[::1]:80", 5, 5 }, { "[::1]80", 5, 0 },
	{ "[FD00::1]", 9, 9 }, { "[::1", 0, 0 }, { "[]", 0, 0 },
	{ "[nas]", 0, 0 }, { "[1.2.3.4]", 0, 0 }, { "::1", 0, 0 },
	{ "<b>", 0, 0 }, { "n<as", 1, 0 }, { "a b", 1, 0 },
	{ LABEL_63, 63, 63 }, { LABEL_63 "l", 0, 0 },
	{ LABEL_63 "." LABEL_63 "." LABEL_63 "." LABEL_63, 0, 0 },
};

static const struct {
	const char	*item;
	int		 is_one;
} items[] = {
	{ "a.org", 1 }, { ".a.org", 1 }, { "*", 1 }, { "192.168.1.5", 1 },
	{ "[::1]", 1 }, { ".lan", 1 }, { ".", 0 }, { "..a", 0 },
	{ "*.a.org", 0 }, { "**", 0 }, { "a.org:80", 0 }, { "a;b", 0 },
	{ "http://a.org", 0 }, { "a.org/", 0 }, { "a\"b", 0 }, { "::1", 0 },
};

static const struct {
	const char	*list, *host;
	int		 has;
} lists[] = {
	{ "a.org", "a.org", 1 }, { "A.org", "a.ORG", 1 },
	{ "a.org", "x.a.org", 0 }, { "a.org", "xa.org", 0 },
	{ "a.org", "a.or", 0 }, { "a.org", "", 0 }, { "", "a.org", 0 },
	{ " ,,b.org,,a.org, ", "a.org", 1 }, { "b.org a.org", "a.org", 1 },
	{ "*", "a.org", 0 }, { "*,a.org", "a.org", 1 },
	{ ".a.org", "a.org", 1 }, { ".a.org", "x.a.org", 1 },
	{ ".a.org", "y.x.A.org", 1 }, { ".a.org", "xa.org", 0 },
	{ ".a.org", "a.org.evil", 0 }, { ".a.org", "org", 0 },
	{ ".", "a.org", 0 }, { "[::1]", "[::1]", 1 },
};

static void
test_names(void)
{
	size_t i;

	for (i = 0; i < COUNT(spans); i++) {
		is_int((int)host_name_span(spans[i].text), spans[i].span,
		    spans[i].text);
		is_int((int)host_name_span_whole(spans[i].text), spans[i].whole,
		    "  with nothing but a port behind");
	}
	for (i = 0; i < COUNT(items); i++)
		is_int(host_name_is_item(items[i].item, strlen(items[i].item)),
		    items[i].is_one, items[i].item);
	for (i = 0; i < COUNT(lists); i++)
		ok(host_name_list_has(lists[i].list, lists[i].host,
		    strlen(lists[i].host)) == lists[i].has, "%s in \"%s\"",
		    lists[i].host, lists[i].list);
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	const char *host;
	size_t i;

	test_names();
	for (i = 0; i < COUNT(cases); i++) {
		host = host_name_normalize(&a, cases[i].value);
		is_str(host, cases[i].nginx, cases[i].value);
		if (host)
			is_str(host_name_to_connect(host), cases[i].connect,
			    "  to connect to");
	}
	is_str(host_name_to_resolve(&a, "[::1]"), "::1",
	    "without its brackets");
	is_str(host_name_to_resolve(&a, "nas"), "nas", "a name has none");
	return done();
}
