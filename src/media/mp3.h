/*
 * An MP3 of any bit rate.  The constant rates lie up to a quarter apart
 * (ISO/IEC 11172-3, 2.4.2.3), and LAME's average mode stays far below its rate
 * with simple sounds.  So the first frames have the rate below, the others the
 * one above: without a bit reservoir a frame needs no other, and the seam is
 * not heard.  Frames last 24 ms, at 48 kHz and, for low rates, at 24 kHz.
 * Pure.
 */
#ifndef MP3_H
#define MP3_H

#include <stdint.h>

struct args;
struct arena;

#define MP3_BPS_MIN	32000

struct mp3_parts {
	int	bps[2];		/* of the first frames, and of the others */
	int64_t	frames;		/* the first; 0: all are of bps[0] */
};

/* What gives so many bits a second for so long. */
void	mp3_parts(double bps, double duration_s, struct mp3_parts *);

/* The rate at which a file is just not larger. */
double	mp3_bps(int64_t max_bytes, double duration_s);

/* A part has too few frames to be taken for an MP3: its source ended. */
int64_t	mp3_part_bytes_min(const struct mp3_parts *, int part);

/* What makes an encoder's output a part; and its file, beside the whole. */
void		 mp3_add_part(struct args *, const struct mp3_parts *,
		    int part);
const char	*mp3_part_path(struct arena *, const char *out, int part);

/* One ffmpeg command that joins them, and the list (ffconcat) that it reads. */
char *const	*mp3_join_argv(struct arena *, const char *ffmpeg,
		    const char *list, const char *out);
const char	*mp3_join_list(struct arena *, const char *out);

#endif
