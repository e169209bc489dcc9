/* Checks the certificate and its key, and notices when they change. */
#ifndef TLS_H
#define TLS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct arena;
struct conf;

/* Identifies a state of the files: equal stamps mean unchanged files. */
struct tls_file_stamp {
	dev_t	 device;
	ino_t	 inode;
	off_t	 bytes;
	int64_t	 changed_ns;
};
struct tls_stamp {
	struct tls_file_stamp cert, key;
};

/* NULL if all is well or TLS is off; else one line that says what is wrong. */
const char	*tls_error(struct arena *, const struct conf *);

struct tls_stamp tls_stamp_take(const struct conf *);
bool		 tls_stamp_is_equal(const struct tls_stamp *,
		    const struct tls_stamp *);

#endif
