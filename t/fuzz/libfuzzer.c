/* One target (FUZZ), as libFuzzer calls it. */
#include "config.h"

#include "fuzz.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	FUZZ(data, n);
	return 0;
}
