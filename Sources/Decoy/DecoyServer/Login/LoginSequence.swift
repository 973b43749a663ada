internal import DecoyDictionary
internal import DecoyEngine
internal import OracleLogon
internal import OracleSQL
internal import OracleWire

/// The two requests of a login. A wrong name and a wrong password look alike from outside.
final class LoginSequence {
    private let frame: ServerFrame
    private let client: ClientProfile
    private let link: PacketLink
    private var challenge: LogonChallenge?
    private var user = ""
    private var account: Account?
    /// Clients describe themselves in either request.
    private var firstPairs = KeywordValues()

    init(frame: ServerFrame, client: ClientProfile, link: PacketLink) {
        self.frame = frame
        self.client = client
        self.link = link
    }

    /// What a login ends in.
    struct Entry {
        var session: Session
        var proof: ProvenLogon
        var description: ClientDescription
    }

    /// Answers one request; gives the session when the login is complete.
    func take(_ header: FunctionHeader, _ request: AuthenticationRequest) throws(WireFailure) -> Entry? {
        var entry: Entry?
        do {
            if header.function == .authenticateFirst {
                try answerFirst(request)
            } else {
                entry = try answerSecond(request)
            }
            link.writer.reply(CallEnd(sequence: header.sequence))
        } catch let failure as OracleFailure {
            link.forgetOutput()
            link.writer.reply(CallEnd(failure, sequence: header.sequence))
        } catch let failure as WireFailure {
            throw failure
        } catch {
            frame.log("login: \(error)")
            link.forgetOutput()
            link.writer.reply(CallEnd(.notAvailable, sequence: header.sequence))
        }
        try link.sendReply()
        return entry
    }

    // MARK: The first request

    private func answerFirst(_ request: AuthenticationRequest) throws {
        user = Self.folded(request.user)
        firstPairs = request.pairs
        account = frame.engine.account(named: user)
        let challenge = try LogonChallenge(verifier(), user: user, derivesKeys: derivesKeys)
        self.challenge = challenge
        var pairs = KeywordValues()
        pairs.append("AUTH_SESSKEY", challenge.sessionKey)
        pairs.append("AUTH_VFR_DATA", challenge.salt, flags: challenge.verifier.kind.rawValue)
        if let salt = challenge.combinationSalt, let rounds = challenge.combinationIterations {
            pairs.append("AUTH_PBKDF2_CSK_SALT", salt)
            pairs.append("AUTH_PBKDF2_VGEN_COUNT", String(PasswordVerifier.iterations))
            pairs.append("AUTH_PBKDF2_SDER_COUNT", String(rounds))
        }
        pairs.append("AUTH_GLOBALLY_UNIQUE_DBID\0", "8C1D5E0B0E2C4D5C9E6F1A2B3C4D5E6F")
        link.writer.reply(AuthenticationReply(pairs))
    }

    private var derivesKeys: Bool {
        frame.options.wire.combinesKeysByPBKDF2 && client.capabilities.compile(4, has: 0x20)
    }

    /// The stored verifier of the kind that is to be shown, else the strongest one there is.
    private func verifier() -> PasswordVerifier {
        let kind = frame.options.wire.verifier.kind
        let stored = (account?.verifiers ?? "").split(separator: ";").compactMap { PasswordVerifier(text: String($0)) }
        let strongest = stored.max { $0.kind.strength < $1.kind.strength }
        return stored.first { $0.kind == kind } ?? strongest
            ?? PasswordVerifier.nobody(kind, user: user, secret: frame.secret)
    }

    /// A name without quotes is folded to upper case, as in SQL.
    static func folded(_ name: String) -> String {
        guard name.hasPrefix("\""), name.hasSuffix("\""), name.utf8.count > 2 else { return name.uppercased() }
        return String(name.dropFirst().dropLast())
    }

    // MARK: The second request

    private func answerSecond(_ request: AuthenticationRequest) throws -> Entry {
        guard let challenge, Self.folded(request.user) == user else { throw OracleFailure.wrongPassword }
        self.challenge = nil
        let pairs = request.pairs
        guard let password = pairs["AUTH_PASSWORD"] else { throw OracleFailure.missingPassword }
        let proof = challenge.check(sessionKey: pairs["AUTH_SESSKEY"] ?? "", password: password)
        // A locked account says so whatever the password is; a name that does not exist never does.
        if let account, account.isLocked { throw OracleFailure.accountLocked }
        guard let proof, let account else { throw OracleFailure.wrongPassword }
        try checkMode(request.mode, account)
        let newPassword = pairs["AUTH_NEWPASSWORD"].flatMap { proof.newPassword($0) }
        if account.isExpired, newPassword == nil { throw OracleFailure.passwordExpired }
        let description = describe(pairs)
        let session: Session
        if let client = pairs["PROXY_CLIENT_NAME"], !client.isEmpty {
            session = try frame.engine.open(frame.engine.account(named: Self.folded(client)), through: account)
        } else {
            session = try frame.engine.open(account)
        }
        do {
            if let newPassword { try session.setPassword(newPassword) }
            session.describe(description)
            try setContexts(session, pairs)
            try answer(session, proof, pairs)
        } catch {
            session.close()
            throw error
        }
        return Entry(session: session, proof: proof, description: description)
    }

