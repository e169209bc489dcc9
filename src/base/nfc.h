/*
 * Unicode has two ways to write "é": one code point (NFC), or a letter and an
 * accent (NFD).  Linux compares names byte by byte; macOS and its file
 * servers hand out NFD.  The same name in either is one name here.
 */
#ifndef NFC_H
#define NFC_H

#include <stdbool.h>

struct arena;

/* In NFC; what is not UTF-8, or ASCII only, is returned as it is. */
const char	*nfc_compose(struct arena *, const char *);
bool		 nfc_is_ascii(const char *);

/*
 * The path of an existing file whose name, or a folder of it, is composed in
 * the other way: NULL when there is none.  Reads folders; only where a name
 * is not ASCII.
 */
const char	*nfc_find(struct arena *, const char *path);

#endif
