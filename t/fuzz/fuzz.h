/*
 * Fuzz targets for the parsers of untrusted data.  A target asserts what its
 * parser promises; the sanitizers detect the rest.  corpus.c runs the stored
 * inputs, libfuzzer.c searches for new ones.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct reports;

void	fuzz_body(const uint8_t *, size_t);
void	fuzz_jellyfin(const uint8_t *, size_t);
void	fuzz_made(const uint8_t *, size_t);
void	fuzz_pathmap(const uint8_t *, size_t);
void	fuzz_plex(const uint8_t *, size_t);
void	fuzz_probe(const uint8_t *, size_t);
void	fuzz_progress(const uint8_t *, size_t);
void	fuzz_query(const uint8_t *, size_t);
void	fuzz_subtitles(const uint8_t *, size_t);

/* Splits the input at its first NUL: a document, and a second argument. */
struct halves {
	const char	*first, *second;	/* NUL follows both */
	size_t		 first_len, second_len;
};

struct halves	fuzz_halves(struct arena *, const uint8_t *, size_t);

/* Asserts what must hold of sessions before they are stored and shown. */
void	fuzz_check_reports(struct arena *, const struct reports *);

#endif
