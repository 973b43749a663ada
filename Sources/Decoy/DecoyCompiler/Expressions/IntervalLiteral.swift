internal import OracleSQL

/// The characters of `INTERVAL '…' DAY TO SECOND` and its kin, as months or as seconds.
struct IntervalLiteral {
    let isMonths: Bool
    /// A number as PostgreSQL reads it.
    let value: String
    /// Digits of the leading field.
    let leadingDigits: Int

    init?(_ text: String, _ qualifier: IntervalQualifier) {
        var rest = text[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        var sign = ""
        if let mark = rest.first, mark == "-" || mark == "+" {
            sign = mark == "-" ? "-" : ""
            rest.removeFirst()
        }
        let fields = Self.fields(from: qualifier.leading, through: qualifier.trailing ?? qualifier.leading)
        guard !fields.isEmpty else { return nil }
        var total = 0
        var fraction = ""
        var digits = 0
        for (place, field) in fields.enumerated() {
            if place > 0 {
                let separator = Self.separator(before: field)
                while separator == " ", rest.first == " ", rest.dropFirst().first == " " { rest.removeFirst() }
                guard rest.first == separator else { return nil }
                rest.removeFirst()
            }
            let read = rest.prefix { $0.isASCII && $0.isNumber }
            guard !read.isEmpty, read.count <= 9, let number = Int(read) else { return nil }
            rest = rest.dropFirst(read.count)
            guard place == 0 || number < Self.limit(of: field) else { return nil }
            if place == 0 { digits = String(number).utf8.count }
            total += number * Self.weight(of: field)
            if field == .second, rest.first == "." {
                rest.removeFirst()
                let read = rest.prefix { $0.isASCII && $0.isNumber }
                fraction = String(read.prefix(9))
                rest = rest.dropFirst(read.count)
            }
        }
        guard rest.isEmpty else { return nil }
        isMonths = qualifier.leading == .year || qualifier.leading == .month
        value = "\(sign)\(total)\(fraction.isEmpty ? "" : "." + fraction)"
        leadingDigits = digits
    }

    private static let order: [IntervalQualifier.Field] = [.year, .month, .day, .hour, .minute, .second]

    private static func fields(
        from first: IntervalQualifier.Field, through last: IntervalQualifier.Field
    ) -> [IntervalQualifier.Field] {
        guard let start = order.firstIndex(of: first), let end = order.firstIndex(of: last), start <= end,
            (start < 2) == (end < 2)
        else { return [] }
        return Array(order[start...end])
    }

    private static func separator(before field: IntervalQualifier.Field) -> Character {
        switch field {
        case .month: "-"
        case .hour: " "
        default: ":"
        }
    }

    private static func limit(of field: IntervalQualifier.Field) -> Int {
        switch field {
        case .month: 12
        case .hour: 24
        default: 60
        }
    }

    private static func weight(of field: IntervalQualifier.Field) -> Int {
        switch field {
        case .year: 12
        case .month, .second: 1
        case .day: 86_400
        case .hour: 3600
        case .minute: 60
        }
    }
}
