/// A date as a database writes it. Zero parts are allowed, because databases keep `0000-00-00` and `2020-00-00`;
/// `isOnCalendar` tells whether the day exists.
package struct CivilDate: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// nil when a part is out of its own range: year 0…9999, month 0…12, day 0…31.
    package init?(year: Int, month: Int, day: Int) {
        guard (0...9999).contains(year), (0...12).contains(month), (0...31).contains(day) else { return nil }
        self.init(uncheckedYear: year, month: month, day: day)
    }

    private init(uncheckedYear year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    package static let zero = CivilDate(uncheckedYear: 0, month: 0, day: 0)

    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(ascii: bytes.span)
    }

    /// Reads `2026-11-21`, nothing shorter and nothing longer.
    package init?(ascii: Span<UInt8>) {
        guard ascii.count == 10, ascii[4] == UInt8(ascii: "-"), ascii[7] == UInt8(ascii: "-"),
            let year = fixedDigits(ascii, 0, 4), let month = fixedDigits(ascii, 5, 2),
            let day = fixedDigits(ascii, 8, 2)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package var isOnCalendar: Bool { month >= 1 && day >= 1 && day <= CivilDate.days(inMonth: month, of: year) }

    package static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: isLeap(year) ? 29 : 28
        default: 31
        }
    }

    /// Days since 1970-01-01; nil when the day does not exist.
    package var daysSinceEpoch: Int? {
        guard isOnCalendar else { return nil }
        // Years start in March, so that the leap day is the last of its year.
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// nil outside the years 0…9999.
    package init?(daysSinceEpoch days: Int) {
        guard days > -1_000_000, days < 3_000_000 else { return nil }
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

extension CivilDate: CustomStringConvertible {
    package var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
}

extension CivilDate: Comparable {
    package static func < (a: CivilDate, b: CivilDate) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }
}

/// `count` digits from `start` as a number; nil if one of them is no digit or lies outside.
func fixedDigits(_ ascii: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
    guard start >= 0, start + count <= ascii.count else { return nil }
    var number = 0
    for place in start..<start + count {
        let byte = ascii[place]
        guard byte >= 48, byte <= 57 else { return nil }
        number = number * 10 + Int(byte &- 48)
    }
    return number
}

/// A fraction `.123` of at most `digits` digits from `start` to the end, scaled to `digits` digits; 0 when empty.
func fraction(_ ascii: Span<UInt8>, from start: Int, digits: Int) -> Int? {
    if start == ascii.count { return 0 }
    let count = ascii.count - start - 1
    guard ascii[start] == UInt8(ascii: "."), count >= 1, count <= digits,
        var number = fixedDigits(ascii, start + 1, count)
    else { return nil }
    for _ in count..<digits { number *= 10 }
    return number
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}
