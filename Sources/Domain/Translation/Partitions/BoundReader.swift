internal import OracleSQL

/// Reads the bounds of a partition: constants, and the few functions that Oracle writes around them.
struct BoundReader {
    private var parser: Parser

    private init(_ text: String) throws(OracleFailure) { parser = try Parser(text) }

    /// The upper bounds of a range partition, one per column of the key.
    static func bounds(_ text: String) throws(ConversionRefusal) -> [BoundValue] {
        try read(text) { (reader) throws(ConversionRefusal) in try reader.list().flatMap { $0 } }
    }

    /// The values of a list partition, each with one value per column of the key; nil for the default partition.
    static func values(_ text: String, columns: Int) throws(ConversionRefusal) -> [[BoundValue]]? {
        let trimmed = text.uppercased().filter { $0 != " " && $0 != "(" && $0 != ")" }
        if trimmed == "DEFAULT" { return nil }
        let values = try read(text) { (reader) throws(ConversionRefusal) in try reader.list() }
        for value in values where value.count != columns {
            throw ConversionRefusal("partition.bound", "`\(text)` does not have a value for every column of the key.")
        }
        return values
    }

    private static func read<Value>(
        _ text: String, _ body: (inout BoundReader) throws(ConversionRefusal) -> Value
    ) throws(ConversionRefusal) -> Value {
        var reader: BoundReader
        do throws(OracleFailure) {
            reader = try BoundReader(text)
        } catch {
            throw unreadable(text)
        }
        let value = try body(&reader)
        guard reader.parser.isAtEnd else { throw unreadable(text) }
        return value
    }

    private static func unreadable(_ text: String) -> ConversionRefusal {
        ConversionRefusal("partition.bound", "The bound `\(text.prefix(200))` cannot be read.")
    }

    private mutating func list() throws(ConversionRefusal) -> [[BoundValue]] {
        var values: [[BoundValue]] = []
        repeat {
            let tree: Expression
            do throws(OracleFailure) {
                tree = try parser.parseExpression()
            } catch {
                throw Self.unreadable(parser.text)
            }
            if case .list(let parts, _) = tree {
                var row: [BoundValue] = []
                for part in parts { row.append(try value(of: part)) }
                values.append(row)
            } else {
                values.append([try value(of: tree)])
            }
        } while parser.accept(mark: ",")
        return values
    }

    private func value(of tree: Expression) throws(ConversionRefusal) -> BoundValue {
        switch tree {
        case .literal(let literal, _): if let value = Self.value(of: literal) { return value }
        case .unary(.minus, .literal(.number(let digits), _), _):
            if case .number(let plain)? = Self.number(digits) { return .number("-\(plain)") }
        case .unary(.plus, let inner, _): return try value(of: inner)
        case .reference(let reference) where reference.last.text == "MAXVALUE": return .maxValue
        case .call(let call) where call.names.count == 1: if let value = value(of: call) { return value }
        default: break
        }
        throw Self.unreadable(parser.text)
    }

    private static func value(of literal: Literal) -> BoundValue? {
        switch literal {
        case .null, .string("", _): .null
        case .number(let digits), .binaryFloat(let digits), .binaryDouble(let digits): number(digits)
        case .string(let text, _): .text(text)
        case .date(let text): MomentReader.moment(of: text, isDate: true).map { .moment($0) }
        case .timestamp(let text): MomentReader.moment(of: text, isDate: false).map { .moment($0) }
        default: nil
        }
    }

    /// Exponents are written out, so that the destination takes the number for an exact one.
    private static func number(_ text: String) -> BoundValue? {
        let parts = text.uppercased().split(separator: "E", maxSplits: 1)
        guard parts.count == 2 else { return .number(text) }
        guard let exponent = Int(parts[1]), (0...60).contains(exponent) else { return nil }
        let digits = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = digits.count > 1 ? String(digits[1]) : ""
        guard fraction.count <= exponent else { return nil }
        return .number("\(digits[0])\(fraction)" + String(repeating: "0", count: exponent - fraction.count))
    }

    private func value(of call: Call) -> BoundValue? {
        var texts: [String] = []
        for argument in call.arguments {
            guard case .literal(.string(let text, _), _) = argument.value else { return nil }
            texts.append(text)
        }
        guard let first = texts.first else { return nil }
        switch call.names[0].text {
        case "TO_DATE", "TO_TIMESTAMP":
            return MomentFormat.moment(of: first, format: texts.count > 1 ? texts[1] : nil).map { .moment($0) }
        case "HEXTORAW": return first.allSatisfy(\.isHexDigit) ? .bytes(first) : nil
        case "TO_NUMBER": return Double(first) != nil ? Self.number(first) : nil
        default: return nil
        }
    }
}
