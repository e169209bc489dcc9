/*
 * Reads an MP4 that we wrote, without running a process: whether it is
 * complete, and where its picture begins.  Pure.
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
	double		 sound_held_s;	/* hidden part of its first packet */
	double		 shown_s;	/* of the picture after that */
	double		 lead_in_s;	/* hidden by the edit list; < 0: late */
	double		 held_s;	/* age of its first picture */
	uint64_t	 first_at;	/* file offset of the first picture */
	uint32_t	 first_bytes;
	bool		 is_avc;
	int		 nal_length;	/* bytes of a NAL length, in AVC */
};

/* Finds the moov box by the file's first bytes: 1, or 0 if it is not there. */
int	mp4_find_moov(const unsigned char *, size_t, uint64_t *at,
	    uint64_t *len);

/* Parses the content of a moov box.  -EBADMSG: it is not one. */
int	mp4_parse(const unsigned char *, size_t, struct mp4 *);

/* Shortens tracks that are longer than duration_s, in place. */
void	mp4_trim(unsigned char *, size_t, double duration_s);

/* Whether a picture begins with an IDR slice, by its first bytes. */
bool	mp4_is_idr(const unsigned char *, size_t, int nal_length);

#endif
