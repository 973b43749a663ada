internal import ConnectorKit
internal import Model
internal import OracleClient

/// What to tell a person whose connection failed: what happened, where, and what to do about it.
enum ConnectionAdvice {
    static func finding(for error: OracleError, _ source: DataSource) -> StepFinding {
        let place = "\(source.host):\(source.port)"
        switch error.number {
        case 1017:
            return .failed(
                "\(place) refused user or password of “\(source.user)”.",
                advice: "Correct them. Passwords are told apart by case; too many attempts lock the account.")
        case 1005: return .failed("No password is given.", advice: "Give the password of “\(source.user)”.")
        case 28_000:
            return .failed(
                "The account “\(source.user)” is locked.", advice: "Have an administrator unlock it.",
                fix: "ALTER USER \(user(source)) ACCOUNT UNLOCK;")
        case 28_001:
            return .failed(
                "The password of “\(source.user)” has expired.", advice: "Set a new one, then test again.",
                fix: "ALTER USER \(user(source)) IDENTIFIED BY \"<new password>\";")
        case 28_009:
            return .failed(
                "SYS may sign in as administrator only.", advice: "Use another account: no administrator is needed.")
        case 1045:
            return .failed(
                "“\(source.user)” may not sign in.", advice: "Have an administrator grant the right.",
                fix: "GRANT CREATE SESSION TO \(user(source));")
        case 12_514:
            return .failed(
                "The listener on \(place) knows no service “\(source.database)”.",
                advice: "Correct the name; lsnrctl services on the server lists those that are there.")
        case 12_505:
            return .failed(
                "The listener on \(place) knows no SID “\(source.options["sid"] ?? "")”.",
                advice: "Give the name of the service instead; databases since 12.1 are found by it.")
        default: return byKind(error, source, place)
        }
    }

    private static func byKind(_ error: OracleError, _ source: DataSource, _ place: String) -> StepFinding {
        switch error.kind {
        case .encryption:
            return .failed(
                "No encrypted connection to \(place): \(error.text)",
                advice: "Check that the port is one for TCPS, and the field of the certificate authority.")
        case .unreachable where error.number == 12_650 || error.number == 12_660:
            return .failed(
                "\(place) demands native encryption, which this program does not speak.",
                advice: "Connect by TCPS, or have SQLNET.ENCRYPTION_SERVER set to ACCEPTED.")
        case .lost, .deadline, .unreachable:
            return .failed(
                "\(place) accepts connections but does not answer as an Oracle server does.",
                advice: "Check that the port is that of a listener, that TCPS is chosen where it is needed, and that "
                    + "the server is not starting or overloaded. (\(error.text))")
        case .privilege:
            return .failed(
                "“\(source.user)” may not do this: \(error.text)", advice: "Have an administrator grant the right.")
        default:
            return .failed(
                "\(place) refused: \(error.text)",
                advice: error.advice.map { "Hint: \($0)." } ?? "Look the number up in the manual of the server.")
        }
    }

    /// The user as a statement of an administrator names it.
    static func user(_ source: DataSource) -> String { grantee(source.user) }

    static func grantee(_ user: String) -> String {
        if user.hasPrefix("\"") { return user }
        let isPlain = user.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0 & 0xDF) || $0 == 95 || $0 == 36 || $0 == 35
        }
        return isPlain ? user.uppercased() : OracleText.quoted(user)
    }
}
