internal import OracleSQL

/// A value of PL/SQL.
indirect enum BlockValue {
    case scalar(Cell)
    case record([BlockValue])
    /// nil is a collection that was not made yet (ORA-06531).
    case collection(CollectionValue?)
    case cursor(OpenedCursor?)

    static func boolean(_ value: Bool?) -> BlockValue { .scalar(.truth(value)) }
    static func integer(_ value: Int) -> BlockValue { .scalar(.integer(value)) }
    static func text(_ value: String) -> BlockValue { .scalar(.characters(value)) }
    static var null: BlockValue { .scalar(.null(.varchar2(32_767, .byte))) }

    var isNull: Bool {
        switch self {
        case .scalar(let cell): cell.isNull
        case .record: false
        case .collection(let value): value == nil
        case .cursor(let cursor): cursor == nil
        }
    }

    var cell: Cell? {
        if case .scalar(let cell) = self { return cell }
        return nil
    }
}

/// A cursor that was opened, shared by all variables that hold it.
final class OpenedCursor {
    var cursor: Cursor?
    /// Nil before the first fetch.
    var wasFound: Bool?
    var rowCount = 0

    init(_ cursor: Cursor?) { self.cursor = cursor }

    var isOpen: Bool { cursor != nil }
}
