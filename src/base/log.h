/*
 * One line an event to stderr: time, level, program, event, key=value pairs.
 * Values are quoted as needed, so a title cannot forge a line, and what a
 * terminal would act on is left out.  Of an event that comes again and again
 * most lines are counted instead of written.  Never give it
 * a token, a body or a header: what is logged is for anyone to read.
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
