#include "config.h"

#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http2.h"
#include "launch.h"
#include "template.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/host_name.h"
#include "base/regular_file.h"
#include "model/file_type.h"
#include "servers/media_server.h"
#include "storage/run_dir.h"

#define TEMPLATE_MAX	65536
#define CONNECTIONS_MAX	8192	/* of each of nginx's two processes */
#define FILES_SPARE	256	/* descriptors for other things */
#define WORK_MAX	8	/* captures or filmstrips of a client at once */
#define BASE_TAG	"<base href=\"/\">"

static const char *const templates[] = {
	"nginx.conf", "types.conf", "hosts.conf", "errors.conf",
	"headers.conf", "worker.conf", "slow.conf", "thumbnail.conf",
	"site.conf",
};

static const char *
nginx_read_file(struct arena *a, const char *path)
{
	char *text;
	size_t len;
	int rc = regular_file_read(a, path, TEMPLATE_MAX, &text, &len);

	if (rc)
		errx(EXIT_FAILURE, "%s cannot be read (%s): is MediaSnap "
		    "fully installed?", path, strerror(-rc));
	return text;
}

static void
nginx_write_file(struct arena *a, const struct conf *conf, const char *path,
    const char *text)
{
	int rc = regular_file_write(path, text, strlen(text), 0644);

	if (rc)
		errx(EXIT_FAILURE, "%s", run_dir_error(a, conf, path, -rc));
}

/* Escapes a name for a regular expression. */
static const char *
nginx_escape_name(struct arena *a, const char *name, size_t len)
{
	const char *out = "", *end = name + len;

	for (; name < end; name++)
		out = arena_printf(a, "%s%s%c", out, strchr(".[]", *name)
		    ? "\\" : "", *name);
	return out;
}

/* A line of the hosts map: a name; with a leading dot, all names below it. */
static const char *
nginx_host_line(struct arena *a, const char *item, size_t len)
{
	bool has_dot = *item == '.';

	if (*item == '*')
		return "~.	1;\n\t";
	return arena_printf(a, "\"~*^%s%s$\"	1;\n\t", has_dot
	    ? "([a-z0-9_-]{1,63}\\.)*" : "",
	    nginx_escape_name(a, item + has_dot, len - has_dot));
}

/* Includes HOST, by which our own health check asks. */
static const char *
nginx_allowed_hosts(struct arena *a, const struct conf *conf)
{
	const char *list = conf->allowed_hosts, *item, *out;
	size_t len;

	out = nginx_host_line(a, conf->host, strlen(conf->host));
	while ((item = host_name_list_next(&list, &len)))
		out = arena_printf(a, "%s%s", out,
		    nginx_host_line(a, item, len));
	return out;
}

static const char *
nginx_home_names(struct arena *a)
{
	const char *const *name, *out = "";

	for (name = host_home_names; *name; name++)
		out = arena_printf(a, "%s%s%s", out, *out ? "|" : "",
		    nginx_escape_name(a, *name, strlen(*name)));
	return out;
}

/* "192.168.1.5" or "10.0.0.0/8", of either family. */
static bool
nginx_is_network(struct arena *a, const char *s)
{
	size_t len = strcspn(s, "/");
	const char *address = arena_strndup(a, s, len), *bits = s + len;
	bool is_v6 = strchr(address, ':') != NULL;
	unsigned char bytes[16];
	long n;

	if (inet_pton(is_v6 ? AF_INET6 : AF_INET, address, bytes) != 1)
		return false;
	if (!*bits)
		return true;
	n = strtol(bits + 1, NULL, 10);
	return strspn(bits + 1, "0123456789") == strlen(bits + 1) &&
	    bits[1] && strlen(bits) <= 4 && n <= (is_v6 ? 128 : 32);
}

