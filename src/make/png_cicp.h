/*
 * Writes and reads the chunk cICP of the PNG specification's third edition,
 * which gives the colours of a PNG.  FFmpeg before 7 cannot write it.
 */
#ifndef PNG_CICP_H
#define PNG_CICP_H

#include <stdbool.h>

struct arena;
struct colour;

/* It follows the signature and IHDR. */
#define PNG_HEAD_BYTES	33
#define PNG_CICP_BYTES	16

/* Builds the whole chunk, for RGB in full range.  Pure. */
void	png_cicp_build(const struct colour *,
	    unsigned char out[PNG_CICP_BYTES]);

/*
 * The colours of 16-bit RGB by a file's first bytes; false if there is no such
 * chunk.  Pure.
 */
bool	png_read_cicp(const unsigned char head[PNG_HEAD_BYTES +
	    PNG_CICP_BYTES], struct colour *);

/* Inserts it into a finished file, by way of a temporary one.  0 or -errno. */
int	png_cicp_insert(const char *path, const char *temporary,
	    const struct colour *);

#endif
