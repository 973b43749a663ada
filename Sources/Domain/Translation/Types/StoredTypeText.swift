internal import Model

/// A stored type as it stands in a statement.
enum StoredTypeText {
    static func text(of type: StoredType) -> String {
        switch type {
        case .integer(let bits, let isUnsigned): integer(bits) + (isUnsigned ? " UNSIGNED" : "")
        case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
        case .float: "FLOAT"
        case .double: "DOUBLE"
        case .text(let length, let isFixed): "\(isFixed ? "CHAR" : "VARCHAR")(\(length))"
        case .bytes(let length, let isFixed): "\(isFixed ? "BINARY" : "VARBINARY")(\(length))"
        case .largeText(let bytes): large(bytes) + "TEXT"
        case .largeBytes(let bytes): large(bytes) + "BLOB"
        case .date: "DATE"
        case .dateTime(let fraction): "DATETIME\(digits(fraction))"
        case .timestamp(let fraction): "TIMESTAMP\(digits(fraction))"
        case .time(let fraction): "TIME\(digits(fraction))"
        case .year: "YEAR"
        case .bits(let count): "BIT(\(count))"
        case .json: "JSON"
        }
    }

    private static func integer(_ bits: Int) -> String {
        switch bits {
        case ...8: "TINYINT"
        case ...16: "SMALLINT"
        case ...24: "MEDIUMINT"
        case ...32: "INT"
        default: "BIGINT"
        }
    }

    private static func large(_ bytes: Int) -> String {
        switch bytes {
        case ...255: "TINY"
        case ...65_535: ""
        case ...16_777_215: "MEDIUM"
        default: "LONG"
        }
    }

    private static func digits(_ fraction: Int) -> String { fraction == 0 ? "" : "(\(fraction))" }

    /// Bytes that the type takes in a row, and in a key; nil for what lies beside the row and cannot be in a key.
    static func bytes(of type: StoredType) -> Int? {
        switch type {
        case .integer(let bits, _): return (bits + 7) / 8
        case .decimal(let precision, let scale): return decimalBytes(precision - scale) + decimalBytes(scale)
        case .float: return 4
        case .double, .bits: return 8
        case .text(let length, _): return length * DestinationRules.bytesPerCharacter
        case .bytes(let length, _): return length
        case .date, .year: return 3
        case .dateTime, .timestamp: return 8
        case .time: return 6
        case .largeText, .largeBytes, .json: return nil
        }
    }

    private static func decimalBytes(_ digits: Int) -> Int { digits / 9 * 4 + (digits % 9 + 1) / 2 }
}
