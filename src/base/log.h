/*
 * Writes one line per event to stderr: time, level, program, event, key=value
 * pairs.  Values are quoted as needed and stripped of control characters, so
 * that a title cannot forge a line.  An event that repeats often is mostly
 * counted instead of written.  Never log a token, a body or a header: anyone
 * may read the log.
 *
 *	log_warn("source failed", "source", "plex", "error", text);
 */
#ifndef LOG_H
#define LOG_H

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

void	log_init(const char *program, enum log_level most);

/* Pairs of strings, then NULL; a NULL value is left out. */
void	log_write(enum log_level, const char *event, ...)
	    __attribute__((sentinel));

#define log_error(...)	log_write(LOG_ERROR, __VA_ARGS__, (char *)NULL)
#define log_warn(...)	log_write(LOG_WARN, __VA_ARGS__, (char *)NULL)
#define log_info(...)	log_write(LOG_INFO, __VA_ARGS__, (char *)NULL)
#define log_debug(...)	log_write(LOG_DEBUG, __VA_ARGS__, (char *)NULL)

#endif
