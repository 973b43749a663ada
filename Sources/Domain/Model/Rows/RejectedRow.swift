/// Names one row in quarantine: its table among the objects of the project, its chunk, and its place in the chunk.
package struct RejectedRow: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package var table: Int64
    package var chunk: Int64
    package var ordinal: Int64

    package init(table: Int64, chunk: Int64, ordinal: Int64) {
        self.table = table
        self.chunk = chunk
        self.ordinal = ordinal
    }

    /// `3.12.0`, as the command line takes it.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int64($0) }
        guard parts.count == 3, let table = parts[0], let chunk = parts[1], let ordinal = parts[2],
            table > 0, chunk > 0, ordinal >= 0
        else { return nil }
        self.init(table: table, chunk: chunk, ordinal: ordinal)
    }

    package var description: String { "\(table).\(chunk).\(ordinal)" }

    package static func < (a: RejectedRow, b: RejectedRow) -> Bool {
        (a.table, a.chunk, a.ordinal) < (b.table, b.chunk, b.ordinal)
    }
}
