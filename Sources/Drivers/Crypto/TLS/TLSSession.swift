internal import COpenSSL

/// TLS on a non-blocking socket that belongs to somebody else. It never waits: a call that cannot go on says what it
/// waits for. One thread at a time.
package final class TLSSession {
    /// How far a call came.
    package enum Progress: Hashable, Sendable {
        case done(bytes: Int)
        case wantsToRead
        case wantsToWrite
        /// The peer ended the connection, with or without saying so.
        case ended
    }

    private let context: TLSContext
    private let tls: OpaquePointer
    private let peer: TLSContext.Peer
    private var isChecked = false

    /// `peer` counts for clients only.
    package init(_ context: TLSContext, socket: Int32, peer: TLSContext.Peer = .anyName) throws(TLSFailure) {
        ERR_clear_error()
        guard let tls = SSL_new(context.context) else { throw .library(call: "SSL_new") }
        guard co_tls_attach(tls, socket, quietSocket) == 1 else {
            SSL_free(tls)
            throw .library(call: "BIO_new")
        }
        self.context = context
        self.tls = tls
        self.peer = peer
        switch context.role {
        case .server: SSL_set_accept_state(tls)
        case .client:
            SSL_set_connect_state(tls)
            if case .host(let host) = peer { try announce(host) }
        }
    }

    deinit { SSL_free(tls) }

    /// Tells the server which name we came for; addresses are not told.
    private func announce(_ host: String) throws(TLSFailure) {
        guard isAddress(host) || co_tls_server_name(tls, host) == 1 else {
            throw .material(what: "the host name \(host)", why: latestError())
        }
    }

    /// `.done(0)` once the peers agree and the peer is who we expect.
    package func handshake() throws(TLSFailure) -> Progress {
        ERR_clear_error()
        let answer = SSL_do_handshake(tls)
        guard answer == 1 else {
            let progress = try progress(after: answer)
            if progress == .ended { throw .refused(why: "the peer closed the connection") }
            return progress
        }
        try checkName()
        return .done(bytes: 0)
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(TLSFailure) -> Progress {
        guard let start = buffer.baseAddress, buffer.count > 0 else { return .done(bytes: 0) }
        ERR_clear_error()
        var got = 0
        let answer = SSL_read_ex(tls, start, buffer.count, &got)
        return answer == 1 ? .done(bytes: got) : try progress(after: answer)
    }

    package func write(_ buffer: UnsafeRawBufferPointer) throws(TLSFailure) -> Progress {
        guard let start = buffer.baseAddress, buffer.count > 0 else { return .done(bytes: 0) }
        ERR_clear_error()
        var sent = 0
        let answer = SSL_write_ex(tls, start, buffer.count, &sent)
        return answer == 1 ? .done(bytes: sent) : try progress(after: answer)
    }

    /// Whether bytes lie decrypted or half-read inside, which a poll of the socket would not show.
    package var hasPending: Bool { SSL_has_pending(tls) == 1 }

    /// Says the polite goodbye if the socket takes it at once.
    package func sayGoodbye() {
        ERR_clear_error()
        SSL_shutdown(tls)
        ERR_clear_error()
    }

    /// "TLSv1.3".
    package var version: String { String(cString: SSL_get_version(tls)) }

    private func progress(after answer: Int32) throws(TLSFailure) -> Progress {
        switch SSL_get_error(tls, answer) {
        case SSL_ERROR_WANT_READ: return .wantsToRead
        case SSL_ERROR_WANT_WRITE: return .wantsToWrite
        case SSL_ERROR_ZERO_RETURN: return .ended
        case SSL_ERROR_SYSCALL:
            ERR_clear_error()
            return .ended
        default: throw complaint()
        }
    }

    private func complaint() -> TLSFailure {
        let verdict = SSL_get_verify_result(tls)
        guard case .client(let trust) = context.role, trust != .anyone, verdict != X509_V_OK else {
            return .refused(why: latestError())
        }
        ERR_clear_error()
        return .notTrusted(why: String(cString: X509_verify_cert_error_string(verdict)))
    }

    private func checkName() throws(TLSFailure) {
        guard !isChecked, case .client = context.role else { return }
        isChecked = true
        switch peer {
        case .anyName: break
        case .host(let host):
            guard let certificate = SSL_get0_peer_certificate(tls), isFor(host, certificate) else {
                throw .wrongName(wanted: host, found: distinguishedName.description)
            }
        case .distinguishedName(let wanted):
            let found = distinguishedName
            guard found.matches(DistinguishedName(parsing: wanted)) else {
                throw .wrongName(wanted: wanted, found: found.description)
            }
        }
    }

    private func isFor(_ host: String, _ certificate: OpaquePointer) -> Bool {
        if isAddress(host) { return X509_check_ip_asc(certificate, host, 0) == 1 }
        return X509_check_host(certificate, host, host.utf8.count, 0, nil) == 1
    }

    /// The subject of the peer's certificate; empty when there is none.
    package var distinguishedName: DistinguishedName {
        guard let certificate = SSL_get0_peer_certificate(tls), let name = X509_get_subject_name(certificate) else {
            return DistinguishedName(parts: [])
        }
        var parts: [DistinguishedName.Part] = []
        for at in 0..<X509_NAME_entry_count(name) {
            guard let entry = X509_NAME_get_entry(name, at),
                let field = OBJ_nid2sn(OBJ_obj2nid(X509_NAME_ENTRY_get_object(entry)))
            else { continue }
            var text: UnsafeMutablePointer<UInt8>?
            let length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry))
            guard length >= 0, let text else { continue }
            let value = String(decoding: UnsafeBufferPointer(start: text, count: Int(length)), as: UTF8.self)
            CRYPTO_free(text, nil, 0)
            parts.append(DistinguishedName.Part(field: String(cString: field), value: value))
        }
        return DistinguishedName(parts: parts)
    }
}

/// Made once per program and never changed afterwards.
nonisolated(unsafe) private let quietSocket: OpaquePointer? = co_bio_make_method()
