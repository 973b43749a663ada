internal import Bytes
internal import ConnectorKit
internal import Model
internal import MySQLClient
internal import Transcoding

/// A row that is larger than a statement may be, or whose values come in pieces. It is inserted with the first slices
/// of its large values; the others are appended one statement at a time, in the same transaction. Whatever is refused
/// takes the whole row back, and at the end the destination must say that each value has its length.
///
/// `begin`, then `append` what follows of each value in its order, then `finish`; the first end that one of them gives
/// is that of the row.
final class LargeRow {
    enum End: Hashable, Sendable {
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
    private let bytesMax: Int
    /// Finds the row again: `(`n`) = (1)`.
    private let condition: String
    /// What has been written of each value, as the destination counts.
    private var lengths: [Int: Int64] = [:]
    private var writer = ByteWriter(capacity: 1 << 16)
    private(set) var bytesSent: Int64 = 0

    /// `followed` are the columns of which the block holds the beginning only. Nil when nothing of the row can be cut,
    /// or not all of these, or when nothing tells it from others.
    init?(
        _ row: Int, of rows: RowBlock, followed: [Int] = [], _ plan: CopyPlan, _ policy: NonEmptyPolicy,
        _ transcoder: RowTranscoder, keyColumns: [Int], packetBytesMax: Int
    ) {
        let cut = plan.columns.indices.filter { at in
            Self.isLarge(plan.columns[at].destinationType)
                && (followed.contains(at) || rows.bytes(row, at).count > Self.cutBytesMin)
        }
        let isByAddress = !plan.addressColumns.isEmpty
        let names = isByAddress ? plan.addressColumns : keyColumns.map { plan.columns[$0].destinationName }
        // Escaped, a slice may be twice as long.
        let bytesMax = min(Self.sliceBytesMax, (packetBytesMax - (1 << 16)) / 2)
        guard !cut.isEmpty, followed.allSatisfy(cut.contains), !names.isEmpty, bytesMax / cut.count >= 4,
            let key = transcoder.literals(of: row, in: rows, keyColumns)
        else { return nil }
        var slices: [Int: [Range<Int>]] = [:]
        for at in cut {
            slices[at] = transcoder.slices(of: row, at, in: rows, first: bytesMax / cut.count, others: bytesMax)
        }
        guard !slices.isEmpty, followed.allSatisfy({ slices[$0]?.isEmpty == false }) else { return nil }
        self.plan = plan
        self.policy = policy
        self.transcoder = transcoder
        self.rows = rows
        self.row = row
        self.slices = slices
        self.bytesMax = bytesMax
        condition =
            "(\(names.map(ConnectionAdvice.quoted).joined(separator: ","))) = (\(key.joined(separator: ",")))"
    }

    private static func isLarge(_ type: StoredType) -> Bool {
        switch type {
        case .largeText, .largeBytes: true
        default: false
        }
    }

    /// Inserts the row with what the block holds of it. What these throw is no fault of the row; then the transaction
    /// is lost.
    func begin(_ session: MySQLSession) throws(MySQLError) -> End? {
        try session.execute("SAVEPOINT godwit_row")
        return try keepingRest(session) { (session) throws(MySQLError) in
            if let end = try self.insert(session) { return end }
            return try self.appendSlices(session)
        }
    }

    /// What follows of a value.
    func append(_ piece: [UInt8], _ column: Int, _ session: MySQLSession) throws(MySQLError) -> End? {
        try keepingRest(session) { (session) throws(MySQLError) in
            var values = [[UInt8]?](repeating: nil, count: self.rows.columnCount)
            values[column] = piece
            let block = RowBlock(rows: [values], columnCount: values.count)
            return try self.append(
                self.transcoder.slices(of: 0, column, in: block, first: self.bytesMax, others: self.bytesMax) ?? [],
                of: block, 0, column, session)
        }
    }