    private func checkMode(_ mode: AuthenticationRequest.Mode, _ account: Account) throws(OracleFailure) {
        let isAdministrator = !mode.isDisjoint(with: [.sysdba, .sysoper])
        if account.name == "SYS" {
            guard isAdministrator else { throw .connectAsSysdba }
            return
        }
        if isAdministrator, !frame.engine.dictionary.has("SYSDBA", user: account.name) { throw .wrongPassword }
        guard account.mayConnect || isAdministrator else { throw .missingCreateSession(account.name) }
    }

    private func describe(_ pairs: KeywordValues) -> ClientDescription {
        func said(_ key: String) -> String? { pairs[key] ?? firstPairs[key] }
        var description = ClientDescription()
        description.program = said("AUTH_PROGRAM_NM") ?? client.descriptor.program ?? ""
        description.machine = said("AUTH_MACHINE") ?? client.descriptor.machine ?? ""
        description.terminal = said("AUTH_TERMINAL") ?? ""
        description.osUser = said("AUTH_SID") ?? client.descriptor.operatingSystemUser ?? ""
        description.process = said("AUTH_PID") ?? ""
        description.driver = said("SESSION_CLIENT_DRIVER_NAME") ?? ""
        description.module = description.program
        return description
    }

    /// Triples of namespace, attribute and value, one behind the other.
    private func setContexts(_ session: Session, _ pairs: KeywordValues) throws(OracleFailure) {
        var (namespace, attribute) = ("", "")
        for pair in pairs.pairs {
            let value = String(decoding: pair.value, as: UTF8.self)
            switch pair.key.prefix(while: { $0 != "\0" }) {
            case "AUTH_APPCTX_NSPACE": namespace = value
            case "AUTH_APPCTX_ATTR": attribute = value
            case "AUTH_APPCTX_VALUE": try session.setContext(namespace, attribute, value)
            default: break
            }
        }
    }

    private func answer(_ session: Session, _ proof: ProvenLogon, _ pairs: KeywordValues) throws {
        if let statement = pairs["AUTH_ALTER_SESSION"] { Self.alter(session, statement) }
        var reply = LoginReply(
            frame: frame, session: session, userID: account?.user.id ?? 0, fieldVersion: link.dialect.fieldVersion)
        reply.pairs.append("AUTH_SVR_RESPONSE", try proof.response())
        if pairs["AUTH_NEWPASSWORD"] == nil, let days = account?.daysOfGrace {
            let text = "ORA-28002: the password will expire within \(days) days"
            link.writer.reply(WarningReply(number: 28_002, text: text))
        }
        link.writer.reply(AuthenticationReply(reply.pairs))
    }

    /// What the client wants to be set, one statement with several assignments and a NUL behind it. Drivers derive
    /// it from their environment: what is not known here must not keep anybody out.
    private static func alter(_ session: Session, _ statement: String) {
        let text = String(statement.prefix { $0 != "\0" })
        guard !text.isEmpty else { return }
        do throws(OracleFailure) {
            _ = try session.run(text)
        } catch {
            for assignment in assignments(text) { _ = try? session.run("ALTER SESSION SET \(assignment)") }
        }
    }

    /// `NAME= 'value'` for each assignment of an ALTER SESSION.
    static func assignments(_ text: String) -> [String] {
        let words = text.split(separator: " ", maxSplits: 3)
        guard words.count == 4, words[2].uppercased() == "SET" else { return [] }
        var assignments: [String] = []
        var current = ""
        var isQuoted = false
        var sawValue = false
        for character in words[3] {
            if character == "'" { isQuoted.toggle() }
            let isBlank = !isQuoted && (character == " " || character == "\n")
            if isBlank, sawValue, current.last == "'" {
                assignments.append(current)
                (current, sawValue) = ("", false)
                continue
            }
            if isBlank, current.isEmpty { continue }
            current.append(character)
            if character == "'" { sawValue = true }
        }
        if !current.isEmpty { assignments.append(current) }
        return assignments
    }
}

extension VerifierKind {
    fileprivate var strength: Int {
        switch self {
        case .tenG: 0
        case .elevenGOlder: 1
        case .elevenG: 2
        case .twelveC: 3
        }
    }
}

extension LogonVerifier {
    var kind: VerifierKind {
        switch self {
        case .v10g: .tenG
        case .v11g: .elevenG
        case .v12c: .twelveC
        }
    }
}

extension OracleFailure {
    static let wrongPassword = OracleFailure(1017, "invalid username/password; logon denied")
    static let missingPassword = OracleFailure(1005, "null password given; logon denied")
    static let accountLocked = OracleFailure(28_000, "the account is locked")
    static let passwordExpired = OracleFailure(28_001, "the password has expired")
    static let connectAsSysdba = OracleFailure(28_009, "connection as SYS should be as SYSDBA or SYSOPER")
    static let notAvailable = OracleFailure(1034, "ORACLE not available")

    static func missingCreateSession(_ user: String) -> OracleFailure {
        OracleFailure(1045, "user \(user) lacks CREATE SESSION privilege; logon denied")
    }
}
