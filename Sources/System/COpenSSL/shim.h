#pragma once
#include <errno.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/random.h>
#include <sys/socket.h>

// The macros of the control interface do not exist for Swift.
static inline int co_gcm_set_nonce_length(EVP_CIPHER_CTX *context, int length) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, length, NULL);
}

static inline int co_gcm_get_tag(EVP_CIPHER_CTX *context, unsigned char *tag, int length) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, length, tag);
}

static inline int co_gcm_set_tag(EVP_CIPHER_CTX *context, const unsigned char *tag, int length) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, length, (void *)tag);
}

// Fills `bytes` from the kernel, waiting for its pool at boot; 0, or the errno.
static inline int co_random(void *bytes, size_t count) {
    size_t done = 0;
    while (done < count) {
        ssize_t got = getrandom((char *)bytes + done, count - done, 0);
        if (got < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        done += (size_t)got;
    }
    return 0;
}

// A BIO over a non-blocking socket that never raises SIGPIPE: the library's own one writes without MSG_NOSIGNAL.
static inline int co_bio_write(BIO *bio, const char *bytes, int count) {
    int socket = (int)(intptr_t)BIO_get_data(bio);
    ssize_t sent;
    do sent = send(socket, bytes, (size_t)count, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    BIO_clear_retry_flags(bio);
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) BIO_set_retry_write(bio);
    return (int)sent;
}

static inline int co_bio_read(BIO *bio, char *bytes, int count) {
    int socket = (int)(intptr_t)BIO_get_data(bio);
    ssize_t got;
    do got = recv(socket, bytes, (size_t)count, 0);
    while (got < 0 && errno == EINTR);
    BIO_clear_retry_flags(bio);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) BIO_set_retry_read(bio);
    if (got == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return (int)got;
}

static inline long co_bio_control(BIO *bio, int command, long number, void *pointer) {
    (void)number;
    (void)pointer;
    if (command == BIO_CTRL_FLUSH) return 1;
    if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    return 0;
}

static inline BIO_METHOD *co_bio_make_method(void) {
    BIO_METHOD *method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "quiet socket");
    if (!method) return NULL;
    BIO_meth_set_write(method, co_bio_write);
    BIO_meth_set_read(method, co_bio_read);
    BIO_meth_set_ctrl(method, co_bio_control);
    return method;
}

// Lets `tls` speak over `socket`, which stays the caller's; 1, or 0 when memory is short.
static inline int co_tls_attach(SSL *tls, int socket, BIO_METHOD *method) {
    BIO *bio = method ? BIO_new(method) : NULL;
    if (!bio) return 0;
    BIO_set_data(bio, (void *)(intptr_t)socket);
    BIO_set_init(bio, 1);
    SSL_set_bio(tls, bio, bio);
    return 1;
}

static inline int co_tls_at_least_1_2(SSL_CTX *context) {
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1;
}

static inline void co_tls_modes(SSL_CTX *context) {
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_options(context, SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_COMPRESSION);
    // A ticket after the handshake would be lost, or in the way, when a listener hands the socket over.
    SSL_CTX_set_num_tickets(context, 0);
}

static inline int co_tls_server_name(SSL *tls, const char *name) { return SSL_set_tlsext_host_name(tls, name) == 1; }

static inline EVP_PKEY *co_make_p256_key(void) { return EVP_EC_gen("P-256"); }

static inline long co_memory_bio(BIO *bio, char **start) { return BIO_get_mem_data(bio, start); }

static inline int co_certificate_file(SSL_CTX *context, X509 *extra) {
    return SSL_CTX_add_extra_chain_cert(context, extra) == 1;
}