/* Without trusted proxies, X-Forwarded-For is ignored. */
static const char *
nginx_trusted_proxies(struct arena *a, const struct conf *conf)
{
	char *list = arena_strdup(a, conf->trusted_proxies), *one;
	const char *out = "";

	while ((one = strsep(&list, ", "))) {
		if (*one && !nginx_is_network(a, one))
			errx(EXIT_FAILURE, "TRUSTED_PROXIES: \"%s\": must be "
			    "addresses or networks such as 192.168.1.5 or "
			    "172.16.0.0/12, separated by commas", one);
		if (*one)
			out = arena_printf(a, "%sset_real_ip_from %s;\n\t",
			    out, one);
	}
	return !*out ? "" : arena_printf(a, "%sreal_ip_header "
	    "X-Forwarded-For;\n\treal_ip_recursive on;", out);
}

static const char *
nginx_number(struct arena *a, int n)
{
	return arena_printf(a, "%d", n);
}

static const char *
nginx_connections(struct arena *a)
{
	struct rlimit r;
	int n = CONNECTIONS_MAX;

	if (!getrlimit(RLIMIT_NOFILE, &r) &&
	    r.rlim_cur < 2 * CONNECTIONS_MAX + FILES_SPARE)
		n = ((int)r.rlim_cur - FILES_SPARE) / 2;
	return nginx_number(a, n > FILES_SPARE ? n : FILES_SPARE);
}

/* The limit of one client, so that others get a share. */
static const char *
nginx_client_share(struct arena *a, int of)
{
	int n = of * 3 / 4;

	return nginx_number(a, n < 1 ? 1 : n > WORK_MAX ? WORK_MAX : n);
}

static const char *
nginx_tls_lines(struct arena *a, const struct conf *conf, enum http2 http2)
{
	if (!*conf->tls_cert)
		return "";
	return arena_printf(a, "ssl_certificate \"%s\";\n"
	    "\t\tssl_certificate_key \"%s\";\n"
	    "\t\tssl_protocols TLSv1.2 TLSv1.3;\n"
	    "\t\tssl_session_cache shared:tls:1m;\n"
	    "%s"
	    "\t\terror_page 497 =308 https://$http_host$request_uri;",
	    conf->tls_cert, conf->tls_key, http2 == HTTP2_DIRECTIVE
	    ? "\t\thttp2 on;\n" : "");
}

/* A proxy may or may not remove BASE_PATH: both work. */
static const char *
nginx_base_rewrite(struct arena *a, const struct conf *conf)
{
	int len = (int)strlen(conf->base_path) - 1;

	if (!len)
		return "";
	return arena_printf(a, "absolute_redirect off;\n"
	    "rewrite \"^%.*s$\" \"%s\" redirect;\n"
	    "rewrite \"^%.*s(/.*)$\" $1;", len, conf->base_path,
	    conf->base_path, len, conf->base_path);
}

/* The app's page, with its base path and whether this is the demo. */
static void
nginx_render_page(struct arena *a, const struct conf *conf, bool demo)
{
	const char *page = nginx_read_file(a, arena_printf(a,
	    "%s/static/dist/index.html", conf->share_dir));
	const char *at = strstr(page, BASE_TAG);

	if (!at)
		errx(EXIT_FAILURE, "%s/static/dist/index.html is not this "
		    "version's page: rebuild the app", conf->share_dir);
	nginx_write_file(a, conf, arena_printf(a, "%s/site/index.html",
	    conf->run_dir),
	    arena_printf(a, "%.*s<base href=\"%s\">%s%s", (int)(at - page),
	    page, conf->base_path, demo
	    ? "<meta name=\"mediasnap-demo\" content=\"1\">" : "",
	    at + strlen(BASE_TAG)));
}

static const char *
nginx_capture_types(struct arena *a)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < file_types_count; i++)
		text = arena_printf(a, "%s%s\t%s;\n\t", text,
		    file_types[i].media_type, file_types[i].extension);
	return text;
}

static const char *
nginx_capture_extensions(struct arena *a)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < file_types_count; i++)
		text = arena_printf(a, "%s%s%s", text, i ? "|" : "",
		    file_types[i].extension);
	return text;
}

