internal import OracleSQL

/// An exception on its way up.
struct Raised: Error {
    var failure: OracleFailure
    /// Which declared exception it is; nil for one that has only a number.
    var exception: DeclaredException?
    /// The block is wrong, not its data: no exception clause catches it.
    var isFaultOfText = false
    /// `ORA-06512` of every routine that it left, innermost first.
    var lines: [String] = []
    /// Bytes before the statement that raised it, in its unit.
    var position: Int?

    init(_ failure: OracleFailure) {
        self.failure = failure
        isFaultOfText = failure.code == 6550
    }

    init(_ code: Int, _ text: String) { self.init(OracleFailure(code, text)) }

    /// SQLCODE: negative numbers but for NO_DATA_FOUND and exceptions of the user's own.
    var code: Int {
        if failure.code == 1403 { return 100 }
        if failure.code == 6510 { return 1 }
        return -failure.code
    }

    /// SQLERRM.
    var text: String { failure.code == 6510 ? "User-Defined Exception" : failure.message }

    /// What the client gets.
    var reported: OracleFailure {
        guard !lines.isEmpty, !isFaultOfText else { return failure }
        return OracleFailure(
            code: failure.code, message: ([failure.message] + lines).joined(separator: "\n"), position: failure.position
        )
    }

    static func valueError(_ detail: String) -> Raised {
        Raised(6502, "PL/SQL: numeric or value error" + (detail.isEmpty ? "" : ": " + detail))
    }
}

/// An exception with a name. Two are the same when they are one object, or have the same number.
final class DeclaredException: Sendable {
    let name: String
    /// Positive, as in `ORA-`; nil without EXCEPTION_INIT.
    let code: Int?

    init(_ name: String, code: Int? = nil) {
        self.name = name
        self.code = code
    }

    /// Those of the package STANDARD.
    static let standard: [String: DeclaredException] = {
        let codes = [
            "ACCESS_INTO_NULL": 6530, "CASE_NOT_FOUND": 6592, "COLLECTION_IS_NULL": 6531, "CURSOR_ALREADY_OPEN": 6511,
            "DUP_VAL_ON_INDEX": 1, "INVALID_CURSOR": 1001, "INVALID_NUMBER": 1722, "LOGIN_DENIED": 1017,
            "NO_DATA_FOUND": 1403, "NO_DATA_NEEDED": 6548, "NOT_LOGGED_ON": 1012, "PROGRAM_ERROR": 6501,
            "ROWTYPE_MISMATCH": 6504, "SELF_IS_NULL": 30_625, "STORAGE_ERROR": 6500, "SUBSCRIPT_BEYOND_COUNT": 6533,
            "SUBSCRIPT_OUTSIDE_LIMIT": 6532, "SYS_INVALID_ROWID": 1410, "TIMEOUT_ON_RESOURCE": 51,
            "TOO_MANY_ROWS": 1422, "VALUE_ERROR": 6502, "ZERO_DIVIDE": 1476,
        ]
        return codes.reduce(into: [:]) { $0[$1.key] = DeclaredException($1.key, code: $1.value) }
    }()
}
