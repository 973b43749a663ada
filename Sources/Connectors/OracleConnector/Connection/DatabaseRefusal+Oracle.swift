internal import Model
internal import OracleClient

extension DatabaseRefusal {
    /// What a server answered, in the words of the product. `doing` is what was tried: `read the rows of HR.EMP`.
    init(_ error: OracleError, doing: String) {
        self.init(
            DatabaseRefusal.failure(error, doing), remedy: DatabaseRefusal.remedy(error),
            code: DatabaseRefusal.code(error), statement: error.statement, isPastGone: error.kind == .snapshot)
    }

    static let noPosition = DatabaseRefusal(
        Failure(
            "ORACLE-0013", "The server does not tell its present position.",
            advice: "Grant SELECT on V_$DATABASE to the user of the data source."), remedy: .askOperator)

    /// The number as Oracle prints it; nil for what our own client found.
    static func code(_ error: OracleError) -> String? {
        guard error.number < OracleError.Own.notConnected else { return nil }
        let digits = String(error.number)
        return "ORA-" + String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
    }

    private static func remedy(_ error: OracleError) -> Remedy {
        // Rows are read again at a later position: their first reading is rolled back as a whole.
        if error.kind == .snapshot { return .retry(after: .milliseconds(100)) }
        switch error.remedy {
        case .retry(let after): return .retry(after: after)
        case .reconnect: return .reconnect
        case .askOperator: return .askOperator
        case .stop: return error.kind == .interrupted ? .stop : .reconnect
        case .bug: return error.kind == .missing ? .askOperator : .bug
        }
    }

    private static func failure(_ error: OracleError, _ doing: String) -> Failure {
        let (number, message, advice) = words(error.kind, doing)
        let hint = error.advice.map { " Hint: \($0)." } ?? ""
        return Failure(number, message, advice: advice + hint, detail: "\(error)")
    }

    private static func words(
        _ kind: OracleFailure.Kind, _ doing: String
    ) -> (number: String, message: String, advice: String) {
        switch kind {
        case .unreachable:
            (
                "ORACLE-0001", "The Oracle server cannot be reached to \(doing).",
                "Check host, port and service of the data source."
            )
        case .signIn:
            (
                "ORACLE-0002", "The Oracle server refused the sign-in.",
                "Correct user and password of the data source."
            )
        case .encryption:
            (
                "ORACLE-0003", "No encrypted connection to the Oracle server could be made.",
                "Check the encryption and the certificate authority of the data source."
            )
        case .lost, .deadline, .interrupted:
            (
                "ORACLE-0004", "The Oracle server did not answer in time, or the connection broke, to \(doing).",
                "It is tried again; if it goes on, check the server and the network."
            )
        case .privilege:
            (
                "ORACLE-0005", "The user may not \(doing).",
                "Have an administrator grant the right; the precheck names it."
            )
        case .missing:
            (
                "ORACLE-0006", "Something that is needed to \(doing) does not exist, or the user may not see it.",
                "Check that the object exists and that the user may read it."
            )
        case .snapshot:
            (
                "ORACLE-0007", "The server cannot show the past any more that is needed to \(doing).",
                "It is tried again at a later position; raise UNDO_RETENTION if it goes on."
            )
        case .capacity, .lock:
            (
                "ORACLE-0008", "The Oracle server lacks something, or is busy, to \(doing).",
                "It is tried again; ask the administrator if it goes on."
            )
        case .changed:
            (
                "ORACLE-0009", "An object changed while it was used to \(doing).",
                "It is tried again; do not change definitions while a project copies rows."
            )
        default:
            (
                "ORACLE-0010", "The Oracle server refused to \(doing).",
                "Read what the server says, and ask its administrator."
            )
        }
    }
}
