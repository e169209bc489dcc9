/*
 * What the API workers are measured against: the least that a FastCGI worker
 * can do.  It answers every request with the bytes of DATA_DIR/constant and
 * knows nothing else.  Started by the launcher in the place of
 * mediasnap-api, so that nginx and the pools are the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <signal.h>
#include <sys/prctl.h>

#include <fcgiapp.h>

#define BODY_MAX	(1 << 20)

static char body[BODY_MAX];
static size_t len;

static void
read_body(void)
{
	const char *dir = getenv("DATA_DIR");
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/constant", dir ? dir : ".");
	f = fopen(path, "r");
	if (!f)
		return;
	len = fread(body, 1, sizeof(body), f);
	fclose(f);
}

int
main(void)
{
	FCGX_Request r;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	read_body();
	if (FCGX_Init() || FCGX_InitRequest(&r, 0, FCGI_FAIL_ACCEPT_ON_INTR))
		return EXIT_FAILURE;
	while (FCGX_Accept_r(&r) >= 0) {
		FCGX_FPrintF(r.out, "Status: 200 OK\r\n"
		    "Content-Type: application/json\r\n"
		    "Cache-Control: no-store\r\n"
		    "Content-Length: %d\r\n\r\n", (int)len);
		FCGX_PutStr(body, (int)len, r.out);
		FCGX_Finish_r(&r);
	}
	return EXIT_SUCCESS;
}
