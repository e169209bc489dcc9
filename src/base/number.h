/*
 * Numbers that others wrote, within a range: the one reader of them.  A text
 * that is more than a number, or a number out of range, is none.
 */
#ifndef NUMBER_H
#define NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* Seconds of a film, and moments in it: 115 days. */
#define NUMBER_SECONDS_MAX	1e7

/* -? and decimal digits.  *out is untouched when it is none. */
bool	number_read_whole(const char *, int64_t min, int64_t max, int64_t *out);

/*
 * -? digits, perhaps a point and digits, perhaps an exponent; no spaces, no
 * hexadecimal, no infinity.  *out is untouched when it is none.
 */
bool	number_read_decimal(const char *, double min, double max, double *out);

#endif
