/// A value in the destination's language. Its text can stand as an operand anywhere.
struct WrittenValue: Hashable {
    /// What is known before anything runs.
    enum Constant: Hashable {
        case number(String)
        case text(String)
        /// In the destination's form.
        case moment(String)
    }

    var text: String
    var kind: ValueKind
    var constant: Constant?
    /// It can be the empty text where the source has null.
    var canBeEmpty = false
    /// It compares by the rule of a column, not by that of the connection.
    var hasCollation = false
    var isNullable = true
    /// A moment in UTC as the session's own clock shows it, where both can be said.
    var local: String?
    /// A BINARY_FLOAT at the source, with which decimal numbers are rounded to single precision.
    var isSingle = false
    /// Digits of the second that its column declares; nil for what is no column.
    var fraction: Int?

    init(_ text: String, _ kind: ValueKind) {
        self.text = text
        self.kind = kind
        isNullable = true
    }

    static let null = WrittenValue("NULL", .null)

    static func number(_ digits: String) -> WrittenValue {
        var value = WrittenValue(
            digits.hasPrefix("-") ? "(\(digits))" : digits, .number(isWhole: !digits.contains(".")))
        value.constant = .number(digits)
        value.isNullable = false
        return value
    }

    static func text(_ characters: String) -> WrittenValue {
        guard !characters.isEmpty else { return .null }
        var value = WrittenValue(NameText.literal(characters), .text)
        value.constant = .text(characters)
        value.isNullable = false
        return value
    }

    static func moment(_ text: String, _ kind: ValueKind) -> WrittenValue {
        var value = WrittenValue("TIMESTAMP\(NameText.literal(text))", kind)
        value.constant = .moment(text)
        value.isNullable = false
        return value
    }

    var isNull: Bool { kind == .null }

    /// The whole number that is written here.
    var wholeConstant: Int? {
        guard case .number(let digits)? = constant else { return nil }
        return Int(digits)
    }

    var textConstant: String? {
        guard case .text(let characters)? = constant else { return nil }
        return characters
    }

    /// The moment by the session's own clock; nil when only UTC is known of it.
    var inSession: WrittenValue? {
        guard kind == .zonedTimestamp, let local else { return nil }
        var value = WrittenValue(local, .timestamp)
        value.isNullable = isNullable
        return value
    }

    /// Null where the source has null: never the empty text.
    var orNull: String { canBeEmpty ? "IF(CHAR_LENGTH(\(text)) > 0, \(text), NULL)" : text }

    /// The same with null instead of the empty text.
    var nulled: WrittenValue {
        var value = self
        value.text = orNull
        value.canBeEmpty = false
        return value
    }

    /// The empty text instead of null.
    var orEmpty: String { isNullable && constant == nil ? "COALESCE(\(text), '')" : text }
}
