internal import DecoyCompiler
internal import DecoyEngine
internal import OracleSQL
internal import OracleWire

/// The open cursors of a session by their numbers.
struct StatementTable {
    private var open: [UInt32: OpenStatement] = [:]
    private var lastNumber: UInt32 = 0

    /// OPEN_CURSORS.
    static let limit = 1000

    /// Gives a free number, as low as possible behind the last one: drivers confuse numbers that come back at once.
    mutating func add(_ text: String) throws(OracleFailure) -> OpenStatement {
        guard open.count < Self.limit else { throw OracleFailure(1000, "maximum open cursors exceeded") }
        repeat { lastNumber = lastNumber % 65_535 + 1 } while open[lastNumber] != nil
        let statement = OpenStatement(number: lastNumber, text: text)
        open[lastNumber] = statement
        return statement
    }

    subscript(number: UInt32) -> OpenStatement? { open[number] }

    mutating func close(_ number: UInt32) {
        guard let statement = open.removeValue(forKey: number) else { return }
        end(statement)
    }

    /// Ends the cursor of a statement, and those that its rows had inside.
    mutating func end(_ statement: OpenStatement) {
        statement.endCursor()
        let nested = statement.nested
        statement.nested = []
        for number in nested { close(number) }
    }

    mutating func closeAll() {
        for statement in open.values { statement.endCursor() }
        open.removeAll()
    }
}

/// A parsed statement and everything that later requests refer to by its number.
final class OpenStatement {
    let number: UInt32
    private(set) var text: String
    private(set) var outline: StatementOutline
    var binds: [BindMetadata] = []
    var bindTypes: [BindType] = []
    var defines: [BindMetadata] = []
    /// The elements of those binds of the present execution that are arrays of PL/SQL.
    var arrays: [Int: [Cell]] = [:]
    /// Compiled for the binds of the last execution.
    var prepared: Prepared?
    var preparedTypes: [BindType] = []
    /// What an executed block used its binds for: later rows of binds leave out those that are only written.
    var directions: [BindVector.Direction] = []
    var cursor: Cursor?
    /// How the rows of the cursor are written, for the defines of the client.
    var layout: RowLayout?
    /// The client has been told of these columns.
    var describedColumns: [ColumnMetadata]?
    var isAtEnd = false
    /// Rows given of the present cursor.
    var rowsGiven: UInt64 = 0
    /// The cursors of CURSOR expressions in its rows: they end with it.
    var nested: [UInt32] = []
    var allowsBitVectors = true

    init(number: UInt32, text: String) {
        self.number = number
        self.text = text
        outline = StatementOutline(text)
    }

    /// The cursor is used for another statement, or for the same one again.
    func parse(_ text: String) {
        endCursor()
        self.text = text
        outline = StatementOutline(text)
        binds = []
        bindTypes = []
        forgetShape()
    }

    /// After a change of what the statement reads, or of the types of its binds.
    func forgetShape() {
        defines = []
        prepared = nil
        preparedTypes = []
        directions = []
        describedColumns = nil
    }

    func endCursor() {
        cursor?.close()
        cursor = nil
        layout = nil
    }

    func begin(_ cursor: Cursor) {
        endCursor()
        self.cursor = cursor
        isAtEnd = false
        rowsGiven = 0
    }
}
