/// Reads a moment as TO_DATE and TO_TIMESTAMP do, for the formats that bounds of partitions are written in.
struct MomentFormat {
    private var text: Substring
    private var year = 0
    private var month = 1
    private var day = 1
    private var hour = 0
    private var minute = 0
    private var second = 0
    private var fraction = ""
    private var isAfternoon: Bool?

    private static let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    private static let elements = [
        "SYYYY", "YYYY", "RRRR", "MONTH", "HH24", "HH12", "SSSSS", "MON", "A.M.", "P.M.", "RR", "YY", "MM", "DD", "HH",
        "MI", "SS", "FF", "AM", "PM",
    ]

    /// Nil for what is not understood; without a format only the form of the standard is.
    static func moment(of text: String, format: String?) -> String? {
        let trimmed = text.drop { $0 == " " }
        guard let format else { return MomentReader.moment(of: String(trimmed), isDate: true) }
        var reader = MomentFormat(text: trimmed)
        guard reader.read(format.uppercased()[...]), reader.text.allSatisfy({ $0 == " " }) else { return nil }
        return reader.result
    }

    private init(text: Substring) { self.text = text }

    private var result: String? {
        var hour = hour
        if let isAfternoon { hour = hour % 12 + (isAfternoon ? 12 : 0) }
        return MomentReader.written([year, month, day], [hour, minute, second], fraction: fraction, offset: 0)
    }

    private mutating func read(_ format: Substring) -> Bool {
        var format = format
        while let mark = format.first {
            if let element = Self.elements.first(where: { format.hasPrefix($0) }) {
                format.removeFirst(element.count)
                if element == "FF", format.first?.isNumber == true { format.removeFirst() }
                guard take(element) else { return false }
            } else if mark.isLetter || mark == "\"" {
                return format.hasPrefix("FX") ? read(format.dropFirst(2)) : false
            } else {
                format.removeFirst()
                if let next = text.first, !next.isLetter, !next.isNumber { text.removeFirst() }
            }
        }
        return true
    }

    private mutating func take(_ element: String) -> Bool {
        switch element {
        case "SYYYY", "YYYY": return number(4) { $0.year = $1 }
        case "RRRR":
            // Two digits are read as `RR` reads them.
            let isShort = text.drop { $0 == " " }.prefix { $0.isNumber }.count <= 2
            return number(4) { $0.year = isShort ? Self.nearYear($1) : $1 }
        case "YY", "RR": return number(2) { $0.year = Self.nearYear($1) }
        case "MM": return number(2) { $0.month = $1 }
        case "DD": return number(2) { $0.day = $1 }
        case "HH24", "HH12", "HH": return number(2) { $0.hour = $1 }
        case "MI": return number(2) { $0.minute = $1 }
        case "SS": return number(2) { $0.second = $1 }
        case "FF":
            fraction = String(text.prefix { $0.isNumber })
            text = text.dropFirst(fraction.count)
            return fraction.count <= 9
        case "MON", "MONTH": return monthName()
        case "AM", "PM", "A.M.", "P.M.":
            isAfternoon = text.uppercased().hasPrefix("P")
            text = text.drop { $0.isLetter || $0 == "." }
            return true
        default: return false
        }
    }

    /// The year of two digits that is less than half a century away from the turn of this one.
    private static func nearYear(_ digits: Int) -> Int { digits < 50 ? 2000 + digits : 1900 + digits }

    private mutating func number(_ width: Int, _ keep: (inout MomentFormat, Int) -> Void) -> Bool {
        if width == 4 { text = text.drop { $0 == " " } }
        let digits = text.prefix(width).prefix { $0.isNumber }
        guard let value = Int(digits) else { return false }
        text = text.dropFirst(digits.count)
        keep(&self, value)
        return true
    }

    private mutating func monthName() -> Bool {
        let name = text.prefix { $0.isLetter }.uppercased()
        guard let place = Self.months.firstIndex(where: { name.hasPrefix($0) }) else { return false }
        month = place + 1
        text = text.drop { $0.isLetter }
        return true
    }
}
