internal import OracleSQL

/// Reads the text between the quotes of `INTERVAL '…'`.
enum IntervalText {
    static func value(_ text: String, _ qualifier: IntervalQualifier) -> IntervalValue? {
        var rest = text[...].drop { $0 == " " }
        var sign = 1
        if let mark = rest.first, mark == "-" || mark == "+" {
            sign = mark == "-" ? -1 : 1
            rest.removeFirst()
        }
        let halves = rest.split(separator: ".", maxSplits: 1)
        var numbers: [Int] = []
        for part in (halves.first ?? "").split(whereSeparator: { " :-".contains($0) }) {
            guard let number = Int(part), (0...999_999_999).contains(number) else { return nil }
            numbers.append(number)
        }
        guard let fields = fields(of: qualifier), fields.count == numbers.count else { return nil }
        var months = 0
        var seconds = 0
        for (field, number) in zip(fields, numbers) {
            switch field {
            case .year: months += number * 12
            case .month: months += number
            case .day: seconds += number * 86_400
            case .hour: seconds += number * 3600
            case .minute: seconds += number * 60
            case .second: seconds += number
            }
        }
        if fields[0] == .year || fields[0] == .month { return halves.count == 1 ? .months(sign * months) : nil }
        guard let micro = microseconds(halves.count == 2 ? halves[1] : "") else { return nil }
        return .seconds(sign * seconds, microseconds: sign * micro)
    }

    private static func fields(of qualifier: IntervalQualifier) -> [IntervalQualifier.Field]? {
        let all: [IntervalQualifier.Field] = [.year, .month, .day, .hour, .minute, .second]
        let end = qualifier.trailing ?? qualifier.leading
        guard let from = all.firstIndex(of: qualifier.leading), let to = all.firstIndex(of: end), from <= to,
            (from < 2) == (to < 2)
        else { return nil }
        return Array(all[from...to])
    }

    private static func microseconds(_ digits: Substring) -> Int? {
        guard digits.utf8.count <= 9, digits.allSatisfy(\.isNumber) else { return nil }
        let kept = digits.prefix(6)
        guard digits.dropFirst(6).allSatisfy({ $0 == "0" }) else { return nil }
        return Int(kept + String(repeating: "0", count: 6 - kept.count))
    }
}
