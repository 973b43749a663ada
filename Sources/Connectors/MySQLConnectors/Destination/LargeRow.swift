internal import Bytes
internal import ConnectorKit
internal import Model
internal import MySQLClient
internal import Transcoding

/// A row that is larger than a statement may be. It is inserted with the first slices of its large values; the others
/// are appended one statement at a time, in the same transaction. Whatever is refused takes the whole row back, and at
/// the end the destination must say that each value has its length.
struct LargeRow {
    enum End {
        case written
        /// A row with its key is there already, and stays.
        case ignored
        case refused(column: String?, Failure)
    }

    /// Smaller values stay whole.
    private static let cutBytesMin = 1 << 16
    /// Each statement that appends makes the destination write the value anew, so slices are large.
    private static let sliceBytesMax = 8 << 20
    /// The server's number for a value that grew beyond its limit.
    private static let resultTooLarge = 1301

    private let plan: CopyPlan
    private let policy: NonEmptyPolicy
    private let transcoder: RowTranscoder
    private let rows: RowBlock
    private let row: Int
    private let slices: [Int: [Range<Int>]]
    /// Finds the row again: `(`n`) = (1)`.
    private let condition: String

    /// Nil when nothing of the row can be cut, or when nothing tells it from others.
    init?(
        _ row: Int, of rows: RowBlock, _ plan: CopyPlan, _ policy: NonEmptyPolicy, _ transcoder: RowTranscoder,
        keyColumns: [Int], packetBytesMax: Int
    ) {
        let cut = plan.columns.indices.filter { at in
            rows.bytes(row, at).count > Self.cutBytesMin && Self.isLarge(plan.columns[at].destinationType)
        }
        let isByAddress = !plan.addressColumns.isEmpty
        let names = isByAddress ? plan.addressColumns : keyColumns.map { plan.columns[$0].destinationName }
        // Escaped, a slice may be twice as long.
        let bytesMax = min(Self.sliceBytesMax, (packetBytesMax - (1 << 16)) / 2)
        guard !cut.isEmpty, !names.isEmpty, bytesMax / cut.count >= 4,
            let key = transcoder.literals(of: row, in: rows, keyColumns)
        else { return nil }
        var slices: [Int: [Range<Int>]] = [:]
        for at in cut {
            slices[at] = transcoder.slices(of: row, at, in: rows, first: bytesMax / cut.count, others: bytesMax)
        }
        guard !slices.isEmpty else { return nil }
        self.plan = plan
        self.policy = policy
        self.transcoder = transcoder
        self.rows = rows
        self.row = row
        self.slices = slices
        condition =
            "(\(names.map(ConnectionAdvice.quoted).joined(separator: ","))) = (\(key.joined(separator: ",")))"
    }

    private static func isLarge(_ type: StoredType) -> Bool {
        switch type {
        case .largeText, .largeBytes: true
        default: false
        }
    }

    /// Throws what is no fault of the row; then the transaction is lost.
    func write(through session: MySQLSession, _ bytesSent: inout Int64) throws(MySQLError) -> End {
        try session.execute("SAVEPOINT godwit_row")
        do throws(MySQLError) {
            let end = try writeSlices(session, &bytesSent)
            if case .refused = end { try session.execute("ROLLBACK TO SAVEPOINT godwit_row") }
            return end
        } catch {
            guard error.isAboutValues || error.isTooLarge, !session.isLost else { throw error }
            try session.execute("ROLLBACK TO SAVEPOINT godwit_row")
            return .refused(column: nil, error.refusal.failure)
        }
    }

    private func writeSlices(_ session: MySQLSession, _ bytesSent: inout Int64) throws(MySQLError) -> End {
        var statement = RowStatement(plan, policy)
        let firsts = rows.row(row, cutting: slices.mapValues { $0[0] })
        if let refusal = statement.add(0, { transcoder.append(0, of: firsts, to: &$0) }) { return end(refusal) }
        statement.finish()
        bytesSent += Int64(statement.byteCount)
        let answer = try session.execute(statement.writer.bytes)
        if policy == .ignore, answer.affectedRows == 0 { return .ignored }
        var writer = ByteWriter(capacity: 1 << 16)
        for (column, slices) in slices.sorted(by: { $0.key < $1.key }) {
            let name = ConnectionAdvice.quoted(plan.columns[column].destinationName)
            for slice in slices.dropFirst() {
                writer.removeAll()
                writer.append(text: "UPDATE \(table) SET \(name) = CONCAT(\(name), ")
                let part = rows.row(row, cutting: [column: slice])
                if let refusal = transcoder.append(0, column, of: part, to: &writer) { return end(refusal) }
                writer.append(text: ") WHERE \(condition)")
                bytesSent += Int64(writer.count)
                do throws(MySQLError) {
                    guard try session.execute(writer.bytes).affectedRows == 1 else { return incomplete(column) }
                } catch {
                    guard error.number == Self.resultTooLarge else { throw error }
                    return incomplete(column)
                }
            }
        }
        return try proven(session)
    }

    /// Some servers make NULL of a value that grows beyond their limit, where they are not strict with a warning alone.
    private func proven(_ session: MySQLSession) throws(MySQLError) -> End {
        let columns = slices.keys.sorted()
        let lengths = columns.map { "CHAR_LENGTH(\(ConnectionAdvice.quoted(plan.columns[$0].destinationName)))" }
        let found = try session.queryText(
            "SELECT \(lengths.joined(separator: ", ")) FROM \(table) WHERE \(condition)")
        guard found.rows.count == 1, let row = found.rows.first, row.count == columns.count else {
            return incomplete(columns[0])
        }
        for (column, length) in zip(columns, row)
        where length.string != String(transcoder.length(of: self.row, column, in: rows)) { return incomplete(column) }
        return .written
    }

    private var table: String { MySQLDestination.quoted(plan.destination) }

    private func end(_ refusal: ValueRefusal) -> End {
        let name = plan.columns.indices.contains(refusal.column) ? plan.columns[refusal.column].sourceName : "ROWID"
        return .refused(column: name, refusal.failure(column: name))
    }

    private func incomplete(_ column: Int) -> End {
        let name = plan.columns[column].sourceName
        return .refused(
            column: name,
            Failure(
                "MYSQL-0015", "The value of \(name) did not arrive whole: it is larger than the destination takes.",
                advice: "Raise max_allowed_packet at the destination above the size of the value, and retry the row."))
    }
}
