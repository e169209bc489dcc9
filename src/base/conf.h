/*
 * The configuration: environment, then .env in the working directory, then
 * the defaults.  One table (conf.c) holds every variable.
 */
#ifndef CONF_H
#define CONF_H

#include "log.h"

struct arena;

struct conf {
	const char	*plex_url;		/* no slash at the end; or "" */
	const char	*plex_token;
	const char	*jellyfin_url;
	const char	*jellyfin_api_key;
	const char	*capture_dir;		/* absolute */
	const char	*db_path;		/* absolute */
	const char	*ffmpeg_path;
	const char	*ffprobe_path;
	int		 screenshot_quality;	/* 1 best ... 31 */
	const char	*host;			/* as nginx writes it */
	int		 port;
	const char	*path_map;		/* path_map.h reads it */
	int		 poll_interval_ms;
	int		 api_workers;
	int		 slow_workers;
	int		 clip_jobs;
	const char	*base_path;		/* "/" or "/some/path/" */
	const char	*tls_cert;
	const char	*tls_key;
	int		 max_clip_seconds;
	int		 max_queue;
	int		 min_free_mb;
	const char	*run_dir;		/* absolute */
	const char	*allowed_hosts;
	const char	*trusted_proxies;
	const char	*hwaccel;
	const char	*log_level_name;
	const char	*data_dir;		/* default home of both */
	const char	*libexec_dir;		/* our other programs */
	const char	*share_dir;		/* the app, nginx's templates */
};

/*
 * 0, or -EINVAL with one line in *error: the variable, its value (never a
 * secret) and what is allowed.
 */
int	conf_load(struct conf *, struct arena *, const char **error);

/* For main(): loads and starts the log, or prints the error and exits. */
void	conf_start(struct conf *, struct arena *, const char *program);

enum log_level	conf_log_level(const struct conf *);

#endif