    /// Some servers make NULL of a value that grows beyond their limit, where they are not strict with a warning alone.
    func finish(_ session: MySQLSession) throws(MySQLError) -> End {
        let end = try keepingRest(session) { (session) throws(MySQLError) in
            let columns = self.lengths.keys.sorted()
            let asked = columns.map { "CHAR_LENGTH(\(ConnectionAdvice.quoted(self.plan.columns[$0].destinationName)))" }
            let found = try session.queryText(
                "SELECT \(asked.joined(separator: ", ")) FROM \(self.table) WHERE \(self.condition)")
            guard found.rows.count == 1, let row = found.rows.first, row.count == columns.count else {
                return self.incomplete(columns[0])
            }
            let wrong = zip(columns, row).first { column, length in
                length.string != self.lengths[column].map(String.init)
            }
            return wrong.map { self.incomplete($0.0) }
        }
        return end ?? .written
    }

    /// A refusal takes back what was written of the row, and nothing else.
    private func keepingRest(
        _ session: MySQLSession, _ body: (MySQLSession) throws(MySQLError) -> End?
    ) throws(MySQLError) -> End? {
        do throws(MySQLError) {
            let end = try body(session)
            if case .refused = end { try session.execute("ROLLBACK TO SAVEPOINT godwit_row") }
            return end
        } catch {
            guard error.isAboutValues || error.isTooLarge, !session.isLost else { throw error }
            try session.execute("ROLLBACK TO SAVEPOINT godwit_row")
            return .refused(column: nil, error.refusal.failure)
        }
    }

    private func insert(_ session: MySQLSession) throws(MySQLError) -> End? {
        var statement = RowStatement(plan, policy)
        let firsts = rows.row(row, cutting: slices.mapValues { $0[0] })
        if let refusal = statement.add(0, { transcoder.append(0, of: firsts, to: &$0) }) { return end(refusal) }
        statement.finish()
        bytesSent += Int64(statement.byteCount)
        let answer = try session.execute(statement.writer.bytes)
        if policy == .ignore, answer.affectedRows == 0 { return .ignored }
        for column in slices.keys { lengths[column] = transcoder.length(of: 0, column, in: firsts) }
        return nil
    }

    private func appendSlices(_ session: MySQLSession) throws(MySQLError) -> End? {
        for (column, slices) in slices.sorted(by: { $0.key < $1.key }) {
            if let end = try append(slices.dropFirst(), of: rows, row, column, session) { return end }
        }
        return nil
    }

    private func append(
        _ slices: some Sequence<Range<Int>>, of rows: RowBlock, _ row: Int, _ column: Int, _ session: MySQLSession
    ) throws(MySQLError) -> End? {
        let name = ConnectionAdvice.quoted(plan.columns[column].destinationName)
        for slice in slices {
            let part = rows.row(row, cutting: [column: slice])
            writer.removeAll()
            writer.append(text: "UPDATE \(table) SET \(name) = CONCAT(\(name), ")
            if let refusal = transcoder.append(0, column, of: part, to: &writer) { return end(refusal) }
            writer.append(text: ") WHERE \(condition)")
            bytesSent += Int64(writer.count)
            do throws(MySQLError) {
                guard try session.execute(writer.bytes).affectedRows == 1 else { return incomplete(column) }
            } catch {
                if error.number == Self.resultTooLarge { return incomplete(column) }
                guard error.isAboutValues || error.isTooLarge, !session.isLost else { throw error }
                return .refused(column: plan.columns[column].sourceName, error.refusal.failure)
            }
            lengths[column, default: 0] += transcoder.length(of: 0, column, in: part)
        }
        return nil
    }

    private var table: String { MySQLDestination.quoted(plan.destination) }

    private func end(_ refusal: ValueRefusal) -> End {
        let name = plan.columns.indices.contains(refusal.column) ? plan.columns[refusal.column].sourceName : "ROWID"
        return .refused(column: name, refusal.failure(column: name))
    }

    private func incomplete(_ column: Int) -> End {
        let name = plan.columns[column].sourceName
        return .refused(column: name, Self.incomplete(name))
    }

    static func incomplete(_ name: String) -> Failure {
        Failure(
            "MYSQL-0015", "The value of \(name) did not arrive whole: it is larger than the destination takes.",
            advice: "Raise max_allowed_packet at the destination above the size of the value, and retry the row.")
    }
}
