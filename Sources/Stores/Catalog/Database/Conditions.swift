/// The filter of a list: fixed texts joined by AND, every value bound.
struct Conditions {
    private var parts: [String] = []
    private(set) var values: [DatabaseValue] = []

    /// What follows the table's name; empty without conditions.
    var text: String { parts.isEmpty ? "" : "WHERE " + parts.joined(separator: " AND ") }

    mutating func add(_ part: String, _ value: DatabaseValue) {
        parts.append(part)
        values.append(value)
    }

    /// An empty list means no condition.
    mutating func oneOf(_ names: [String], in column: String) {
        guard !names.isEmpty else { return }
        parts.append("\(column) IN (" + names.map { _ in "?" }.joined(separator: ", ") + ")")
        values += names.map { .text($0) }
    }

    /// An empty list means no condition.
    mutating func oneOf(_ numbers: [Int64], in column: String) {
        guard !numbers.isEmpty else { return }
        parts.append("\(column) IN (" + numbers.map { _ in "?" }.joined(separator: ", ") + ")")
        values += numbers.map { .integer($0) }
    }

    /// The text anywhere in one of the columns, without regard to case. Its wildcards stand for themselves.
    mutating func containing(_ text: String, in columns: [String]) {
        guard !text.isEmpty else { return }
        var pattern = ""
        for character in text.lowercased() {
            if "%_!".contains(character) { pattern.append("!") }
            pattern.append(character)
        }
        let part = columns.map { "LOWER(\($0)) LIKE ? ESCAPE '!'" }.joined(separator: " OR ")
        parts.append("(\(part))")
        values += columns.map { _ in .text("%\(pattern)%") }
    }
}
