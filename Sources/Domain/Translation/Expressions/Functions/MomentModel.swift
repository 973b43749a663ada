/// A format model for dates, in pieces. Names of months and days are English at both ends.
struct MomentModel {
    enum Piece: Hashable {
        case element(String, Casing)
        case text(String)
    }

    enum Casing: Hashable { case upper, capitalized, lower }

    var pieces: [Piece] = []
    /// `FM`: without leading zeros and filling blanks, from the piece with this number on.
    var bareFrom: Int?

    private static let elements = [
        "SYYYY", "YYYY", "RRRR", "IYYY", "MONTH", "SSSSS", "HH24", "HH12", "YYY", "MON", "DAY", "DDD", "A.M.", "P.M.",
        "FF1", "FF2", "FF3", "FF4", "FF5", "FF6", "FF", "YY", "RR", "IY", "MM", "DD", "DY", "HH", "MI", "SS", "AM",
        "PM", "WW", "IW", "FM", "Q", "W", "J", "D", "Y",
    ]

    /// Nil for a model with an element that is not known.
    init?(_ format: String) {
        var rest = format[...]
        while let mark = rest.first {
            if mark == "\"" {
                let inner = rest.dropFirst().prefix { $0 != "\"" }
                rest = rest.dropFirst(inner.count + 2)
                pieces.append(.text(String(inner)))
                continue
            }
            let upper = rest.uppercased()
            if let element = Self.elements.first(where: { upper.hasPrefix($0) }) {
                let written = rest.prefix(element.count)
                rest = rest.dropFirst(element.count)
                if element == "FM" {
                    guard bareFrom == nil else { return nil }
                    bareFrom = pieces.count
                } else {
                    pieces.append(.element(element, Self.casing(of: written)))
                }
            } else {
                guard !mark.isLetter, !mark.isNumber else { return nil }
                pieces.append(.text(String(mark)))
                rest = rest.dropFirst()
            }
        }
        guard !pieces.isEmpty else { return nil }
    }

    private static func casing(of written: Substring) -> Casing {
        guard written.first?.isUppercase == true else { return .lower }
        return written.dropFirst().first?.isLowercase == true ? .capitalized : .upper
    }

    // MARK: From a date to text

    /// The pieces joined: runs of DATE_FORMAT, and expressions between them. Nil when an element has no counterpart.
    /// `FF` alone prints as many digits as the moment declares, so that it needs their number.
    func text(of moment: String, hasFraction: Bool, digits: Int? = nil) -> String? {
        var parts: [String] = []
        var run = ""
        func endRun() {
            guard !run.isEmpty else { return }
            parts.append("DATE_FORMAT(\(moment), \(NameText.literal(run)))")
            run = ""
        }
        for (place, piece) in pieces.enumerated() {
            let isBare = bareFrom.map { place >= $0 } ?? false
            switch piece {
            case .text(let text): run += Self.escaped(text)
            case .element(let named, let casing):
                let element = named == "FF" ? digits.map { "FF\($0)" } ?? named : named
                if let mark = Self.mark(of: element, casing, isBare: isBare) {
                    run += mark
                } else if let call = Self.call(for: element, casing, moment, isBare: isBare, hasFraction) {
                    endRun()
                    parts.append(call)
                } else {
                    return nil
                }
            }
        }
        endRun()
        return parts.count == 1 ? parts[0] : "CONCAT(\(parts.joined(separator: ", ")))"
    }

    private static func escaped(_ text: String) -> String {
        text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
    }

