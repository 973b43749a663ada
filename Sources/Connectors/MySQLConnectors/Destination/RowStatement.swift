internal import Bytes
internal import Model

/// A multi-row INSERT under construction: the head is written once, rows are appended behind it. It remembers where
/// each row lies, so that a refused statement can be sent again in parts.
struct RowStatement: ~Copyable {
    struct Piece {
        /// The row's place in its block.
        let row: Int
        let start: Int
        let end: Int
    }

    var writer = ByteWriter(capacity: 1 << 16)
    private let headLength: Int
    private let tail: [UInt8]
    private(set) var pieces: [Piece] = []

    init(_ plan: CopyPlan, _ policy: NonEmptyPolicy) {
        let names = plan.columns.map(\.destinationName) + plan.addressColumns
        writer.append("INSERT INTO ")
        writer.append(identifier: plan.destination.schema)
        writer.append(UInt8(ascii: "."))
        writer.append(identifier: plan.destination.name)
        writer.append(" (")
        for (at, name) in names.enumerated() {
            if at > 0 { writer.append(UInt8(ascii: ",")) }
            writer.append(identifier: name)
        }
        writer.append(") VALUES ")
        headLength = writer.count
        var tail = ByteWriter()
        // A row whose key exists stays as it is; INSERT IGNORE would also turn errors about values into warnings.
        if policy == .ignore, let name = names.first {
            tail.append(" ON DUPLICATE KEY UPDATE ")
            tail.append(identifier: name)
            tail.append(UInt8(ascii: "="))
            tail.append(identifier: name)
        }
        self.tail = tail.array
    }

    var rowCount: Int { pieces.count }
    var byteCount: Int { writer.count }

    mutating func clear() {
        writer.truncate(to: headLength)
        pieces.removeAll(keepingCapacity: true)
    }

    /// Writes one more row through `append`, which gives a refusal when it wrote nothing.
    mutating func add<Refusal>(_ row: Int, _ append: (inout ByteWriter) -> Refusal?) -> Refusal? {
        let before = writer.count
        if !pieces.isEmpty { writer.append(UInt8(ascii: ",")) }
        let start = writer.count
        if let refusal = append(&writer) {
            writer.truncate(to: before)
            return refusal
        }
        pieces.append(Piece(row: row, start: start, end: writer.count))
        return nil
    }

    /// Writes what follows the rows; `reopen` takes it away again.
    mutating func finish() {
        let tail = tail
        writer.append(tail.span.bytes)
    }

    mutating func reopen() {
        let end = writer.count - tail.count
        writer.truncate(to: end)
    }

    /// Writes a statement of some of the rows into `part`.
    func write(_ range: Range<Int>, into part: inout ByteWriter) {
        precondition(!range.isEmpty, "a statement has at least one row")
        part.removeAll()
        let bytes = writer.bytes
        part.append(bytes.extracting(0..<headLength))
        part.append(bytes.extracting(pieces[range.lowerBound].start..<pieces[range.upperBound - 1].end))
        part.append(tail.span.bytes)
    }
}
