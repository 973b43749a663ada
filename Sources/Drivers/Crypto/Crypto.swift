// Crypto: digests, sealed secrets and password hashes, on OpenSSL.