    private static func mark(of element: String, _ casing: Casing, isBare: Bool) -> String? {
        switch element {
        case "YYYY", "RRRR": isBare ? nil : "%Y"
        case "YY", "RR": isBare ? nil : "%y"
        case "IYYY": isBare ? nil : "%x"
        case "IW": isBare ? nil : "%v"
        case "MM": isBare ? "%c" : "%m"
        case "DD": isBare ? "%e" : "%d"
        case "DDD": isBare ? nil : "%j"
        case "HH24": isBare ? "%k" : "%H"
        case "HH", "HH12": isBare ? "%l" : "%h"
        case "MI": isBare ? nil : "%i"
        case "SS": isBare ? nil : "%s"
        case "AM", "PM": casing == .upper ? "%p" : nil
        case "MON": casing == .capitalized ? "%b" : nil
        case "DY": casing == .capitalized ? "%a" : nil
        case "MONTH": casing == .capitalized && isBare ? "%M" : nil
        case "DAY": casing == .capitalized && isBare ? "%W" : nil
        default: nil
        }
    }

    private static func call(
        for element: String, _ casing: Casing, _ moment: String, isBare: Bool, _ hasFraction: Bool
    ) -> String? {
        func cased(_ mark: String) -> String {
            let name = "DATE_FORMAT(\(moment), '\(mark)')"
            switch casing {
            case .capitalized: return name
            case .upper: return "UPPER(\(name))"
            case .lower: return "LOWER(\(name))"
            }
        }
        func filled(_ number: String, _ width: Int) -> String {
            isBare ? "CAST(\(number) AS CHAR)" : "LPAD(\(number), \(width), '0')"
        }
        switch element {
        case "MON": return cased("%b")
        case "DY": return cased("%a")
        case "MONTH": return isBare ? cased("%M") : "RPAD(\(cased("%M")), 9, ' ')"
        case "DAY": return isBare ? cased("%W") : "RPAD(\(cased("%W")), 9, ' ')"
        case "YYYY", "RRRR": return "CAST(YEAR(\(moment)) AS CHAR)"
        case "YY", "RR": return filled("MOD(YEAR(\(moment)), 100)", 2)
        case "MI": return filled("MINUTE(\(moment))", 2)
        case "SS": return filled("SECOND(\(moment))", 2)
        case "DDD": return filled("DAYOFYEAR(\(moment))", 3)
        case "SSSSS": return filled("TIME_TO_SEC(TIME(\(moment)))", 5)
        case "Q": return "CAST(QUARTER(\(moment)) AS CHAR)"
        case "W": return "CAST(FLOOR((DAY(\(moment)) - 1) / 7) + 1 AS CHAR)"
        case "WW": return filled("FLOOR((DAYOFYEAR(\(moment)) - 1) / 7) + 1", 2)
        case "J": return filled("TO_DAYS(\(moment)) + 1721060", 7)
        case "AM", "PM": return cased("%p")
        case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6":
            guard hasFraction, let digits = element.last?.wholeNumberValue else { return nil }
            return "LEFT(DATE_FORMAT(\(moment), '%f'), \(digits))"
        default: return nil
        }
    }

    // MARK: From text to a date

    private var elements: [String] {
        pieces.compactMap { if case .element(let element, _) = $0 { element } else { nil } }
    }

    /// Year, month and day are all read: the source fills in the present month where they are not.
    var isWholeDate: Bool {
        let named = Set(elements)
        let hasYear = !named.isDisjoint(with: ["YYYY", "RRRR", "RR", "SYYYY"])
        return hasYear && !named.isDisjoint(with: ["MM", "MON", "MONTH"])
    }

    var namesDay: Bool { elements.contains("DD") }

    /// The model of STR_TO_DATE; nil when an element has no counterpart.
    var readingMarks: String? {
        var marks = ""
        for piece in pieces {
            switch piece {
            case .text(let text): marks += Self.escaped(text)
            case .element(let element, _):
                let known = [
                    "YYYY": "%Y", "MM": "%m", "DD": "%d", "HH24": "%H", "HH": "%h", "HH12": "%h", "MI": "%i",
                    "SS": "%s",
                    "MON": "%b", "MONTH": "%M", "AM": "%p", "PM": "%p", "DDD": "%j", "FF": "%f", "FF6": "%f",
                ]
                guard let mark = known[element] else { return nil }
                marks += mark
            }
        }
        return marks
    }
}
