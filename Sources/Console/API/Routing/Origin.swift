internal import HTTPServer

/// The rules against requests forged by another site, besides the cookie's SameSite=Strict: a header that a form cannot
/// send, and an origin that is this server.
struct Origin: Sendable {
    let settings: API.Settings

    func check(_ request: Request) throws(Refusal) {
        guard request.headers["X-Godwit"] == "1" else {
            throw Refusal(
                403, "not_from_console", "A change needs the header X-Godwit: 1.",
                hint: "Scripts set it themselves; a browser page of another site cannot.")
        }
        if let site = request.headers["Sec-Fetch-Site"], site != "same-origin", site != "none" { throw foreign }
        guard let origin = request.headers["Origin"] else { return }
        if let known = settings.publicOrigin, equal(origin, known) { return }
        guard let host = request.headers["Host"] else { throw foreign }
        guard equal(origin, (request.isEncrypted ? "https://" : "http://") + host) else { throw foreign }
    }

    /// Whether browsers reach this server over TLS, so that the cookie may be kept to it.
    func isEncrypted(_ request: Request) -> Bool {
        request.isEncrypted || settings.publicOrigin?.lowercased().hasPrefix("https://") == true
    }

    /// Whether the request was made on this machine: from a loopback address, to a loopback name, through no proxy.
    static func isLocal(_ request: Request) -> Bool {
        let address = request.remoteAddress
        guard address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.") else { return false }
        for header in ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"] where request.headers[header] != nil {
            return false
        }
        let host = (request.headers["Host"] ?? "").lowercased()
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" }.dropFirst() : host.prefix { $0 != ":" }
        return name == "localhost" || name.hasPrefix("127.") || name == "::1"
    }

    private var foreign: Refusal {
        Refusal(403, "foreign_origin", "This change was asked for by a page of another site.")
    }

    private func equal(_ a: String, _ b: String) -> Bool { a.lowercased() == b.lowercased() }
}
