/* How nginx is configured for HTTP/2, by the output of nginx -V. */
#include "config.h"

#include "tap.h"
#include "base/cleanup.h"
#include "launch/http2.h"

#define DEBIAN_12 "nginx version: nginx/1.22.1\n" \
	"built with OpenSSL 3.0.15 3 Sep 2024\nTLS SNI support enabled\n" \
	"configure arguments: --with-cc-opt='-g -O2' --with-http_ssl_module " \
	"--with-http_v2_module --with-http_slice_module\n"
#define DEBIAN_13 "nginx version: nginx/1.26.3\n" \
	"built with OpenSSL 3.5.1 1 Jul 2025\nTLS SNI support enabled\n" \
	"configure arguments: --with-http_ssl_module --with-http_v2_module " \
	"--with-http_v3_module\n"
#define ARGUMENTS "\nconfigure arguments: --with-http_v2_module\n"

static const struct {
	const char	*what;
	const char	*said;
	enum http2	 kind;
} cases[] = {
	{ "Debian 12", DEBIAN_12, HTTP2_LISTEN },
	{ "Debian 13", DEBIAN_13, HTTP2_DIRECTIVE },
	{ "Ubuntu's", "nginx version: nginx/1.24.0 (Ubuntu)" ARGUMENTS,
	    HTTP2_LISTEN },
	{ "the last before", "nginx version: nginx/1.25.0" ARGUMENTS,
	    HTTP2_LISTEN },
	{ "the first with the directive", "nginx version: nginx/1.25.1"
	    ARGUMENTS, HTTP2_DIRECTIVE },
	{ "a second major version", "nginx version: nginx/2.0.0" ARGUMENTS,
	    HTTP2_DIRECTIVE },
	{ "another make", "nginx version: openresty/1.25.3.2" ARGUMENTS,
	    HTTP2_NONE },
	{ "without the module", "nginx version: nginx/1.26.3\n"
	    "configure arguments: --with-http_ssl_module\n", HTTP2_NONE },
	{ "nothing", "", HTTP2_NONE },
};

int
main(void)
{
	size_t i;

	for (i = 0; i < COUNT(cases); i++)
		is_int(http2_parse(cases[i].said), cases[i].kind,
		    cases[i].what);
	return done();
}
