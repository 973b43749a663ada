internal import DecoyDictionary
internal import OracleSQL

/// One row of texts. What does not fit is read as nothing: the rows are our own.
struct DictionaryRow {
    let fields: [String?]

    init(_ fields: [String?]) { self.fields = fields }

    func optional(_ column: Int) -> String? { column < fields.count ? fields[column] : nil }
    func text(_ column: Int) -> String { optional(column) ?? "" }
    func optionalNumber(_ column: Int) -> Int? { optional(column).flatMap { Int($0) } }
    func number(_ column: Int) -> Int { optionalNumber(column) ?? 0 }
    func flag(_ column: Int) -> Bool { optional(column) == "true" || optional(column) == "t" }

    /// `1,2,3`
    func numbers(_ column: Int) -> [Int] { text(column).split(separator: ",").compactMap { Int($0) } }

    /// A declaration as `OracleType.declaration` prints it.
    static func type(_ declaration: String) -> OracleType {
        guard !declaration.isEmpty, var parser = try? Parser(declaration, language: .block),
            let type = try? parser.parseDataType()
        else { return .varchar2(4000, .byte) }
        return type
    }

    static func bytes(_ hex: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in hex {
            guard let digit = character.hexDigitValue else { return bytes }
            if let first = high {
                bytes.append(first << 4 | UInt8(digit))
                high = nil
            } else {
                high = UInt8(digit)
            }
        }
        return bytes
    }
}
