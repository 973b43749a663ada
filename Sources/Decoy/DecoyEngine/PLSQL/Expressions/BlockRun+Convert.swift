internal import DecoyDictionary
internal import OracleSQL

// What happens to a value on its way into a variable.
extension BlockRun {
    func converted(_ value: BlockValue, to type: BlockType) throws(Raised) -> BlockValue {
        switch (type, value) {
        case (.scalar(.refCursor), .cursor): return value
        case (.scalar(.refCursor), .scalar(let cell)) where cell.isNull: return .cursor(nil)
        case (.scalar(let scalar), .scalar(let cell)): return .scalar(try converted(cell, to: scalar))
        case (.record(let record), .record(let fields)):
            guard record.fields.count == fields.count else { throw Raised(6504, Raised.rowMismatch) }
            var converted: [BlockValue] = []
            for (field, value) in zip(record.fields, fields) {
                converted.append(try self.converted(value, to: field.type))
            }
            return .record(converted)
        case (.record, .scalar(let cell)) where cell.isNull: return type.initial
        case (.record, .scalar(let cell)) where cell.representation == .object,
            (.collection, .scalar(let cell)) where cell.representation == .object:
            return try objectValue(cell, type)
        case (.collection, .scalar(let cell)) where cell.isNull: return .collection(nil)
        case (.collection(let collection), .collection(let elements)):
            guard let elements else { return value }
            if case .array(let limit) = collection.kind, elements.count > limit {
                throw Raised(6532, "Subscript outside of limit")
            }
            return value
        default: throw Raised(6550, "PLS-00382: expression is of wrong type")
        }
    }

    func converted(_ cell: Cell, to type: OracleType) throws(Raised) -> Cell {
        guard let bytes = cell.bytes else { return .null(type) }
        if cell.type == type, !type.isCharacter { return cell }
        if case .boolean = type, cell.type != .boolean { throw Raised(6550, "PLS-00382: expression is of wrong type") }
        if let quick = try BlockRun.quick(cell, bytes, to: type) { return quick }
        let frame = Frame(parent: nil, unit: Unit(name: nil, owner: nil, text: ""))
        let value = Expression.bind(Bind(name: "1", index: 0, position: Position(0)))
        let cast = CastExpression(
            value: value, type: type.castable, fallback: nil, format: [], isTreat: false, position: Position(0))
        if type.isCharacter || type == .clob || type == .nclob {
            // Made a text of any length first, and measured here: CAST would cut it.
            let text = try compute(BlockRun.textOf(value, cell.type), [cell], frame)
            guard let bytes = text.bytes else { return .null(type) }
            return try BlockRun.fitted(bytes, to: type)
        }
        let result = try compute(.cast(cast), [cell], frame)
        return Cell(type, result.bytes)
    }

    private static func textOf(_ value: Expression, _ type: OracleType) -> Expression {
        switch type {
        case .raw, .longRaw: call("RAWTOHEX", value)
        case .varchar2, .char, .nvarchar2, .nchar, .clob, .nclob, .long:
            .concatenation([value, .literal(.null, Position(0))], Position(0))
        default: call("TO_CHAR", value)
        }
    }

    private static func call(_ name: String, _ value: Expression) -> Expression {
        .call(Call(names: [Name(name)], arguments: [Call.Argument(value: value)], position: Position(0)))
    }

    /// Conversions that need no server; nil when this is none.
    private static func quick(_ cell: Cell, _ bytes: [UInt8], to type: OracleType) throws(Raised) -> Cell? {
        let isText = cell.representation == .text && cell.type != .xmlType && cell.type != .json
        switch type {
        case .varchar2, .nvarchar2, .char, .nchar, .long, .clob, .nclob:
            if isText { return try fitted(bytes, to: type) }
            guard cell.representation == .numeric, cell.type.isNumeric, let number = cell.whole else { return nil }
            return try fitted(Array(String(number).utf8), to: type)
        case .number(nil, nil):
            if cell.type.isNumeric, cell.representation == .numeric { return cell.retyped(type) }
            return number(of: cell, isText).map { Cell(type, NumericBytes($0).bytes) }
        case .number(let precision, let scale):
            guard let number = cell.whole ?? number(of: cell, isText) else { return nil }
            guard cell.type.isNumeric || isText else { return nil }
            let digits = (precision ?? 38) - (scale ?? 0)
            guard digits >= 0, digits > 18 || number.magnitude < tenTo(digits) else {
                throw Raised.valueError("number precision too large")
            }
            guard scale ?? 0 >= 0 else { return nil }
            return Cell(type, NumericBytes(number).bytes)
        case .plsInteger:
            guard let number = cell.whole ?? number(of: cell, isText), cell.type.isNumeric || isText else {
                return nil
            }
            guard Int32(exactly: number) != nil else { throw Raised(1426, "numeric overflow") }
            return Cell(type, NumericBytes(number).bytes)
        case .raw(let length):
            guard cell.representation == .bytea else { return nil }
            guard bytes.count <= length else { throw Raised.valueError("raw variable length too long") }
            return Cell(type, bytes)
        case .longRaw, .blob: return cell.representation == .bytea ? Cell(type, bytes) : nil
        case .date, .rowid, .boolean, .timestamp, .timestampLTZ, .intervalYM, .intervalDS, .timestampTZ:
            return cell.representation == type.representation && type.keepsValue(of: cell.type)
                ? Cell(type, bytes) : nil
        default: return nil
        }
    }

    private static func tenTo(_ power: Int) -> UInt {
        (0..<min(18, power)).reduce(1) { result, _ in result * 10 }
    }

    /// A text of digits alone.
    private static func number(of cell: Cell, _ isText: Bool) -> Int? {
        guard isText, let text = cell.characters, text.utf8.count <= 15 else { return nil }
        return Int(text)
    }

    /// A text in a variable of declared length: CHAR is filled with blanks, what is too long is refused.
    static func fitted(_ bytes: [UInt8], to type: OracleType) throws(Raised) -> Cell {
        func characters() -> Int { bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }
        let length: Int
        let limit: Int
        switch type {
        case .varchar2(let most, .byte), .char(let most, .byte): (length, limit) = (bytes.count, most)
        case .varchar2(let most, .char), .char(let most, .char), .nvarchar2(let most), .nchar(let most):
            (length, limit) = (characters(), most)
        default: return Cell(type, bytes)
        }
        guard length <= limit || limit == 0 else { throw Raised.valueError("character string buffer too small") }
        switch type {
        case .char, .nchar: return Cell(type, bytes + [UInt8](repeating: 0x20, count: max(0, limit - length)))
        default: return Cell(type, bytes)
        }
    }
}

extension Raised {
    static let rowMismatch = "PL/SQL: Return types of Result Set variables or query do not match"
}

extension OracleType {
    /// A type that CAST knows.
    fileprivate var castable: OracleType {
        switch self {
        case .plsInteger: .number(precision: 38, scale: 0)
        case .long: .clob
        case .longRaw: .blob
        default: self
        }
    }

    /// Values of one representation are the same in both types: no digits of a second are lost.
    fileprivate func keepsValue(of other: OracleType) -> Bool {
        switch (self, other) {
        case (.timestamp(let mine), .timestamp(let its)), (.timestampTZ(let mine), .timestampTZ(let its)),
            (.timestampLTZ(let mine), .timestampLTZ(let its)):
            mine >= its
        case (.date, .date), (.rowid, .rowid), (.boolean, .boolean), (.intervalYM, .intervalYM),
            (.intervalDS, .intervalDS):
            true
        default: false
        }
    }
}
