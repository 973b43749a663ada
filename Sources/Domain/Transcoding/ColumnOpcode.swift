internal import Model

/// What is done with a value of one column: chosen once per table, switched on for each value.
enum ColumnOpcode: Hashable, Sendable {
    case integer
    case decimal(scale: Int)
    /// Any decimal number as it is.
    case numberText
    /// A decimal number in a column of binary numbers.
    case numberInBinary(BinaryWidth)
    case text(trimsBlanks: Bool)
    case wideText(trimsBlanks: Bool)
    case bytes
    /// The destination fills shorter values up.
    case fixedBytes(count: Int)
    case bytesAsText
    case dateTime(fraction: Int)
    case date
    case float(BinaryEnd)
    case double(BinaryEnd)
    case monthInterval
    case dayInterval(fraction: Int)
    case boolean
    case rowAddress
    /// Four numbers: object, file, block, row.
    case rowAddressParts

    /// Nil: no way is known from this form to this type.
    init?(_ form: ValueForm, _ column: CopyColumn) {
        let type = column.destinationType
        switch form {
        case .base100Number:
            switch type {
            case .integer, .year, .bits: self = .integer
            case .decimal(_, let scale): self = .decimal(scale: scale)
            case .float: self = .numberInBinary(.float)
            case .double: self = .numberInBinary(.double)
            case .text, .largeText: self = .numberText
            default: return nil
            }
        case .text, .wideText:
            guard ColumnOpcode.holdsText(type) else { return nil }
            let trims = ColumnOpcode.isFixed(type) && ColumnOpcode.isFixed(column.sourceType)
            self = form == .text ? .text(trimsBlanks: trims) : .wideText(trimsBlanks: trims)
        case .bytes:
            switch type {
            case .bytes(let count, isFixed: true): self = .fixedBytes(count: count)
            case .bytes, .largeBytes: self = .bytes
            case .text, .largeText: self = .bytesAsText
            default: return nil
            }
        case .centuryDateTime, .zonedDateTime:
            switch type {
            case .dateTime(let fraction), .timestamp(let fraction): self = .dateTime(fraction: fraction)
            case .date: self = .date
            case .text, .largeText: self = .dateTime(fraction: ColumnOpcode.fraction(of: column.sourceType))
            default: return nil
            }
        case .orderedFloat:
            guard let end = BinaryEnd(type) else { return nil }
            self = .float(end)
        case .orderedDouble:
            guard let end = BinaryEnd(type) else { return nil }
            self = .double(end)
        case .monthInterval:
            guard ColumnOpcode.holdsText(type) else { return nil }
            self = .monthInterval
        case .dayInterval:
            guard ColumnOpcode.holdsText(type) else { return nil }
            self = .dayInterval(fraction: ColumnOpcode.fraction(of: column.sourceType))
        case .boolean:
            guard case .integer = type else { return nil }
            self = .boolean
        case .rowAddress:
            guard ColumnOpcode.holdsText(type) else { return nil }
            self = .rowAddress
        }
    }

    private static func holdsText(_ type: StoredType) -> Bool {
        switch type {
        case .text, .largeText, .json: true
        default: false
        }
    }

    private static func isFixed(_ type: StoredType) -> Bool {
        if case .text(_, let isFixed) = type { return isFixed }
        return false
    }

    private static func isFixed(_ type: ColumnType) -> Bool {
        if case .character(let character) = type { return character.isFixed }
        return false
    }

    private static func fraction(of type: ColumnType) -> Int {
        switch type {
        case .timestamp(let fraction, _), .dayInterval(_, let fraction): fraction
        default: 0
        }
    }
}
