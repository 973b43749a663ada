internal import DecoyCompiler
internal import DecoyEngine
internal import OracleSQL
internal import OracleWire

/// How the rows of one cursor are written for what the client has defined: one writer per column, decided once.
final class RowLayout {
    private let columns: [ColumnForm]
    private let session: Session
    private let repeats: RepeatedValues?
    /// Columns whose values are cursors.
    let cursorPlaces: Set<Int>

    init(
        _ columns: [ResultColumn], defines: [BindMetadata], session: Session, dialect: WireDialect,
        usesBitVectors: Bool
    ) {
        self.session = session
        cursorPlaces = Set(columns.indices.filter { columns[$0].nested != nil })
        self.columns = columns.enumerated().map { place, column in
            ColumnForm(
                column.type, place < defines.count ? defines[place] : nil, session: session,
                fieldVersion: dialect.fieldVersion)
        }
        // A vector says nothing about a single column, and large values are always sent.
        let isPlain = columns.count > 1 && cursorPlaces.isEmpty && self.columns.allSatisfy { $0.mayRepeat }
        repeats = usesBitVectors && isPlain ? RepeatedValues(columnCount: columns.count, dialect: dialect) : nil
    }

    /// The rows of a new fetch come.
    func beginFetch() { repeats?.beginFetch() }

    /// Writes the current row of the cursor: message 7, and message 21 before it where one is due.
    func write(_ cursor: Cursor, to writer: WireWriter) throws(OracleFailure) {
        if let repeats {
            try repeats.write(columns, cursor, session, to: writer)
            return
        }
        writer.type(.rowData)
        for (place, column) in columns.enumerated() {
            try column.write(cursor.field(place), session, at: cursor.place(place), to: writer)
        }
    }
}

extension RowLayout {
    /// A row with cursors inside, which `writeCursor` writes.
    func write(
        _ cursor: Cursor, to writer: WireWriter, _ writeCursor: (Int) throws(OracleFailure) -> Void
    ) throws(OracleFailure) {
        writer.type(.rowData)
        for (place, column) in columns.enumerated() {
            if cursorPlaces.contains(place) {
                try writeCursor(place)
            } else {
                try column.write(cursor.field(place), session, at: cursor.place(place), to: writer)
            }
        }
    }
}

/// Leaves out values that are the same as in the row before.
final class RepeatedValues {
    private var last: [[UInt8]] = []
    private var isVectorDue = false
    private let columnCount: Int
    private let scratch: WireWriter

    init(columnCount: Int, dialect: WireDialect) {
        self.columnCount = columnCount
        scratch = WireWriter(dialect: dialect, frames: false)
    }

    func beginFetch() { isVectorDue = false }

    func write(
        _ columns: [ColumnForm], _ cursor: Cursor, _ session: Session, to writer: WireWriter
    ) throws(OracleFailure) {
        var values: [[UInt8]] = []
        for (place, column) in columns.enumerated() {
            scratch.removeAll()
            try column.write(cursor.field(place), session, to: scratch)
            values.append(scratch.array)
        }
        let isRepeated = values.indices.map { !last.isEmpty && last[$0] == values[$0] }
        // Once a vector was sent in an answer, every further row of it needs one: clients keep the last they saw.
        if isRepeated.contains(true) { isVectorDue = true }
        if isVectorDue {
            var bits = [UInt8](repeating: 0, count: (columnCount + 7) / 8)
            for (place, isRepeated) in isRepeated.enumerated() where !isRepeated { bits[place / 8] |= 1 << (place % 8) }
            writer.type(.bitVector)
            writer.ub(isRepeated.count { !$0 })
            writer.raw(bits)
        }
        writer.type(.rowData)
        for (place, value) in values.enumerated() where !(isVectorDue && isRepeated[place]) { writer.raw(value) }
        last = values
    }
}
