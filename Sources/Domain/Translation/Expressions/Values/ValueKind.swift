internal import Model

/// What a value is at the source, as far as the meaning of operators and functions depends on it.
enum ValueKind: Hashable {
    case null
    /// An exact decimal number.
    case number(isWhole: Bool)
    case binaryNumber
    case text
    /// Text that the source fills with blanks up to its length; the destination keeps it without them.
    case paddedText(length: Int, countsBytes: Bool)
    case largeText
    /// Date and time of day to the second.
    case date
    case timestamp
    /// Kept in one zone at the destination.
    case zonedTimestamp
    case bytes
    /// Can only be carried, compared with null, and nothing else.
    case other(String)
    /// A column of a table that nobody described.
    case unknown

    /// A number, a moment or bytes that the operator chose to keep as text, which compares and sorts otherwise.
    static let keptAsText = ValueKind.other("a value kept as text")
    static let interval = ValueKind.other("an interval")
    /// A moment whose text at the destination depends on the session that reads it.
    static let sessionMoment = ValueKind.other("a moment that is shown in the zone of the session")

    init(_ type: ColumnType, stored: StoredType? = nil) {
        if Self.isText(stored), !Self.isText(type) {
            self = .keptAsText
            return
        }
        switch type {
        case .number, .float, .boolean: self = Self.number(type, stored)
        case .binaryFloat, .binaryDouble: self = .binaryNumber
        case .character(let text):
            self = text.isFixed ? .paddedText(length: text.length, countsBytes: text.countsBytes) : .text
        case .raw: self = .bytes
        case .largeText, .longText: self = .largeText
        case .largeBytes, .longRaw: self = .other("large bytes")
        case .date: self = .date
        case .timestamp(_, .none): self = .timestamp
        case .timestamp:
            if case .timestamp? = stored { self = .sessionMoment } else { self = .zonedTimestamp }
        case .monthInterval, .dayInterval: self = .interval
        case .rowAddress: self = .other("a row address")
        case .xml: self = .other("XML")
        case .json: self = .other("JSON")
        case .externalFile: self = .other("a file")
        case .object(_, let name), .other(let name): self = .other("of type \(name)")
        }
    }

    private static func isText(_ stored: StoredType?) -> Bool {
        switch stored {
        case .text, .largeText: true
        default: false
        }
    }

    /// Text at the source as well, or a value of which the destination knows no more than its text.
    private static func isText(_ type: ColumnType) -> Bool {
        switch type {
        case .number, .float, .boolean, .binaryFloat, .binaryDouble, .date, .timestamp, .raw, .longRaw, .largeBytes,
            .monthInterval, .dayInterval:
            false
        default: true
        }
    }

    private static func number(_ type: ColumnType, _ stored: StoredType?) -> ValueKind {
        switch stored {
        case .integer: return .number(isWhole: true)
        case .decimal(_, let scale): return .number(isWhole: scale == 0)
        case .float, .double: return .binaryNumber
        default: break
        }
        if case .number(_, let scale?) = type { return .number(isWhole: scale <= 0) }
        return .number(isWhole: type == .boolean)
    }

    var isNumber: Bool {
        switch self {
        case .number, .binaryNumber: true
        default: false
        }
    }

    var isText: Bool {
        switch self {
        case .text, .paddedText, .largeText: true
        default: false
        }
    }

    var isMoment: Bool { self == .date || self == .timestamp }

    /// How a person calls it.
    var words: String {
        switch self {
        case .null: "null"
        case .number, .binaryNumber: "a number"
        case .text, .paddedText, .largeText: "text"
        case .date: "a date"
        case .timestamp: "a timestamp"
        case .zonedTimestamp: "a timestamp with a time zone"
        case .bytes: "bytes"
        case .other(let words): words
        case .unknown: "of a type that is not known"
        }
    }
}
