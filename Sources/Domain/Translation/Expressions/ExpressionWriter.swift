internal import Model
internal import OracleSQL

/// Writes syntax trees in the destination's language. Every value is written with what it is at the source, so that
/// operators and functions mean the same at both ends; where they cannot, the writing ends with the reason and place.
final class ExpressionWriter {
    /// Where the text will stand: it decides what may be named and called.
    enum Purpose: Hashable {
        case defaultValue, check, virtual, index, view

        /// The same arguments must give the same value at any time.
        var needsDeterminism: Bool { self == .check || self == .virtual || self == .index }

        var words: String {
            switch self {
            case .defaultValue: "a default"
            case .check: "a check"
            case .virtual: "a computed column"
            case .index: "an index"
            case .view: "a view"
            }
        }
    }

    let purpose: Purpose
    let rules: DestinationRules
    /// The text that the trees were read from, for places.
    let source: String
    var scope: NameScope
    var notes: [ConversionNote] = []
    /// Names of WITH that can be read here, the innermost last.
    var namedQueries: [NameScope.Relation] = []
    /// What a view reads, and how it is called there; nil outside of views.
    var reading: RelationsOfView?
    /// Columns with `(+)` may stand here: in conditions that become those of outer joins.
    var takesOuterMarks = false
    /// A text has as many bytes at the source as here.
    var countsBytesAlike = true
    private var depth = 0

    init(_ purpose: Purpose, _ source: String, rules: DestinationRules, scope: NameScope) {
        self.purpose = purpose
        self.source = source
        self.rules = rules
        self.scope = scope
    }

    /// Said once, however often it applies.
    func note(_ severity: ConversionNote.Severity, _ rule: String, _ text: String) {
        let note = ConversionNote(severity, rule: rule, text)
        guard !notes.contains(note) else { return }
        notes.append(note)
    }

    /// A refusal with the place that it is about.
    func refusal(_ rule: String, _ reason: String, at place: OracleSQL.Position) -> ConversionRefusal {
        let bytes = Array(source.utf8.dropFirst(max(0, place.offset)).prefix(32))
        var near = String(decoding: bytes, as: UTF8.self).replacingLineEnds()
        while near.hasSuffix("\u{FFFD}") { near.removeLast() }
        guard !near.isEmpty else { return ConversionRefusal(rule, reason) }
        return ConversionRefusal(rule, "\(reason) (At character \(place.offset + 1): `\(near)`.)")
    }

    /// Texts grow with what they hold; beyond this no destination reads them well.
    static let textBytesMax = 60_000

    /// One level deeper, within bounds.
    func nested<Result>(_ body: () throws(ConversionRefusal) -> Result) throws(ConversionRefusal) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 200 else {
            throw ConversionRefusal("expression.depth", "The expression is nested more than 200 levels deep.")
        }
        return try body()
    }

    func value(_ tree: Expression) throws(ConversionRefusal) -> WrittenValue {
        let written = try nested { () throws(ConversionRefusal) in try writtenValue(tree) }
        guard written.text.utf8.count <= Self.textBytesMax else {
            throw refusal("expression.length", "The translated text would be too long.", at: tree.position)
        }
        return written
    }

    private func writtenValue(_ tree: Expression) throws(ConversionRefusal) -> WrittenValue {
        switch tree {
        case .literal(let literal, let place): return try self.literal(literal, place)
        case .reference(let reference): return try self.reference(reference)
        case .call(let call): return try self.call(call)
        case .unary(let symbol, let value, let place): return try unary(symbol, value, place)
        case .arithmetic(let symbol, let left, let right, let place):
            return try arithmetic(symbol, left, right, place)
        case .concatenation(let parts, _): return try concatenation(parts)
        case .caseOf(let branching): return try caseOf(branching)
        case .cast(let cast): return try self.cast(cast)
        case .extract(let field, let value, let place): return try extract(field, value, place)
        case .trim(let trim): return try self.trim(trim)
        case .subquery(let query, let place): return try scalarQuery(query, place)
        case .collate:
            throw refusal("expression.collate", "COLLATE has other names at the destination.", at: tree.position)
        case .atTimeZone, .asInterval:
            throw refusal(
                "expression.zone", "Time zones and intervals as values are not at the destination.",
                at: tree.position)
        case .bind:
            throw refusal("expression.bind", "A bind variable has no value here.", at: tree.position)
        default:
            if tree.isCondition {
                throw refusal(
                    "expression.condition", "A condition stands where a value is expected.", at: tree.position)
            }
            throw refusal(
                "expression.form", "This form of expression does not exist at the destination.",
                at: tree.position)
        }
    }
}

extension String {
    /// On one line.
    func replacingLineEnds() -> String {
        String(decoding: utf8.map { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 ? 0x20 : $0 }, as: UTF8.self)
    }
}
