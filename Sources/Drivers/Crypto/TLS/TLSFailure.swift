/// Why a TLS connection could not be made, or broke. No case carries a key or a password.
package enum TLSFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// A certificate, a key or a list of authorities of our own cannot be used.
    case material(what: String, why: String)
    /// The peer's certificate does not lead to an authority that we trust.
    case notTrusted(why: String)
    /// The certificate is trusted, but it belongs to somebody else.
    case wrongName(wanted: String, found: String)
    /// The peers did not come to terms, or one of them broke the protocol.
    case refused(why: String)
    case library(call: String)

    package var description: String {
        switch self {
        case .material(let what, let why): "\(what) cannot be used: \(why)"
        case .notTrusted(let why):
            "the server's certificate is not trusted: \(why); "
                + "give the certificate of the authority that signed it as the CA file"
        case .wrongName(let wanted, let found):
            "the server's certificate is for \(found), not for \(wanted); "
                + "connect by the name in the certificate, or say which name is expected"
        case .refused(let why): "the TLS handshake failed: \(why); check that the port speaks TLS 1.2 or newer"
        case .library(let call): "the cryptographic library refused \(call)"
        }
    }
}
