internal import OracleLogon
internal import OracleWire

/// Negotiates the dialect and signs in, on a transport that was just accepted.
struct Logon {
    let endpoint: OracleEndpoint
    let accepted: Connector.Accepted
    let place: String
    private var sequence: UInt8 = 0
    private var warnings: [OracleError] = []

    init(_ endpoint: OracleEndpoint, _ accepted: Connector.Accepted, place: String) {
        self.endpoint = endpoint
        self.accepted = accepted
        self.place = place
    }

    struct Outcome {
        let server: ServerIdentity
        let warnings: [OracleError]
        let sequence: UInt8
        /// Seals a new password later.
        let answer: LogonAnswer
    }

    private var transport: OracleTransport { accepted.transport }

    mutating func run() throws(OracleError) -> Outcome {
        guard !endpoint.user.isEmpty else { throw OracleError(number: 1017, text: "no user is given", place: place) }
        guard !endpoint.password.isEmpty else {
            throw OracleError(number: 1005, text: "no password is given", place: place)
        }
        settlePackets()
        let server = try negotiate()
        let (user, proxied) = try accounts()
        var request = AuthenticationRequest(user: user, mode: mode(proxied), pairs: greeting)
        let challenge = try authenticate(request, .authenticateFirst)
        let received = try logon { () throws(LogonFailure) in
            try ReceivedChallenge(
                sessionKey: challenge["AUTH_SESSKEY"] ?? "", salt: challenge["AUTH_VFR_DATA"] ?? "",
                verifier: challenge[pair: "AUTH_VFR_DATA"]?.flags ?? 0,
                combinationSalt: challenge["AUTH_PBKDF2_CSK_SALT"], iterations: challenge["AUTH_PBKDF2_VGEN_COUNT"],
                combinationIterations: challenge["AUTH_PBKDF2_SDER_COUNT"],
                derivesKeys: server.compile(4, has: 0x20))
        }
        let answer = try logon { () throws(LogonFailure) in
            try LogonAnswer(
                received, user: user, password: endpoint.password, newPassword: endpoint.newPassword)
        }
        request.mode.insert(.withPassword)
        if endpoint.newPassword != nil { request.mode.insert(.changePassword) }
        request.pairs = proof(answer, proxied: proxied)
        let welcome = try authenticate(request, .authenticateSecond)
        try logon { () throws(LogonFailure) in
            try answer.prove(serverResponse: welcome["AUTH_SVR_RESPONSE"] ?? "")
        }
        return Outcome(server: identity(welcome), warnings: warnings, sequence: sequence, answer: answer)
    }

    // MARK: The dialect

    private func settlePackets() {
        let accept = accepted.accept
        var dialect = transport.dialect
        dialect.largePackets = accept.hasLargePackets
        dialect.packetSize = Int(min(accept.packetSize, accept.hasLargePackets ? 2_097_152 : 65_535))
        transport.dialect = dialect
    }

    private mutating func negotiate() throws(OracleError) -> Capabilities {
        transport.writer.reply(ProtocolRequest(banner: "godwit"))
        try send()
        let reader = transport.reader
        let reply: ProtocolReply = try answer { () throws(WireFailure) in
            try expect(.protocolNegotiation, reader)
            return try ProtocolReply(from: reader)
        }
        let server = reply.capabilities
        guard server.fieldVersion >= 7 else {
            throw OracleError(
                number: OracleError.Own.unsupported,
                text: "the server is older than 12.1; this client supports 12.1 and later", place: place)
        }
        let request = DataTypesRequest(
            capabilities: Capabilities.client.lowered(to: server), types: DataTypeList.entries)
        transport.writer.reply(request)
        try send()
        try answer { () throws(WireFailure) in
            try expect(.dataTypes, reader)
            _ = try DataTypesReply(from: reader, to: request)
        }
        var dialect = transport.dialect
        request.settle(&dialect, server: server)
        transport.dialect = dialect
        return server
    }

    // MARK: The account

    private func mode(_ proxied: String?) -> AuthenticationRequest.Mode {
        var mode = AuthenticationRequest.Mode.logon
        switch endpoint.role {
        case .normal: break
        case .sysdba: mode.insert(.sysdba)
        case .sysoper: mode.insert(.sysoper)
        case .sysasm: mode.insert(.sysasm)
        case .sysbackup: mode.insert(.sysbackup)
        case .sysdg: mode.insert(.sysdg)
        case .syskm: mode.insert(.syskm)
        }
        if proxied != nil { mode.insert(.proxy) }
        return mode
    }

    /// `proxy[client]` names two users.
    private func accounts() throws(OracleError) -> (user: String, proxied: String?) {
        let user = endpoint.user
        guard user.hasSuffix("]"), let bracket = user.firstIndex(of: "["), bracket != user.startIndex else {
            return (user, nil)
        }
        return (String(user[..<bracket]), String(user[user.index(after: bracket)...].dropLast()))
    }

    private var greeting: KeywordValues {
        var pairs = KeywordValues()
        pairs.append("AUTH_TERMINAL", "unknown")
        pairs.append("AUTH_PROGRAM_NM", endpoint.program)
        pairs.append("AUTH_MACHINE", Client.host)
        pairs.append("AUTH_PID", Client.processNumber)
        pairs.append("AUTH_SID", Client.user)
        return pairs
    }

