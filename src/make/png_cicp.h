/*
 * The chunk by which a PNG says what its values mean: cICP, of the PNG
 * specification's third edition.  FFmpeg before 7 cannot write it.
 */
#ifndef PNG_CICP_H
#define PNG_CICP_H

#include <stdbool.h>

struct arena;
struct colour;

/* After the signature and IHDR, before all else, it stands. */
#define PNG_HEAD_BYTES	33
#define PNG_CICP_BYTES	16

/* Pure: the whole chunk, of RGB in full range. */
void	png_cicp_build(const struct colour *,
	    unsigned char out[PNG_CICP_BYTES]);

/*
 * The colours of RGB, 16 bits, by a file's first bytes; false: they say nothing
 * of it.  Pure.
 */
bool	png_read_cicp(const unsigned char head[PNG_HEAD_BYTES +
	    PNG_CICP_BYTES], struct colour *);

/* Puts it into a finished file, by way of another.  0 or -errno. */
int	png_cicp_insert(const char *path, const char *temporary,
	    const struct colour *);

#endif
