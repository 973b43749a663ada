package import Bytes

/// What went wrong between us and PostgreSQL.
package enum PostgresFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The server refused a statement; the connection goes on.
    case refused(PostgresReport)
    /// The connection is gone: it could not be made, was cut, or is closed. The text says during what.
    case disconnected(String)
    /// The bytes of the server are no messages of the protocol; the connection was closed.
    case malformed(DecodingFailure)

    package var report: PostgresReport? {
        guard case .refused(let report) = self else { return nil }
        return report
    }

    package var description: String {
        switch self {
        case .refused(let report): "PostgreSQL refused: \(report)"
        case .disconnected(let when): "The connection to PostgreSQL is gone (\(when))."
        case .malformed(let failure): "PostgreSQL sent what is no message of its protocol: \(failure)."
        }
    }
}
