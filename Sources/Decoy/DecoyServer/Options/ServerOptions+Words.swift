/// One option of the command line: its name, what its value is called, what it does, and how it is taken.
private struct Option: Sendable {
    let name: String
    /// `nil`: a flag.
    let value: String?
    let purpose: String
    let take: @Sendable (_ options: inout ServerOptions, _ value: Value) throws -> Void

    init(
        _ name: String, _ value: String? = nil, _ purpose: String,
        _ take: @escaping @Sendable (inout ServerOptions, Value) throws -> Void
    ) {
        self.name = name
        self.value = value
        self.purpose = purpose
        self.take = take
    }
}

/// The text behind an option, and the questions that options put to it.
private struct Value {
    let option: String
    let text: String

    func number(_ range: ClosedRange<Int>) throws(OptionFailure) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw OptionFailure(
                "--\(option) takes a whole number from \(range.lowerBound) to \(range.upperBound), not “\(text)”.")
        }
        return number
    }

    func choice<Choice: RawRepresentable & CaseIterable>() throws(OptionFailure) -> Choice
    where Choice.RawValue == String {
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw OptionFailure("--\(option) takes one of \(known), not “\(text)”.")
        }
        return choice
    }

    func name() throws(OptionFailure) -> String {
        let isName = text.utf8.allSatisfy {
            ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || "_$#.".utf8.contains($0)
        }
        guard isName, !text.isEmpty, text.utf8.count <= 64 else {
            throw OptionFailure("--\(option) takes a name of letters, digits, _ $ # and dots, not “\(text)”.")
        }
        return text
    }

    func nonEmpty() throws(OptionFailure) -> String {
        guard !text.isEmpty else { throw OptionFailure("--\(option) must not be empty.") }
        return text
    }
}

extension ServerOptions {
    /// The options of `decoy serve`, from the words behind `serve`. Every failure is an `OptionFailure`.
    package init(words: some Collection<String>) throws {
        self.init(directory: "")
        var rest = Array(words)[...]
        var seen: Set<String> = []
        while let word = rest.popFirst() {
            guard word.hasPrefix("--") else {
                throw OptionFailure("“\(word)” is not understood: every setting is an option such as --data DIR.")
            }
            let body = word.dropFirst(2)
            let name = String(body.prefix { $0 != "=" })
            guard let option = Self.known.first(where: { $0.name == name }) else {
                throw OptionFailure("There is no option --\(name).")
            }
            guard seen.insert(name).inserted else { throw OptionFailure("--\(name) is there twice.") }
            var text = ""
            if option.value == nil {
                guard name == body else { throw OptionFailure("--\(name) takes no value.") }
            } else if name != body {
                text = String(body.dropFirst(name.count + 1))
            } else {
                guard let next = rest.popFirst() else { throw OptionFailure("--\(name) needs a value.") }
                text = next
            }
            try option.take(&self, Value(option: name, text: text))
        }
        guard !directory.isEmpty else { throw OptionFailure("--data DIR is missing: the folder of the database.") }
        guard (certificateFile == nil) == (keyFile == nil) else {
            throw OptionFailure("--tls-certificate and --tls-key go together.")
        }
    }

    /// One paragraph per option, for the help text.
    package static var optionTable: String {
        let heads = known.map { "--\($0.name)" + ($0.value.map { " \($0)" } ?? "") }
        let width = (heads.map(\.count).max() ?? 0) + 2
        return zip(heads, known).map { head, option in
            "  " + head + String(repeating: " ", count: width - head.count) + option.purpose
        }.joined(separator: "\n")
    }

    private static let known: [Option] = serverOptions + wireOptions + faultOptions

    private static let serverOptions: [Option] = [
        Option("data", "DIR", "folder of the database; made when missing") { $0.directory = try $1.nonEmpty() },
        Option("listen", "HOST:PORT", "address; port 0 takes a free one (127.0.0.1:1521)") { options, value in
            (options.host, options.port) = try address(value)
        },
        Option("system-password", "WORD", "password of SYSTEM and SYS (decoy)") {
            $0.systemPassword = try $1.nonEmpty()
        },
        Option("service", "NAME", "service that clients ask for (ORCLPDB1)") { $0.service = try $1.name() },
        Option("undo-retention", "SECONDS", "how long old rows stay readable (900)") {
            $0.undoRetentionSeconds = try $1.number(1...1_000_000)
        },
        Option("tls-certificate", "FILE", "PEM certificate: the listener speaks TLS") {
            $0.certificateFile = try $1.nonEmpty()
        },
        Option("tls-key", "FILE", "PEM key of the certificate") { $0.keyFile = try $1.nonEmpty() },
        Option("verbose", nil, "a line per event of a connection on standard error") { options, _ in
            options.isVerbose = true
        },
    ]

    private static let wireOptions: [Option] = [
        Option("version", "V", "release to be: 11.2 12.1 12.2 18 19 21 23 (19)") {
            $0.wire.version = try $1.choice()
        },
        Option("field-version", "N", "field version instead of the release's own") {
            $0.wire.fieldVersion = UInt8(try $1.number(6...24))
        },
        Option("sdu", "BYTES", "largest packet (65535)") { $0.wire.packetLimit = try $1.number(512...2_097_152) },
        Option("verifier", "KIND", "password verifiers: 10g 11g 12c (12c)") { $0.wire.verifier = try $1.choice() },
        Option("no-pbkdf2", nil, "combine session keys as servers before 12.1 did") { options, _ in
            options.wire.combinesKeysByPBKDF2 = false
        },
        Option("bit-vectors", "WHEN", "leave out repeated values: always or never (never)") {
            $0.wire.bitVectors = try $1.choice()
        },
        Option("chunked-values", "BYTES", "send longer values in chunks of this size") {
            $0.wire.chunkBytes = try $1.number(1...32_767)
        },
        Option("packet-bytes", "BYTES", "split answers into packets with this payload") {
            $0.wire.packetBytes = try $1.number(1...2_000_000)
        },
        Option("fast-authentication", nil, "offer the login in one round trip") { options, _ in
            options.wire.offersFastAuthentication = true
        },
        Option("end-of-response", nil, "offer marked ends of answers") { options, _ in
            options.wire.offersEndOfResponse = true
        },
    ]

    private static let faultOptions: [Option] = [
        Option("error-by-marker", nil, "announce errors by markers, as old servers do") { options, _ in
            options.wire.errorsByMarker = true
        },
        Option("drop-after-packets", "N", "cut each connection after N packets of the server") {
            $0.wire.dropAfterPackets = try $1.number(0...1_000_000_000)
        },
        Option("latency-milliseconds", "N", "wait before every answer") {
            $0.wire.latencyMilliseconds = try $1.number(0...600_000)
        },
        Option("redirect", nil, "send a first connect to the same address again") { options, _ in
            options.wire.redirects = true
        },
        Option("resend", nil, "ask for a first connect packet again") { options, _ in options.wire.resends = true },
        Option("require-encryption", nil, "demand native encryption, which stops clients without it") {
            options, _ in options.wire.requiresEncryption = true
        },
    ]

    private static func address(_ value: Value) throws(OptionFailure) -> (String, Int) {
        guard let colon = value.text.lastIndex(of: ":"),
            let port = Int(value.text[value.text.index(after: colon)...]), (0...65_535).contains(port)
        else { throw OptionFailure("--\(value.option) takes HOST:PORT, not “\(value.text)”.") }
        var host = String(value.text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty else { throw OptionFailure("--\(value.option) takes HOST:PORT, not “\(value.text)”.") }
        return (host, port)
    }
}
