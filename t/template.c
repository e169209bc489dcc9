/* @NAME@ in a text becomes its value; all else stays. */
#include "config.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "launch/template.h"

static const struct template_value values[] = {
	{ "A", "1" }, { "AB", "22" }, { "B_", "@A@" }, { "EMPTY", "" },
	{ "_", "under" },
};

static const struct {
	const char	*text, *want;
} cases[] = {
	{ "", "" },
	{ "plain\n", "plain\n" },
	{ "@A@", "1" },
	{ "x@A@y", "x1y" },
	{ "@A@@AB@", "122" },
	{ "@AB@@A@", "221" },
	{ "@A@ and @A@", "1 and 1" },
	{ "[@EMPTY@]", "[]" },
	{ "@_@", "under" },
	/* A value is not expanded again. */
	{ "@B_@", "@A@" },
	{ "@", "@" },
	{ "@@", "@@" },
	{ "@@@", "@@@" },
	{ "@@A@", "@1" },
	{ "@A@@", "1@" },
	{ "@A", "@A" },
	{ "A@", "A@" },
	{ "me@here, you@there", "me@here, you@there" },
	{ "@a@", "@a@" },
	{ "@A @", "@A @" },
	{ "@A1@", "@A1@" },
	{ "x@y@A@", "x@y1" },
	{ "@x@A@", "@x1" },
	{ "%s%n @A@", "%s%n 1" },
};

/* A bug of ours must show at the first start, before nginx reads it. */
static int
dies(struct arena *a, const char *text)
{
	static const struct rlimit no_core;
	int status = 0;
	pid_t pid = fork();

	if (!pid) {
		setrlimit(RLIMIT_CORE, &no_core);
		close(STDERR_FILENO);
		template_fill(a, text, values, COUNT(values));
		_exit(0);
	}
	return waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) &&
	    WTERMSIG(status) == SIGABRT;
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	size_t i;

	for (i = 0; i < COUNT(cases); i++)
		is_str(template_fill(&a, cases[i].text, values, COUNT(values)),
		    cases[i].want, cases[i].text);
	ok(dies(&a, "@ABC@"), "a name that is not known");
	ok(dies(&a, "@A_@"), "  nor is the start of one");
	return done();
}
