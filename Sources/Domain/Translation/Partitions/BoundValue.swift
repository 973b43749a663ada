internal import Model

/// A value that bounds or lists partitions, evaluated.
enum BoundValue: Hashable {
    case maxValue
    case null
    /// As it is written in decimal, with a sign where it is negative.
    case number(String)
    case text(String)
    /// `2024-01-31 00:00:00`, with a fraction where there is one.
    case moment(String)
    /// Hexadecimal digits.
    case bytes(String)

    /// As it stands in the clause for a column of this type; nil when the two do not go together.
    func literal(for type: StoredType, isUpperBound: Bool) -> String? {
        switch (self, type) {
        case (.maxValue, _): return "MAXVALUE"
        case (.null, _): return isUpperBound ? nil : "NULL"
        case (.number(let digits), .integer(let bits, let isUnsigned)),
            (.text(let digits), .integer(let bits, let isUnsigned)):
            return Self.whole(digits, roundsUp: isUpperBound).flatMap { Self.fits($0, bits, isUnsigned) ? $0 : nil }
        case (.number(let digits), .decimal(let precision, let scale)):
            return Self.wholeDigits(digits) <= precision - scale ? digits : nil
        case (.text(let digits), .decimal(let precision, let scale)):
            return Self.whole(digits, roundsUp: isUpperBound).flatMap {
                Self.wholeDigits($0) <= precision - scale ? $0 : nil
            }
        case (.number(let digits), .double), (.number(let digits), .float): return digits
        case (.text(let text), .text): return NameText.literal(text)
        case (.number(let digits), .text): return NameText.literal(digits)
        case (.moment(let text), .dateTime(let fraction)), (.moment(let text), .timestamp(let fraction)):
            return Self.moment(text, fraction)
        case (.moment(let text), .date): return text.hasSuffix(" 00:00:00") ? "'\(text.prefix(10))'" : nil
        case (.bytes(let digits), .bytes): return "X'\(digits)'"
        case (.text(let digits), .bytes):
            let isHexadecimal = digits.utf8.count.isMultiple(of: 2) && digits.allSatisfy(\.isHexDigit)
            return isHexadecimal ? "X'\(digits)'" : nil
        default: return nil
        }
    }

    /// A bound beyond what the column holds is refused by the destination.
    private static func fits(_ text: String, _ bits: Int, _ isUnsigned: Bool) -> Bool {
        guard let number = Int64(text) else { return false }
        if isUnsigned { return number >= 0 && (bits >= 63 || number < 1 << bits) }
        return bits >= 64 || (number >= -(1 << (bits - 1)) && number < 1 << (bits - 1))
    }

    private static func wholeDigits(_ text: String) -> Int {
        text.prefix { $0 != "." }.drop { $0 == "-" || $0 == "+" || $0 == "0" }.count
    }

    /// A whole number; an upper bound between two of them is the upper one.
    private static func whole(_ text: String, roundsUp: Bool) -> String? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let head = parts.first, let number = Int64(head.isEmpty ? "0" : head) else { return nil }
        guard parts.count > 1, parts[1].contains(where: { $0 != "0" }) else { return String(number) }
        guard roundsUp, parts[1].allSatisfy(\.isNumber) else { return nil }
        return text.hasPrefix("-") ? String(number) : number < Int64.max ? String(number + 1) : nil
    }

    /// A fraction that the column cannot hold is no bound of it.
    private static func moment(_ text: String, _ fraction: Int) -> String? {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count > 1 else { return "'\(text)'" }
        let rest = parts[1].dropFirst(fraction)
        guard rest.allSatisfy({ $0 == "0" }) else { return nil }
        let kept = parts[1].prefix(fraction)
        return kept.isEmpty ? "'\(parts[0])'" : "'\(parts[0]).\(kept)'"
    }
}
