/// Where the server listens and what it allows.
package struct HTTPServerConfiguration: Sendable {
    /// A numeric address: `127.0.0.1`, `0.0.0.0`, `::1`, `::`.
    package var address: String
    /// 0 takes any free port.
    package var port: Int
    /// Both or neither: with them the server speaks TLS 1.2 and 1.3 only.
    package var certificatePEM: String?
    package var privateKeyPEM: String?
    package var limits = HTTPLimits()
    package var securityHeaders = Self.securityHeaders
    /// A comment line this long after the last message keeps proxies from closing a quiet event stream.
    package var keepAlive = Duration.seconds(15)

    /// How often deadlines, quiet streams and departed clients are looked at.
    var timerPeriod = Duration.seconds(1)

    package init(
        address: String = "127.0.0.1", port: Int = 0, certificatePEM: String? = nil, privateKeyPEM: String? = nil
    ) {
        self.address = address
        self.port = port
        self.certificatePEM = certificatePEM
        self.privateKeyPEM = privateKeyPEM
    }

    /// The console brings everything it needs and needs nobody else.
    package static let securityHeaders: Headers = [
        "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
    ]
}

/// What a client may ask of the server before it is cut off.
package struct HTTPLimits: Sendable {
    /// Names and values of all header fields together.
    package var headBytes = 32 << 10
    package var headerFields = 100
    package var addressBytes = 8 << 10
    package var bodyBytes = 1 << 20
    package var connections = 2048
    package var connectionsPerAddress = 1024
    /// From the first byte of a connection, or the end of the idle time after an answer, to the end of the head.
    package var headTime = Duration.seconds(10)
    package var bodyTime = Duration.seconds(30)
    package var idleTime = Duration.seconds(60)

    package init() {}
}