    private func proof(_ answer: LogonAnswer, proxied: String?) -> KeywordValues {
        var pairs = KeywordValues()
        if let proxied { pairs.append("PROXY_CLIENT_NAME", proxied) }
        pairs.append("AUTH_SESSKEY", answer.sessionKey, flags: 1)
        if let speedy = answer.speedyKey { pairs.append("AUTH_PBKDF2_SPEEDY_KEY", speedy) }
        pairs.append("AUTH_PASSWORD", answer.password)
        if let newPassword = answer.newPassword { pairs.append("AUTH_NEWPASSWORD", newPassword) }
        pairs.append("SESSION_CLIENT_CHARSET", "873")
        pairs.append("SESSION_CLIENT_DRIVER_NAME", "godwit : 1")
        // 26.1.0.0.0 in the packing of 18c and later: what clients of the present say.
        pairs.append("SESSION_CLIENT_VERSION", "437256192")
        if let settings { pairs.append("AUTH_ALTER_SESSION", settings + "\u{0}", flags: 1) }
        pairs.append("AUTH_CONNECT_STRING", accepted.connectString)
        return pairs
    }

    private var settings: String? {
        guard let zone = endpoint.timeZone, !zone.contains("'") else { return nil }
        return "ALTER SESSION SET TIME_ZONE='\(zone)'"
    }

    private mutating func authenticate(
        _ request: AuthenticationRequest, _ function: FunctionCode
    ) throws(OracleError) -> KeywordValues {
        sequence += 1
        transport.writer.begin(function, sequence: sequence)
        request.encode(to: transport.writer)
        try send()
        let reader = transport.reader
        var pairs = KeywordValues()
        while true {
            let type = try answer { () throws(WireFailure) in try MessageType(from: reader) }
            switch type {
            case .parameters:
                pairs = try answer { () throws(WireFailure) in try AuthenticationReply(from: reader).pairs }
            case .warning:
                let warning = try answer { () throws(WireFailure) in try WarningReply(from: reader) }
                if warning.number != 0 {
                    warnings.append(OracleError(number: Int(warning.number), text: warning.text, place: place))
                }
            case .serverPiggyback:
                _ = try answer { () throws(WireFailure) in try ServerPiggyback(from: reader) }
            case .callEnd:
                let end = try answer { () throws(WireFailure) in try CallEnd(from: reader) }
                // The warning of a password that will expire may come as the error of a call that succeeded.
                if end.error == 28_002 {
                    warnings.append(OracleError(end, statement: nil, place: place))
                } else if end.error != 0 {
                    throw OracleError(end, statement: nil, place: place)
                }
                return pairs
            default:
                throw OracleError(
                    WireFailure("message type", offset: reader.offset, .unexpected(Int64(type.rawValue))),
                    place: place)
            }
        }
    }

    private func identity(_ pairs: KeywordValues) -> ServerIdentity {
        let fieldVersion = transport.dialect.fieldVersion
        let number = pairs["AUTH_VERSION_NO"].flatMap { UInt32($0) } ?? 0
        let parts = ServerIdentity.parts(of: number, fieldVersion: fieldVersion)
        return ServerIdentity(
            version: parts.map(String.init).joined(separator: "."), major: parts[0], minor: parts[1],
            fieldVersion: Int(fieldVersion),
            databaseName: pairs["AUTH_DBNAME"] ?? "", uniqueName: pairs["AUTH_SC_DBUNIQUE_NAME"] ?? "",
            instanceName: pairs["AUTH_INSTANCENAME"] ?? pairs["AUTH_SC_INSTANCE_NAME"] ?? "",
            serviceName: pairs["AUTH_SC_SERVICE_NAME"] ?? "", hostName: pairs["AUTH_SC_SERVER_HOST"] ?? "",
            sessionID: pairs["AUTH_SESSION_ID"].flatMap { Int($0) } ?? 0,
            serialNumber: pairs["AUTH_SERIAL_NUM"].flatMap { Int($0) } ?? 0,
            longestName: pairs["AUTH_MAX_IDEN_LENGTH"].flatMap { Int($0) } ?? (parts[0] >= 13 ? 128 : 30),
            openCursorsMax: pairs["AUTH_MAX_OPEN_CURSORS"].flatMap { Int($0) })
    }

    // MARK: Talking

    private func send() throws(OracleError) {
        transport.writer.endMessage()
        do {
            try transport.flush()
        } catch {
            throw OracleError(error, whileConnecting: true, place: place)
        }
    }

    private func expect(_ type: MessageType, _ reader: WireReader) throws(WireFailure) {
        let start = reader.offset
        let found = try MessageType(from: reader)
        guard found == type else {
            throw WireFailure("message type", offset: start, .unexpected(Int64(found.rawValue)))
        }
    }

    /// Reads a piece of an answer. A server that has something against the whole answers with a marker first, also
    /// while nobody is signed in yet.
    private func answer<Value>(_ body: () throws(WireFailure) -> Value) throws(OracleError) -> Value {
        while true {
            do throws(WireFailure) {
                return try body()
            } catch {
                guard error.reason == .stopped, let broken = transport.takeBroken() else {
                    throw OracleError(error, place: place)
                }
                guard case .marker(let marker) = broken else {
                    throw OracleError(broken, place: place, whileConnecting: true)
                }
                do throws(OracleTransport.Break) {
                    try transport.reset(after: marker)
                } catch {
                    throw OracleError(error, place: place, whileConnecting: true)
                }
            }
        }
    }

    private func logon<Value>(_ body: () throws(LogonFailure) -> Value) throws(OracleError) -> Value {
        do throws(LogonFailure) {
            return try body()
        } catch {
            throw OracleError(error, place: place)
        }
    }
}
