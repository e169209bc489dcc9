/*
 * Makes a long film from two short H.264 streams (Annex B) without encoding
 * it.
 *
 * One stream is a loop of a few seconds.  The other has only keyframes, one
 * for each second of the film: the loop's own keyframe with the time of that
 * second drawn in.  The film is each of these keyframes, followed by the
 * frames that follow it in the loop.  This is exact if those frames do not
 * change the area of the time and both streams were encoded alike.
 */
#ifndef SPLICE_H
#define SPLICE_H

#include <stddef.h>
#include <stdio.h>

#define SPLICE_GROUPS_MAX	64	/* keyframes of the loop */

/* 0; -EINVAL: not such streams; or the -errno of a failed write. */
int	splice_streams(const void *loop, size_t loop_len, const void *keys,
	    size_t keys_len, FILE *out);

#endif