/* A pool for each media server's pictures; quick refuses those not set up. */
static const char *
nginx_picture_pools(struct arena *a, const struct conf *conf)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < media_servers_count; i++) {
		const struct media_server *m = media_servers[i];

		text = arena_printf(a, "%s"
		    "upstream %s {\n"
		    "\t\tzone %s 64k;\n"
		    "\t\tserver \"unix:%s/%s.sock\" max_fails=0 max_conns=24;\n"
		    "\t}\n\t", text, m->pictures, m->pictures, conf->run_dir,
		    media_server_is_set_up(m, conf) ? m->pictures : "quick");
	}
	return text;
}

static const char *
nginx_picture_routes(struct arena *a, const struct conf *conf)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < media_servers_count; i++)
		text = arena_printf(a, "%s"
		    "location = /api/proxy/%s {\n"
		    "\tfastcgi_pass %s;\n"
		    "\tinclude \"%s/thumbnail.conf\";\n"
		    "}\n", text, media_servers[i]->name,
		    media_servers[i]->pictures, conf->run_dir);
	return text;
}

static void
nginx_make_folders(struct arena *a, const struct conf *conf)
{
	static const char *const folders[] = { "tmp", "site", "frames",
	    "thumbnails" };
	size_t i;

	for (i = 0; i < COUNT(folders); i++) {
		const char *path = arena_printf(a, "%s/%s", conf->run_dir,
		    folders[i]);

		if (mkdir(path, 0700) && errno != EEXIST)
			errx(EXIT_FAILURE, "%s", run_dir_error(a, conf, path,
			    errno));
	}
}

static void
nginx_render_file(struct arena *a, const struct conf *conf, const char *name,
    const struct template_value *v, size_t n)
{
	const char *text = nginx_read_file(a, arena_printf(a, "%s/nginx/%s.in",
	    conf->share_dir, name));

	nginx_write_file(a, conf, arena_printf(a, "%s/%s", conf->run_dir, name),
	    template_fill(a, text, v, n));
}

void
nginx_render(struct arena *a, const struct conf *conf, bool demo)
{
	enum http2 http2 = *conf->tls_cert ? http2_ask(a) : HTTP2_NONE;
	const struct template_value v[] = {
		{ "USER", getuid() ? "" : "user root;" },
		{ "RUN_DIR", conf->run_dir },
		{ "CAPTURE_DIR", conf->capture_dir },
		{ "APP_DIR",
		    arena_printf(a, "%s/static/dist", conf->share_dir) },
		{ "LISTEN",
		    arena_printf(a, "%s:%d%s%s%s", conf->host, conf->port,
			*conf->tls_cert ? " ssl" : "",
			http2 == HTTP2_LISTEN ? " http2" : "",
			strcmp(conf->host, "[::]") ? "" : " ipv6only=off") },
		{ "TLS", nginx_tls_lines(a, conf, http2) },
		{ "CONNECTIONS", nginx_connections(a) },
		{ "TRUSTED_PROXIES", nginx_trusted_proxies(a, conf) },
		/* For each worker, one request may wait. */
		{ "SLOW_PLACES", nginx_number(a, 2 * conf->slow_workers) },
		{ "CLIENT_CAPTURES",
		    nginx_client_share(a, 2 * conf->slow_workers) },
		{ "CLIENT_FRAMES", nginx_client_share(a, conf->slow_workers) },
		{ "CAPTURE_TYPES", nginx_capture_types(a) },
		{ "CAPTURE_EXTENSIONS", nginx_capture_extensions(a) },
		{ "PICTURE_POOLS", nginx_picture_pools(a, conf) },
		{ "PICTURE_ROUTES", nginx_picture_routes(a, conf) },
		{ "ALLOWED_HOSTS", nginx_allowed_hosts(a, conf) },
		{ "HOME_NAMES", nginx_home_names(a) },
		{ "BASE_REWRITE", nginx_base_rewrite(a, conf) },
	};
	size_t i;

	nginx_make_folders(a, conf);
	for (i = 0; i < COUNT(templates); i++)
		nginx_render_file(a, conf, templates[i], v, COUNT(v));
	nginx_render_page(a, conf, demo);
}
