internal import Model

/// Reads a type as a person writes it: `DECIMAL(20,4)`, `bigint unsigned`, `VARCHAR(100)`.
struct TypeTextReader {
    private let text: String
    private var word = ""
    private var numbers: [Int] = []
    private var suffix = ""

    init(_ text: String) throws(ConversionRefusal) {
        self.text = text
        let upper = text.uppercased()
        var rest = Substring(upper).drop { $0 == " " }
        word = String(rest.prefix { $0.isLetter })
        rest = rest.dropFirst(word.count).drop { $0 == " " }
        if rest.first == "(" {
            guard let end = rest.firstIndex(of: ")") else { throw Self.refusal(text, "a parenthesis is not closed") }
            for part in rest[rest.index(after: rest.startIndex)..<end].split(separator: ",") {
                let digits = String(part.filter { $0 != " " })
                guard let number = Int(digits), number >= 0, number <= 4_294_967_295 else {
                    throw Self.refusal(text, "`\(digits)` is not a length")
                }
                numbers.append(number)
            }
            rest = rest[rest.index(after: end)...]
        }
        suffix = rest.split(separator: " ").joined(separator: " ")
    }

    func read(_ rules: DestinationRules) throws(ConversionRefusal) -> StoredType {
        guard suffix.isEmpty || suffix == "UNSIGNED" || (suffix == "PRECISION" && word == "DOUBLE") else {
            throw Self.refusal(text, "`\(suffix)` is not known here")
        }
        if let bits = Self.integers[word] { return .integer(bits: bits, isUnsigned: suffix == "UNSIGNED") }
        guard suffix != "UNSIGNED" else { throw Self.refusal(text, "only integers can be UNSIGNED") }
        switch word {
        case "DECIMAL", "NUMERIC", "DEC", "FIXED":
            let precision = try number(0, standard: 10, 1...NumberTypes.precisionMax)
            return .decimal(
                precision: precision, scale: try number(1, standard: 0, 0...min(NumberTypes.scaleMax, precision)))
        case "FLOAT": return .float
        case "DOUBLE", "REAL": return .double
        case "CHAR", "NCHAR": return .text(charactersMax: try number(0, standard: 1, 1...255), isFixed: true)
        case "VARCHAR", "NVARCHAR":
            let most = rules.limits.varcharBytesMax / DestinationRules.bytesPerCharacter
            return .text(charactersMax: try number(0, standard: nil, 1...most), isFixed: false)
        case "BINARY": return .bytes(bytesMax: try number(0, standard: 1, 1...255), isFixed: true)
        case "VARBINARY":
            return .bytes(bytesMax: try number(0, standard: nil, 1...rules.limits.varcharBytesMax), isFixed: false)
        case "BIT": return .bits(try number(0, standard: 1, 1...64))
        case "DATE": return .date
        case "DATETIME": return .dateTime(fraction: try number(0, standard: 0, 0...DateTypes.fractionMax))
        case "TIMESTAMP": return .timestamp(fraction: try number(0, standard: 0, 0...DateTypes.fractionMax))
        case "TIME": return .time(fraction: try number(0, standard: 0, 0...DateTypes.fractionMax))
        case "YEAR": return .year
        case "JSON": return .json
        default: return try readLarge(rules)
        }
    }

    private func readLarge(_ rules: DestinationRules) throws(ConversionRefusal) -> StoredType {
        let sizes = ["TINY": 255, "": 65_535, "MEDIUM": 16_777_215, "LONG": rules.limits.largeBytesMax]
        if word.hasSuffix("TEXT"), let bytes = sizes[String(word.dropLast(4))] { return .largeText(bytesMax: bytes) }
        if word.hasSuffix("BLOB"), let bytes = sizes[String(word.dropLast(4))] { return .largeBytes(bytesMax: bytes) }
        throw Self.refusal(text, "the destination has no such type, or it is not supported")
    }

    private func number(
        _ place: Int, standard: Int?, _ allowed: ClosedRange<Int>
    ) throws(ConversionRefusal) -> Int {
        guard let value = numbers.count > place ? numbers[place] : standard else {
            throw Self.refusal(text, "it needs a length")
        }
        guard allowed.contains(value) else {
            throw Self.refusal(text, "\(value) is not between \(allowed.lowerBound) and \(allowed.upperBound)")
        }
        return value
    }

    private static let integers = [
        "TINYINT": 8, "BOOLEAN": 8, "BOOL": 8, "SMALLINT": 16, "MEDIUMINT": 24, "INT": 32, "INTEGER": 32, "BIGINT": 64,
    ]

    private static func refusal(_ text: String, _ reason: String) -> ConversionRefusal {
        ConversionRefusal("type.chosen", "The chosen type `\(text)` cannot be read: \(reason).")
    }
}
