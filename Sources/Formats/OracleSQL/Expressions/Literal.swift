/// A constant written in the text.
package enum Literal: Sendable, Hashable {
    case null
    /// Digits with point and exponent, as written, without a sign.
    case number(String)
    case binaryFloat(String)
    case binaryDouble(String)
    case string(String, national: Bool)
    /// `DATE '…'`: the characters between the quotes, not yet read as a date.
    case date(String)
    /// `TIMESTAMP '…'`, with or without a zone.
    case timestamp(String)
    case interval(String, IntervalQualifier)
    case boolean(Bool)
}

/// `DAY(2) TO SECOND(6)`, `YEAR TO MONTH`, `MINUTE` …
package struct IntervalQualifier: Sendable, Hashable {
    package enum Field: Sendable, Hashable { case year, month, day, hour, minute, second }

    package let leading: Field
    package let leadingDigits: Int?
    package let trailing: Field?
    /// Digits of the second, whichever of the two fields is the second.
    package let fractionDigits: Int?

    package init(leading: Field, leadingDigits: Int? = nil, trailing: Field? = nil, fractionDigits: Int? = nil) {
        self.leading = leading
        self.leadingDigits = leadingDigits
        self.trailing = trailing
        self.fractionDigits = fractionDigits
    }
}
