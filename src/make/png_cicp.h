/*
 * The chunk by which a PNG says what its values mean: cICP, of the PNG
 * specification's third edition.  FFmpeg before 7 cannot write it.
 */
#ifndef PNG_CICP_H
#define PNG_CICP_H

struct arena;
struct colour;

/* After the signature and IHDR, before all else, it stands. */
#define PNG_HEAD_BYTES	33
#define PNG_CICP_BYTES	16

/* Pure: the whole chunk, of RGB in full range. */
void	png_cicp(const struct colour *, unsigned char out[PNG_CICP_BYTES]);

/* Puts it into a finished file, by way of another.  0 or -errno. */
int	png_tag(const char *path, const char *temporary,
	    const struct colour *);

#endif
