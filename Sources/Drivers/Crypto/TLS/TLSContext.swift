internal import COpenSSL
internal import Synchronization

/// What one side of TLS connections brings along: certificates, trust, demands. One context serves any number of
/// sessions on any threads. TLS 1.2 is the least either side accepts.
package final class TLSContext: @unchecked Sendable {
    /// Which authorities a client believes.
    package enum Trust: Hashable, Sendable {
        case system
        /// PEM text with one or more certificates.
        case certificates(pem: String)
        /// A file of PEM certificates.
        case file(String)
        /// Nobody is checked. For a server reached on a road that nobody else can walk.
        case anyone
    }

    /// Whom a client expects behind a trusted certificate.
    package enum Peer: Hashable, Sendable {
        /// The host name or address that was asked for.
        case host(String)
        /// Exactly this distinguished name, in either order of its parts.
        case distinguishedName(String)
        case anyName
    }

    // The library counts references and locks the context itself.
    let context: OpaquePointer
    let role: Role

    enum Role {
        case client(Trust)
        case server
    }

    private init(_ context: OpaquePointer, _ role: Role) {
        self.context = context
        self.role = role
    }

    deinit { SSL_CTX_free(context) }

    /// `identity` is for servers that ask for a certificate of the client.
    package static func client(trust: Trust, identity: TLSIdentity? = nil) throws(TLSFailure) -> TLSContext {
        let made = TLSContext(try make(TLS_client_method()), .client(trust))
        switch trust {
        case .system:
            guard SSL_CTX_set_default_verify_paths(made.context) == 1 else {
                throw .material(what: "the system's list of authorities", why: latestError())
            }
        case .certificates(let pem): try believe(pem, in: made.context)
        case .file(let path):
            guard SSL_CTX_load_verify_file(made.context, path) == 1 else {
                throw .material(what: "the CA file \(path)", why: latestError())
            }
        case .anyone: break
        }
        SSL_CTX_set_verify(made.context, trust == .anyone ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nil)
        if let identity { try use(identity, in: made.context) }
        return made
    }

    package static func server(identity: TLSIdentity) throws(TLSFailure) -> TLSContext {
        let made = TLSContext(try make(TLS_server_method()), .server)
        try use(identity, in: made.context)
        return made
    }

    private static func make(_ method: OpaquePointer?) throws(TLSFailure) -> OpaquePointer {
        guard let context = SSL_CTX_new(method) else { throw .library(call: "SSL_CTX_new") }
        guard co_tls_at_least_1_2(context) == 1 else {
            SSL_CTX_free(context)
            throw .library(call: "SSL_CTX_set_min_proto_version")
        }
        co_tls_modes(context)
        return context
    }

    private static func believe(_ pem: String, in context: OpaquePointer) throws(TLSFailure) {
        let authorities = try certificates(pem)
        defer { for authority in authorities { X509_free(authority) } }
        for authority in authorities where X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority) != 1 {
            throw .material(what: "a certificate of an authority", why: latestError())
        }
    }

    private static func use(_ identity: TLSIdentity, in context: OpaquePointer) throws(TLSFailure) {
        let chain = try certificates(identity.certificatePEM)
        defer { for certificate in chain { X509_free(certificate) } }
        guard let leaf = chain.first, SSL_CTX_use_certificate(context, leaf) == 1 else {
            throw .material(what: "the certificate", why: latestError())
        }
        for certificate in chain.dropFirst() {
            guard X509_up_ref(certificate) == 1, co_certificate_file(context, certificate) == 1 else {
                throw .material(what: "the chain of the certificate", why: latestError())
            }
        }
        let key = try withMemory(identity.keyPEM) { (memory) throws(TLSFailure) in
            guard let key = PEM_read_bio_PrivateKey(memory, nil, refusePassphrase, nil) else {
                throw .material(what: "the private key", why: "it is not PEM text, or it is locked by a passphrase")
            }
            return key
        }
        defer { EVP_PKEY_free(key) }
        guard SSL_CTX_use_PrivateKey(context, key) == 1, SSL_CTX_check_private_key(context) == 1 else {
            throw .material(what: "the private key", why: "it does not belong to the certificate")
        }
    }

    private static func certificates(_ pem: String) throws(TLSFailure) -> [OpaquePointer] {
        try withMemory(pem) { (memory) throws(TLSFailure) in
            var found: [OpaquePointer] = []
            while let certificate = PEM_read_bio_X509(memory, nil, refusePassphrase, nil) { found.append(certificate) }
            ERR_clear_error()
            guard !found.isEmpty else {
                throw .material(what: "the PEM text", why: "there is no certificate in it")
            }
            return found
        }
    }

    private static func withMemory<Value>(
        _ text: String, _ body: (OpaquePointer) throws(TLSFailure) -> Value
    ) throws(TLSFailure) -> Value {
        let bytes = Array(text.utf8)
        guard let length = Int32(exactly: bytes.count), let memory = BIO_new(BIO_s_mem()) else {
            throw .library(call: "BIO_new")
        }
        defer { BIO_free(memory) }
        guard BIO_write(memory, bytes, length) == length else { throw .library(call: "BIO_write") }
        return try body(memory)
    }
}

/// Without it the library would ask for a passphrase on the terminal.
private let refusePassphrase:
    @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) ->
        Int32 = { _, _, _, _ in -1 }

/// The text of the library's latest complaint on this thread; the list is empty afterwards.
func latestError() -> String {
    let code = ERR_peek_last_error()
    ERR_clear_error()
    guard code != 0 else { return "no reason given" }
    if let reason = ERR_reason_error_string(code) { return String(cString: reason) }
    return "error \(code)"
}
