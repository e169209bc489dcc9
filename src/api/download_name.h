/* A readable file name for a downloaded capture.  Pure. */
#ifndef DOWNLOAD_NAME_H
#define DOWNLOAD_NAME_H

struct arena;
struct capture;

/*
 * "Breaking Bad - S05E14 - Ozymandias - 00.30.32.jpg": UTF-8, at most 200
 * bytes, without characters that Windows, macOS or Android refuse.
 */
char	*download_name(struct arena *, const struct capture *);

/* As Content-Disposition: RFC 6266, with filename* of RFC 8187. */
char	*download_disposition(struct arena *, const struct capture *);

#endif
