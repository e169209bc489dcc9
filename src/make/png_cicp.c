#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "png_cicp.h"
#include "base/cleanup.h"
#include "plan/colour.h"

#define POLYNOMIAL	0xedb88320u	/* of PNG's CRC-32 */

static uint32_t
png_cicp_crc(const unsigned char *p, size_t n)
{
	uint32_t sum = ~0u;
	int bit;

	for (; n--; p++)
		for (sum ^= *p, bit = 0; bit < 8; bit++)
			sum = sum >> 1 ^ (sum & 1 ? POLYNOMIAL : 0);
	return ~sum;
}

void
png_cicp_build(const struct colour *c, unsigned char out[PNG_CICP_BYTES])
{
	const unsigned char body[] = { 0, 0, 0, 4, 'c', 'I', 'C', 'P',
	    (unsigned char)c->primaries, (unsigned char)c->transfer, 0, 1 };
	uint32_t sum = png_cicp_crc(body + 4, sizeof(body) - 4);
	size_t i;

	memcpy(out, body, sizeof(body));
	for (i = 0; i < 4; i++)
		out[sizeof(body) + i] = (unsigned char)(sum >> (24 - 8 * i));
}

bool
png_read_cicp(const unsigned char head[PNG_HEAD_BYTES + PNG_CICP_BYTES],
    struct colour *c)
{
	const unsigned char *chunk = head + PNG_HEAD_BYTES;

	if (memcmp(head, "\x89PNG", 4) || memcmp(chunk + 4, "cICP", 4))
		return false;
	/* matrix 0: RGB */
	*c = (struct colour){ .primaries = chunk[8], .transfer = chunk[9],
	    .is_full_range = true, .pix_fmt = "gbrp16le" };
	return true;
}

static int
png_cicp_write_all(int fd, const unsigned char *p, size_t n)
{
	ssize_t done;

	for (; n; p += done, n -= (size_t)done) {
		done = write(fd, p, n);
		if (done < 0)
			return -errno;
	}
	return 0;
}

static int
png_cicp_copy_rest(int from, int to)
{
	ssize_t n;

	while ((n = sendfile(to, from, NULL, 1 << 24)) > 0)
		continue;
	return n < 0 ? -errno : 0;
}

static int
png_cicp_copy_tagged(int from, int to, const struct colour *c)
{
	unsigned char head[PNG_HEAD_BYTES + PNG_CICP_BYTES];
	int rc;

	if (read(from, head, PNG_HEAD_BYTES) != PNG_HEAD_BYTES)
		return -EBADMSG;
	png_cicp_build(c, head + PNG_HEAD_BYTES);
	rc = png_cicp_write_all(to, head, sizeof(head));
	return rc ? rc : png_cicp_copy_rest(from, to);
}

int
png_cicp_insert(const char *path, const char *temporary, const struct colour *c)
{
	AUTO(fd_closep) int from = open(path, O_RDONLY | O_CLOEXEC);
	AUTO(fd_closep) int to = open(temporary, O_WRONLY | O_CREAT | O_TRUNC |
	    O_CLOEXEC, 0666);
	int rc = from < 0 || to < 0 ? -errno
	    : png_cicp_copy_tagged(from, to, c);

	if (!rc && rename(temporary, path))
		rc = -errno;
	if (rc)
		unlink(temporary);
	return rc;
}
