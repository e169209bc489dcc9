/*
 * What an MP4 that we wrote says of itself: cheaper than a process, and
 * enough to know whether it is whole and where its picture begins.  Pure.
 */
#ifndef MP4_H
#define MP4_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mp4 {
	int		 width, height;	/* as shown; 0: no picture */
	double		 duration_s;	/* of the picture, else of the sound */
	bool		 has_sound;
	double		 sound_held_s;	/* its first packet is so long, hidden */
	double		 shown_s;	/* pictures there are after the lead-in */
	double		 lead_in_s;	/* hidden from players; < 0: it is late */
	double		 held_s;	/* its first picture began so long before */
	uint64_t	 first_at;	/* where the first picture's bytes are */
	uint32_t	 first_bytes;
	bool		 is_avc;
	int		 nal_length;	/* bytes of each length, in AVC */
};

/* Where the moov box lies in the file's first bytes: 1, or 0: not there. */
int	mp4_find_moov(const unsigned char *, size_t, uint64_t *at,
	    uint64_t *len);

/* The content of the moov box.  -EBADMSG: it is not one. */
int	mp4_parse(const unsigned char *, size_t, struct mp4 *);

/* Lets no track play for longer: lengths in place, nothing moves. */
void	mp4_trim(unsigned char *, size_t, double duration_s);

/* Whether a picture (its first bytes) begins with an IDR slice. */
bool	mp4_is_idr(const unsigned char *, size_t, int nal_length);

#endif
