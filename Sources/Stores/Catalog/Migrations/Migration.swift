internal import Crypto

/// One numbered change of the schema. Its text is frozen with the first release that carries it: the checksum in the
/// catalog would tell.
struct Migration: Sendable {
    let number: Int64
    let name: String
    let sql: String

    /// All schema changes, oldest first. A new one gets the next number and a file of its own.
    static let all: [Migration] = [.foundations, .projects, .drafts, .order, .watching, .parts, .attempts]

    var checksum: String { Digest.hex(Digest.sha256(sql.utf8)) }

    /// Each statement ends with a semicolon at the end of a line.
    var statements: [String] {
        var statements: [String] = []
        var lines: [Substring] = []
        for line in sql.split(separator: "\n", omittingEmptySubsequences: true) {
            lines.append(line)
            guard line.hasSuffix(";"), !line.hasPrefix("--") else { continue }
            statements.append(lines.joined(separator: "\n"))
            lines = []
        }
        precondition(lines.isEmpty, "the last statement of migration \(number) has no semicolon")
        return statements
    }
}
