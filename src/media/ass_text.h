/* The text of an ASS file as FFmpeg writes it.  Pure. */
#ifndef ASS_TEXT_H
#define ASS_TEXT_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * Lists the characters that are shown between two times of the file, each once,
 * at most max of them.  Returns their number.
 */
size_t	ass_text_list_chars(const char *text, size_t len, double from_s,
	    double to_s, uint32_t *chars, size_t max);

#endif
