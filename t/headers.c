/* Parsing what FFmpeg prints about the headers in a stream. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"
#include "base/cleanup.h"
#include "media/headers.h"

#define TOLD	"[trace_headers @ 0x55cb21ff4200] "
#define SPS(width, sar) \
	TOLD "Sequence Parameter Set\n" \
	TOLD "24          level_idc                  00001101 = 13\n" \
	TOLD "41          pic_width_in_mbs_minus1   000010100 = " width "\n" \
	TOLD "62          aspect_ratio_idc           00001110 = " sar "\n" \
	TOLD "Picture Parameter Set\n" \
	TOLD "8           pic_parameter_set_id               1 = 0\n"
#define HEAD	TOLD "Extradata\n"
#define AT(pts)	TOLD "Packet: 26 bytes, key frame, pts " pts ", dts 1.\n"

static const struct {
	const char	*name, *lines;
	bool		 inside, other, changes;
	int		 num, den;
} cases[] = {
	{ "none", "Input #0, matroska,webm, from 'a.mkv':\n", false, false,
	    false, 0, 0 },
	{ "one for all", HEAD SPS("19", "1") AT("4000000"), false, false,
	    false, 0, 0 },
	{ "the same inside", HEAD SPS("19", "1") AT("4000000") SPS("19", "1"),
	    true, false, false, 1, 1 },
	{ "another shape", HEAD SPS("19", "1") AT("4000000") SPS("19", "14"),
	    true, true, false, 4, 3 },
	{ "the last before the moment", HEAD SPS("19", "1") AT("4000000")
	    SPS("19", "1") AT("4900000") SPS("39", "2"), true, true, false,
	    12, 11 },
	{ "another after it", HEAD SPS("19", "1") AT("4000000") SPS("19", "1")
	    AT("6000000") SPS("39", "1"), true, false, true, 1, 1 },
	{ "the same after it", HEAD SPS("19", "1") AT("4000000") SPS("19", "1")
	    AT("6000000") SPS("19", "1"), true, false, false, 1, 1 },
	{ "two numbers", HEAD SPS("19", "1") AT("4000000")
	    TOLD "Sequence Parameter Set\n"
	    TOLD "62          aspect_ratio_idc      11111111 = 255\n"
	    TOLD "70          sar_width     0000000001000000 = 64\n"
	    TOLD "86          sar_height    00101101 = 45\n", true, true,
	    false, 64, 45 },
	{ "nonsense", HEAD SPS("", "99999999999") TOLD "\n" TOLD "9 x = \n"
	    AT("x") SPS("-1", "-1"), true, true, false, 0, 0 },
};

int
main(void)
{
	char line[256];
	size_t i, n;

	for (i = 0; i < COUNT(cases); i++) {
		struct headers h = { .at_s = 5 };
		const char *p = cases[i].lines;

		for (; *p; p += n + 1) {
			n = strcspn(p, "\n");
			snprintf(line, sizeof(line), "%.*s", (int)n, p);
			headers_parse_line(&h, line);
		}
		headers_end(&h);
		is_int(h.then.shape != 0, cases[i].inside, cases[i].name);
		is_int(h.then.shape && h.then.shape != h.head.shape,
		    cases[i].other, "  unlike the first");
		is_int(h.changes, cases[i].changes, "  changes");
		is_int(h.then.sar_num, cases[i].num, "  shape of a pixel");
		is_int(h.then.sar_den, cases[i].den, "  shape of a pixel");
	}
	return done();
}
