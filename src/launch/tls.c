#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "tls.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"

static void
tls_context_freep(SSL_CTX **c)
{
	SSL_CTX_free(*c);
}

/* Without this, OpenSSL would ask for a password on the terminal. */
static int
tls_refuse_password(char *buf, int size, int writing, void *arg)
{
	(void)buf;
	(void)size;
	(void)writing;
	(void)arg;
	return -1;
}

/* The first error of OpenSSL; later ones only say where it came from. */
static const char *
tls_error_reason(void)
{
	const char *text = ERR_reason_error_string(ERR_peek_error());

	return text ? text : "no reason given";
}

static const char *
tls_check_readable(struct arena *a, const char *name, const char *path)
{
	return access(path, R_OK) ? arena_printf(a, "%s: \"%s\": must be a "
	    "file that this user (id %u) may read: %s", name, path,
	    (unsigned)getuid(), strerror(errno)) : NULL;
}

/* Loads the key first: otherwise a bad key is reported as a mismatch. */
static const char *
tls_pair_error(struct arena *a, const struct conf *conf, SSL_CTX *c)
{
	ERR_clear_error();
	SSL_CTX_set_default_passwd_cb(c, tls_refuse_password);
	if (SSL_CTX_use_PrivateKey_file(c, conf->tls_key,
	    SSL_FILETYPE_PEM) != 1)
		return arena_printf(a, "TLS_KEY: \"%s\": must be a private key "
		    "(PEM) without a password", conf->tls_key);
	if (SSL_CTX_use_certificate_chain_file(c, conf->tls_cert) != 1)
		return arena_printf(a, "TLS_CERT: \"%s\": must be a "
		    "certificate (PEM), followed by its intermediate "
		    "certificates: %s", conf->tls_cert, tls_error_reason());
	if (SSL_CTX_check_private_key(c) != 1)
		return arena_printf(a, "TLS_KEY: \"%s\": must be the key of "
		    "the certificate in TLS_CERT, \"%s\"; this one belongs to "
		    "another", conf->tls_key, conf->tls_cert);
	return NULL;
}

const char *
tls_error(struct arena *a, const struct conf *conf)
{
	AUTO(tls_context_freep) SSL_CTX *c = NULL;
	const char *error;

	if (!*conf->tls_cert)
		return NULL;
	if ((error = tls_check_readable(a, "TLS_CERT", conf->tls_cert)) ||
	    (error = tls_check_readable(a, "TLS_KEY", conf->tls_key)))
		return error;
	c = SSL_CTX_new(TLS_server_method());
	if (!c)
		return arena_printf(a, "TLS_CERT: OpenSSL cannot be used: %s",
		    tls_error_reason());
	return tls_pair_error(a, conf, c);
}

/* All zeros if there is no such file. */
static struct tls_file_stamp
tls_file_stamp_take(const char *path)
{
	struct stat st;

	if (stat(path, &st))
		return (struct tls_file_stamp){ 0 };
	return (struct tls_file_stamp){ st.st_dev, st.st_ino, st.st_size,
	    st.st_mtim.tv_sec * INT64_C(1000000000) + st.st_mtim.tv_nsec };
}

static bool
tls_file_stamp_is_equal(const struct tls_file_stamp *a,
    const struct tls_file_stamp *b)
{
	return a->device == b->device && a->inode == b->inode &&
	    a->bytes == b->bytes && a->changed_ns == b->changed_ns;
}

struct tls_stamp
tls_stamp_take(const struct conf *conf)
{
	return (struct tls_stamp){ tls_file_stamp_take(conf->tls_cert),
	    tls_file_stamp_take(conf->tls_key) };
}

bool
tls_stamp_is_equal(const struct tls_stamp *a, const struct tls_stamp *b)
{
	return tls_file_stamp_is_equal(&a->cert, &b->cert) &&
	    tls_file_stamp_is_equal(&a->key, &b->key);
}
