/// Reads the text between the quotes of `DATE '…'` and `TIMESTAMP '…'`.
enum MomentReader {
    /// In the destination's form and in UTC; nil for what it cannot hold, such as years before 1.
    static func moment(of text: String, isDate: Bool) -> String? {
        var words = text.split(separator: " ")
        guard !words.isEmpty, let days = numbers(words.removeFirst(), by: "-") else { return nil }
        // The offset may stand right behind the time, or apart from it.
        let time = words.joined()
        guard !time.isEmpty else { return isDate ? written(days, [0, 0, 0], fraction: "", offset: 0) : nil }
        let clockEnd = time.firstIndex { $0 != ":" && $0 != "." && !$0.isASCIIDigit } ?? time.endIndex
        let parts = time[..<clockEnd].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let offset = clockEnd == time.endIndex ? 0 : minutes(of: time[clockEnd...])
        guard let first = parts.first, let clock = numbers(first, by: ":"), let offset else { return nil }
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        guard fraction.allSatisfy(\.isASCIIDigit) else { return nil }
        return written(days, clock, fraction: fraction, offset: offset)
    }

    /// Whether an offset stands behind the time, so that the moment is one in UTC.
    static func namesZone(_ text: String) -> Bool {
        text.split(separator: " ").dropFirst().joined().contains { $0 != ":" && $0 != "." && !$0.isASCIIDigit }
    }

    /// Three numbers without signs.
    private static func numbers(_ text: Substring, by mark: Character) -> [Int]? {
        let parts = text.split(separator: mark, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.allSatisfy(\.isASCIIDigit) ? Int($0) : nil }
        return parts.count == 3 && numbers.count == 3 ? numbers : nil
    }

    /// Minutes of `+05:30`.
    private static func minutes(of offset: Substring) -> Int? {
        let words = offset.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        let parts = words.compactMap { $0.allSatisfy(\.isASCIIDigit) ? Int($0) : nil }
        guard words.count == 2, parts.count == 2, (0...15).contains(parts[0]), (0...59).contains(parts[1]),
            let sign = offset.first
        else {
            return nil
        }
        switch sign {
        case "+": return parts[0] * 60 + parts[1]
        case "-": return -parts[0] * 60 - parts[1]
        default: return nil
        }
    }

    static func written(_ days: [Int], _ clock: [Int], fraction: String, offset: Int) -> String? {
        guard days.count == 3, clock.count == 3, (1...9999).contains(days[0]), (1...12).contains(days[1]),
            (1...lengthOfMonth(days[0], days[1])).contains(days[2]), (0...23).contains(clock[0]),
            (0...59).contains(clock[1]), (0...59).contains(clock[2]), fraction.utf8.count <= 9
        else { return nil }
        var (year, month, day, minute) = (days[0], days[1], days[2], clock[0] * 60 + clock[1] - offset)
        if minute < 0 {
            minute += 1440
            day -= 1
        } else if minute >= 1440 {
            minute -= 1440
            day += 1
        }
        if day < 1 {
            (year, month) = month == 1 ? (year - 1, 12) : (year, month - 1)
            day = lengthOfMonth(year, month)
        } else if day > lengthOfMonth(year, month) {
            (year, month, day) = month == 12 ? (year + 1, 1, 1) : (year, month + 1, 1)
        }
        guard (1...9999).contains(year) else { return nil }
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        let time = "\(padded(minute / 60, 2)):\(padded(minute % 60, 2)):\(padded(clock[2], 2))"
        return fraction.contains { $0 != "0" } ? "\(date) \(time).\(fraction)" : "\(date) \(time)"
    }

    private static func lengthOfMonth(_ year: Int, _ month: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        switch month {
        case 2: return isLeap ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
