/// The characters of `DATE '…'` and `TIMESTAMP '…'`.
struct MomentLiteral {
    let year: Int
    let month: Int
    let day: Int
    private(set) var hour = 0
    private(set) var minute = 0
    private(set) var second = 0
    /// Digits behind the point, at most nine.
    private(set) var fraction = ""
    private(set) var zone: String?
    private(set) var hasTime = false

    init?(_ text: String) {
        var rest = text[...]
        while rest.first == " " { rest.removeFirst() }
        var sign = 1
        if let mark = rest.first, mark == "-" || mark == "+" {
            sign = mark == "-" ? -1 : 1
            rest.removeFirst()
        }
        guard let year = Self.digits(&rest, atMost: 4), Self.drop("-", &rest),
            let month = Self.digits(&rest, atMost: 2), Self.drop("-", &rest),
            let day = Self.digits(&rest, atMost: 2)
        else { return nil }
        self.year = sign * year
        self.month = month
        self.day = day
        while rest.first == " " { rest.removeFirst() }
        guard !rest.isEmpty else { return }
        hasTime = true
        guard readTime(&rest) else { return nil }
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        if !rest.isEmpty {
            guard let zone = Self.zone(String(rest)) else { return nil }
            self.zone = zone
        }
    }

    private mutating func readTime(_ rest: inout Substring) -> Bool {
        guard let hour = Self.digits(&rest, atMost: 2), Self.drop(":", &rest),
            let minute = Self.digits(&rest, atMost: 2), Self.drop(":", &rest),
            let second = Self.digits(&rest, atMost: 2)
        else { return false }
        (self.hour, self.minute, self.second) = (hour, minute, second)
        if rest.first == "." {
            rest.removeFirst()
            while let digit = rest.first, digit.isASCII, digit.isNumber {
                fraction.append(digit)
                rest.removeFirst()
            }
            guard fraction.utf8.count <= 9 else { return false }
        }
        return true
    }

    private static func digits(_ rest: inout Substring, atMost count: Int) -> Int? {
        var value = 0
        var read = 0
        while read < count, let digit = rest.utf8.first, (48...57).contains(digit) {
            value = value * 10 + Int(digit - 48)
            rest.removeFirst()
            read += 1
        }
        return read == 0 ? nil : value
    }

    private static func drop(_ mark: Character, _ rest: inout Substring) -> Bool {
        guard rest.first == mark else { return false }
        rest.removeFirst()
        return true
    }

    /// `+05:30` in its full form, or the name of a region.
    private static func zone(_ text: String) -> String? {
        guard let first = text.first, first == "+" || first == "-" else {
            let isName = text.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || "/_+-0123456789 ".unicodeScalars.contains(scalar)
            }
            return isName ? text : nil
        }
        var rest = text.dropFirst()
        guard let hours = digits(&rest, atMost: 2), drop(":", &rest), let minutes = digits(&rest, atMost: 2),
            rest.isEmpty, hours <= 15, minutes < 60
        else { return nil }
        return "\(first)\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
    }

    /// Nil for the name of a region.
    static func offsetSeconds(_ zone: String) -> Int? {
        if zone == "UTC" || zone == "GMT" { return 0 }
        guard let first = zone.first, first == "+" || first == "-" else { return nil }
        var rest = zone.dropFirst()
        guard let hours = digits(&rest, atMost: 2), drop(":", &rest), let minutes = digits(&rest, atMost: 2) else {
            return nil
        }
        return (first == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    /// As PostgreSQL reads a timestamp.
    var dateText: String {
        let shown = year < 0 ? -year : year
        let padded = String(repeating: "0", count: max(0, 4 - String(shown).utf8.count)) + String(shown)
        return
            "\(padded)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day) 00:00:00\(year < 0 ? " BC" : "")"
    }

    /// Seconds since 1970 of the fields, as a PostgreSQL number.
    func secondsText(shiftedBySeconds shift: Int) -> String {
        let days = CivilDate.daysSince1970(year < 0 ? year + 1 : year, month, day)
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second + shift
        guard fraction.contains(where: { $0 != "0" }) else { return "(\(seconds))::numeric" }
        return "(\(seconds) + 0.\(fraction))::numeric"
    }
}

/// Days of the proleptic Gregorian calendar.
enum CivilDate {
    /// The year 0 is 1 BC.
    static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}
