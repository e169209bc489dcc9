/*
 * What strangers write, given to the parsers that read it.  A target asserts
 * what its parser promises; the sanitizers see the rest.  corpus.c feeds what
 * was found before, libfuzzer.c looks for more.
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

/* Input is cut at its first NUL: a document, and what is asked for after. */
struct halves {
	const char	*first, *second;	/* NUL follows both */
	size_t		 first_len, second_len;
};

struct halves	fuzz_halves(struct arena *, const uint8_t *, size_t);

/* What sessions must be before they are stored and shown. */
void	fuzz_check_reports(struct arena *, const struct reports *);

#endif
