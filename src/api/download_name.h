/* The name that a person would give to a downloaded capture.  Pure. */
#ifndef DOWNLOAD_NAME_H
#define DOWNLOAD_NAME_H

struct arena;
struct capture;

/*
 * "Breaking Bad - S05E14 - Ozymandias - 00.30.32.jpg": no character that
 * Windows, macOS or Android refuse, at most 200 bytes, UTF-8.
 */
char	*download_name(struct arena *, const struct capture *);

/* As Content-Disposition: RFC 6266, with filename* of RFC 8187. */
char	*download_disposition(struct arena *, const struct capture *);

#endif
