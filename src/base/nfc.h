/*
 * Unicode has two ways to write "é": one code point (NFC), or a letter and an
 * accent (NFD).  Linux compares names byte by byte; macOS and its file
 * servers return NFD.  This module treats both forms as the same name.
 */
#ifndef NFC_H
#define NFC_H

#include <stdbool.h>

struct arena;

/* Converts to NFC; ASCII and invalid UTF-8 are returned unchanged. */
const char	*nfc_compose(struct arena *, const char *);
bool		 nfc_is_ascii(const char *);

/*
 * The existing file whose path differs from this one only in composition, or
 * NULL.  Reads a folder only where a name is not ASCII.
 */
const char	*nfc_find(struct arena *, const char *path);

#endif
