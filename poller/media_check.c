#include "config.h"

#include <errno.h>
#include <string.h>

#include "media_check.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/regular_file.h"
#include "base/server_path.h"

/* 0 if it can be read.  Pipes and devices are refused, since they may block. */
static int
media_check_try_open(const char *path)
{
	AUTO(fd_closep) int fd = -1;

	/* A relative path would mean a file in our working directory. */
	if (*path != '/')
		return -ENOENT;
	fd = regular_file_open(path);
	return fd < 0 ? fd : 0;
}

static const struct {
	int		 err;
	const char	*what;
} sentences[] = {
	{ -ENOENT,	"there is no such file here. Mount the folder at the "
			"same path or set PATH_MAP" },
	{ -ENOTDIR,	"there is no such file here. Mount the folder at the "
			"same path or set PATH_MAP" },
	{ -EACCES,	"it may not be read here. Let the user that MediaSnap "
			"runs as read the file and its folders" },
	{ -EPERM,	"it may not be read here. Let the user that MediaSnap "
			"runs as read the file and its folders" },
	{ -EISDIR,	"that is a folder here, not a file" },
	{ -EINVAL,	"that is not a file here" },
};

static const char *
media_check_explain(struct arena *a, int err)
{
	size_t i;

	for (i = 0; i < COUNT(sentences); i++)
		if (sentences[i].err == err)
			return sentences[i].what;
	return arena_printf(a, "it cannot be read here (%s)", strerror(-err));
}

/* For a path on a drive or share that PATH_MAP does not map; or NULL. */
static const char *
media_check_explain_foreign(struct arena *a, const char *label,
    const char *reported)
{
	struct server_path p = server_path_parse(a, reported);
	const char *root = arena_strndup(a, p.text, p.root), *name;

	if (!server_path_is_foreign(&p))
		return NULL;
	name = strrchr(root, '/');
	return arena_printf(a, "%s reports %s; where %s is on this machine is "
	    "not known. Mount it here and add it to PATH_MAP, such as "
	    "%s=/mnt/%s", label, reported, root, root, name ? name + 1
	    : "films");
}

const char *
media_check(struct arena *a, const char *label, const struct session *s)
{
	const struct session_part *p = s->parts;
	const char *why;
	size_t i;
	int err = 0;

	for (i = 0; i < s->nparts && !err; i++, p++)
		err = media_check_try_open(p->path);
	if (!err)
		return NULL;
	p--;
	why = media_check_explain_foreign(a, label, p->path);
	if (why)
		return why;
	if (!strcmp(p->reported, p->path))
		return arena_printf(a, "%s reports %s; %s", label,
		    p->reported, media_check_explain(a, err));
	return arena_printf(a, "%s reports %s, which is %s by PATH_MAP; %s",
	    label, p->reported, p->path, media_check_explain(a, err));
}
