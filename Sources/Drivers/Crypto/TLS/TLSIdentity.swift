internal import COpenSSL

/// A certificate (with the chain behind it) and its private key, both as PEM text.
package struct TLSIdentity: Sendable, CustomStringConvertible, CustomReflectable {
    package let certificatePEM: String
    let keyPEM: String

    package init(certificatePEM: String, keyPEM: String) {
        self.certificatePEM = certificatePEM
        self.keyPEM = keyPEM
    }

    package var description: String { "TLSIdentity(key not shown)" }

    package var customMirror: Mirror { Mirror(self, children: []) }

    /// The key as PEM text, for a program that must write it to a private file.
    package var privateKeyPEM: String { keyPEM }

    /// A certificate that signs itself, for `hosts` (names or addresses, at least one), good for `days` from
    /// yesterday on. For demonstrations and tests: whoever trusts it trusts exactly this key.
    package static func selfSigned(
        hosts: [String], organization: String? = nil, days: Int = 825
    ) throws(TLSFailure) -> TLSIdentity {
        guard let first = hosts.first else { throw .material(what: "a certificate", why: "it needs a host name") }
        guard let key = co_make_p256_key() else { throw .library(call: "EVP_EC_gen") }
        defer { EVP_PKEY_free(key) }
        guard let certificate = X509_new() else { throw .library(call: "X509_new") }
        defer { X509_free(certificate) }
        var serial = RandomBytes.make(8)
        serial[0] &= 0x7f
        let number = serial.reduce(Int64(0)) { $0 << 8 | Int64($1) }
        X509_set_version(certificate, 2)
        ASN1_INTEGER_set_int64(X509_get_serialNumber(certificate), number)
        X509_gmtime_adj(X509_getm_notBefore(certificate), -86_400)
        X509_gmtime_adj(X509_getm_notAfter(certificate), days * 86_400)
        X509_set_pubkey(certificate, key)
        let name = X509_get_subject_name(certificate)
        if let organization { try add("O", organization, to: name) }
        try add("CN", first, to: name)
        X509_set_issuer_name(certificate, name)
        let names = hosts.map { isAddress($0) ? "IP:\($0)" : "DNS:\($0)" }.joined(separator: ",")
        try add(NID_subject_alt_name, names, to: certificate)
        try add(NID_basic_constraints, "critical,CA:TRUE", to: certificate)
        guard X509_sign(certificate, key, EVP_sha256()) > 0 else { throw .library(call: "X509_sign") }
        return TLSIdentity(
            certificatePEM: try pem { PEM_write_bio_X509($0, certificate) },
            keyPEM: try pem { PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) })
    }

    private static func add(_ field: String, _ value: String, to name: OpaquePointer?) throws(TLSFailure) {
        guard X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, value, -1, -1, 0) == 1 else {
            throw .material(what: "the name \(value)", why: "a certificate cannot hold it")
        }
    }

    private static func add(_ kind: Int32, _ value: String, to certificate: OpaquePointer) throws(TLSFailure) {
        guard let part = X509V3_EXT_conf_nid(nil, nil, kind, value) else {
            ERR_clear_error()
            throw .material(what: "the name \(value)", why: "a certificate cannot hold it")
        }
        defer { X509_EXTENSION_free(part) }
        guard X509_add_ext(certificate, part, -1) == 1 else { throw .library(call: "X509_add_ext") }
    }

    private static func pem(_ write: (OpaquePointer) -> Int32) throws(TLSFailure) -> String {
        guard let memory = BIO_new(BIO_s_mem()) else { throw .library(call: "BIO_new") }
        defer { BIO_free(memory) }
        guard write(memory) == 1 else { throw .library(call: "PEM_write_bio") }
        var start: UnsafeMutablePointer<CChar>?
        let count = co_memory_bio(memory, &start)
        guard let start, count > 0 else { throw .library(call: "BIO_get_mem_data") }
        return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }
}

/// Whether a host is written as an IPv4 or IPv6 address.
func isAddress(_ host: String) -> Bool {
    guard let octets = a2i_IPADDRESS(host) else {
        ERR_clear_error()
        return false
    }
    ASN1_OCTET_STRING_free(octets)
    return true
}
