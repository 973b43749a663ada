package import OracleSQL

/// What an NLS parameter of a session may be, and what it sets besides itself: a territory brings its formats along.
///
/// Names of months and days are English whatever the language is, and texts are ordered by their bytes: another
/// NLS_DATE_LANGUAGE or NLS_SORT is refused, while another NLS_LANGUAGE is taken, because drivers send the one of
/// their machine at every logon.
package enum NationalSettings {
    struct Territory {
        let dateFormat: String
        let timeFormat: String
        let numericCharacters: String
        let currency: String
    }

    static let territories: [String: Territory] = [
        "AMERICA": Territory(
            dateFormat: "DD-MON-RR", timeFormat: "HH.MI.SSXFF AM", numericCharacters: ".,", currency: "$"),
        "UNITED KINGDOM": Territory(
            dateFormat: "DD-MON-RR", timeFormat: "HH24.MI.SSXFF", numericCharacters: ".,", currency: "£"),
        "GERMANY": Territory(
            dateFormat: "DD.MM.RR", timeFormat: "HH24:MI:SSXFF", numericCharacters: ",.", currency: "€"),
        "AUSTRIA": Territory(
            dateFormat: "DD.MM.RR", timeFormat: "HH24:MI:SSXFF", numericCharacters: ",.", currency: "€"),
        "FRANCE": Territory(
            dateFormat: "DD/MM/RR", timeFormat: "HH24:MI:SSXFF", numericCharacters: ", ", currency: "€"),
        "SPAIN": Territory(
            dateFormat: "DD/MM/RR", timeFormat: "HH24:MI:SSXFF", numericCharacters: ",.", currency: "€"),
        "ITALY": Territory(
            dateFormat: "DD-MON-RR", timeFormat: "HH24:MI:SSXFF", numericCharacters: ",.", currency: "€"),
        "JAPAN": Territory(
            dateFormat: "RR-MM-DD", timeFormat: "HH24:MI:SSXFF", numericCharacters: ".,", currency: "￥"),
    ]

    private static let languages: Set<String> = [
        "AMERICAN", "ENGLISH", "GERMAN", "FRENCH", "SPANISH", "LATIN AMERICAN SPANISH", "ITALIAN", "PORTUGUESE",
        "BRAZILIAN PORTUGUESE", "DUTCH", "JAPANESE", "KOREAN", "SIMPLIFIED CHINESE", "TRADITIONAL CHINESE", "RUSSIAN",
        "POLISH", "CZECH", "SWEDISH", "NORWEGIAN", "DANISH", "FINNISH", "TURKISH", "GREEK", "HUNGARIAN",
    ]

    /// The parameters that follow from setting one, itself included; ORA-12705 for a value that cannot be.
    package static func implied(
        by name: String, _ value: String, at position: Position? = nil
    ) throws(OracleFailure) -> [(name: String, value: String)] {
        let upper = value.uppercased()
        switch name {
        case "NLS_TERRITORY":
            guard let territory = territories[upper] else { throw invalid(position) }
            return formats(upper, territory)
        case "NLS_LANGUAGE":
            guard languages.contains(upper) else { throw invalid(position) }
            return [(name, upper)]
        case "NLS_DATE_LANGUAGE":
            guard languages.contains(upper) else { throw invalid(position) }
            guard upper == "AMERICAN" || upper == "ENGLISH" else {
                throw OracleFailure.unsupported("NLS_DATE_LANGUAGE other than English", at: position)
            }
            return [(name, upper)]
        case "NLS_SORT":
            guard upper == "BINARY" else {
                throw OracleFailure.unsupported("NLS_SORT other than BINARY", at: position)
            }
            return [(name, upper)]
        case "NLS_CALENDAR":
            guard upper == "GREGORIAN" else {
                throw OracleFailure.unsupported("NLS_CALENDAR other than GREGORIAN", at: position)
            }
            return [(name, upper)]
        case "NLS_COMP", "NLS_LENGTH_SEMANTICS", "NLS_NCHAR_CONV_EXCP":
            let known = ["NLS_COMP": ["BINARY", "ANSI", "LINGUISTIC"], "NLS_LENGTH_SEMANTICS": ["BYTE", "CHAR"]]
            guard (known[name] ?? ["TRUE", "FALSE"]).contains(upper) else { throw invalid(position) }
            return [(name, upper)]
        case "NLS_NUMERIC_CHARACTERS":
            guard areNumericCharacters(value) else { throw invalid(position) }
            return [(name, value)]
        default: return [(name, value)]
        }
    }

    /// The formats of a territory in the order in which Oracle lists them.
    private static func formats(_ name: String, _ territory: Territory) -> [(name: String, value: String)] {
        [
            ("NLS_TERRITORY", name), ("NLS_CURRENCY", territory.currency), ("NLS_ISO_CURRENCY", name),
            ("NLS_NUMERIC_CHARACTERS", territory.numericCharacters), ("NLS_DATE_FORMAT", territory.dateFormat),
            ("NLS_TIMESTAMP_FORMAT", "\(territory.dateFormat) \(territory.timeFormat)"),
            ("NLS_TIMESTAMP_TZ_FORMAT", "\(territory.dateFormat) \(territory.timeFormat) TZR"),
            ("NLS_DUAL_CURRENCY", territory.currency),
        ]
    }

    /// Two different characters that cannot be part of a number otherwise.
    static func areNumericCharacters(_ value: String) -> Bool {
        let letters = Array(value.unicodeScalars)
        guard letters.count == 2, letters[0] != letters[1] else { return false }
        return !letters.contains { "0123456789+-<>".unicodeScalars.contains($0) }
    }

    private static func invalid(_ position: Position?) -> OracleFailure {
        OracleFailure(12705, "Cannot access NLS data files or invalid environment specified", at: position)
    }

    /// A zone's offset as it is kept: `0:00`, `00:00` and `+00:00` are the same. Nil for a region or no offset at all.
    package static func offset(_ text: String) -> String? {
        var rest = Substring(text)
        var sign = "+"
        if let first = rest.first, first == "+" || first == "-" {
            sign = String(first)
            rest = rest.dropFirst()
        }
        let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            let hours = Int(parts[0]), let minutes = Int(parts[1]), (0...15).contains(hours),
            (0...59).contains(minutes),
            hours * 60 + minutes <= 900
        else { return nil }
        return "\(sign)\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
    }
}
