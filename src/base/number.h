/*
 * The one parser of numbers from outside.  Fails if the text has anything
 * besides the number, or if the number is out of range.
 */
#ifndef NUMBER_H
#define NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* The limit for durations and positions in a film: 115 days. */
#define NUMBER_SECONDS_MAX	1e7

/* -? and decimal digits.  On failure *out is untouched. */
bool	number_read_whole(const char *, int64_t min, int64_t max, int64_t *out);

/*
 * -? digits, optionally a point and digits, optionally an exponent; no spaces,
 * no hexadecimal, no infinity.  On failure *out is untouched.
 */
bool	number_read_decimal(const char *, double min, double max, double *out);

#endif
