/// How the wire is bent, so that a client meets every form that real servers use and every way to fail.
package struct WireOptions: Sendable {
    package var version = ServedVersion.v19
    /// Instead of the field version that goes with `version`.
    package var fieldVersion: UInt8?
    /// The largest packet that the server agrees to.
    package var packetLimit = 65_535
    package var verifier = LogonVerifier.v12c
    /// Whether session keys are combined by PBKDF2.
    package var combinesKeysByPBKDF2 = true
    package var bitVectors = BitVectors.never
    /// Values longer than these many bytes go in chunks of that size; `nil`: only values over 252 bytes do.
    package var chunkBytes: Int?
    /// Data packets carry at most these many bytes.
    package var packetBytes: Int?
    /// Errors are announced by markers, as old servers do.
    package var errorsByMarker = false
    /// The connection is cut after these many packets of the server.
    package var dropAfterPackets: Int?
    /// Waited before every answer.
    package var latencyMilliseconds = 0
    /// A first connect is sent to the same address again by REDIRECT.
    package var redirects = false
    /// A first connect is asked for again by RESEND.
    package var resends = false
    /// ACCEPT demands native encryption, which the server then does not know.
    package var requiresEncryption = false
    package var offersFastAuthentication = false
    package var offersEndOfResponse = false

    package init() {}

    package var offeredFieldVersion: UInt8 { fieldVersion ?? version.fieldVersion }
}

/// The kind of password verifier that accounts are shown to have.
package enum LogonVerifier: String, Sendable, CaseIterable {
    case v10g = "10g"
    case v11g = "11g"
    case v12c = "12c"
}

/// Whether repeated column values are left out.
package enum BitVectors: String, Sendable, CaseIterable {
    case always
    case never
}
