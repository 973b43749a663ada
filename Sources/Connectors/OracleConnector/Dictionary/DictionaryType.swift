internal import Model

/// What the dictionary says of the type of a column.
struct DictionaryType {
    var name: String
    var owner: String?
    var bytes: Int
    var precision: Int?
    var scale: Int?
    var characters: Int
    var countsCharacters: Bool

    var columnType: ColumnType {
        switch name {
        case "NUMBER": return .number(precision: precision, scale: scale)
        case "FLOAT": return .float(bits: precision ?? 126)
        case "BINARY_FLOAT": return .binaryFloat
        case "BINARY_DOUBLE": return .binaryDouble
        case "VARCHAR2", "VARCHAR", "CHAR": return .character(character(isNational: false))
        case "NVARCHAR2", "NCHAR": return .character(character(isNational: true))
        case "RAW": return .raw(bytes: bytes)
        case "CLOB": return .largeText(national: false)
        case "NCLOB": return .largeText(national: true)
        case "BLOB": return .largeBytes
        case "LONG": return .longText
        case "LONG RAW": return .longRaw
        case "DATE": return .date
        case "ROWID": return .rowAddress(bytesMax: nil)
        case "UROWID": return .rowAddress(bytesMax: bytes)
        case "BFILE": return .externalFile
        case "JSON": return .json
        case "BOOLEAN": return .boolean
        case "XMLTYPE": return .xml
        default: return family
        }
    }

    private var family: ColumnType {
        if name.hasPrefix("TIMESTAMP") {
            let zone: ColumnType.ZoneKind =
                name.hasSuffix("WITH LOCAL TIME ZONE") ? .session : name.hasSuffix("WITH TIME ZONE") ? .carried : .none
            return .timestamp(fraction: scale ?? 6, zone: zone)
        }
        if name.hasPrefix("INTERVAL YEAR") { return .monthInterval(yearDigits: precision ?? 2) }
        if name.hasPrefix("INTERVAL DAY") { return .dayInterval(dayDigits: precision ?? 2, fraction: scale ?? 6) }
        if let owner { return .object(schema: owner, name: name) }
        return .other(name)
    }

    private func character(isNational: Bool) -> ColumnType.CharacterType {
        let isFixed = name == "CHAR" || name == "NCHAR"
        let countsBytes = !isNational && !countsCharacters
        return ColumnType.CharacterType(
            length: countsBytes ? bytes : characters, countsBytes: countsBytes, isFixed: isFixed,
            isNational: isNational)
    }

    /// As a definition spells it.
    var text: String {
        switch columnType {
        case .number(nil, nil), .float(126), .binaryFloat, .binaryDouble, .largeText, .largeBytes, .longText, .longRaw,
            .date, .rowAddress(nil), .xml, .json, .boolean, .externalFile, .other:
            return name
        case .number(let precision, let scale):
            let digits = precision.map(String.init) ?? "*"
            return scale == nil || scale == 0 && precision != nil
                ? "NUMBER(\(digits))" : "NUMBER(\(digits),\(scale ?? 0))"
        case .float(let bits): return "FLOAT(\(bits))"
        case .character(let type):
            let unit = type.isNational ? "" : type.countsBytes ? " BYTE" : " CHAR"
            return "\(name)(\(type.length)\(unit))"
        case .raw(let bytes): return "RAW(\(bytes))"
        case .rowAddress(let bytes): return "\(name)(\(bytes ?? 4000))"
        case .timestamp(let fraction, let zone):
            let suffix = zone == .carried ? " WITH TIME ZONE" : zone == .session ? " WITH LOCAL TIME ZONE" : ""
            return "TIMESTAMP(\(fraction))\(suffix)"
        case .monthInterval(let digits): return "INTERVAL YEAR(\(digits)) TO MONTH"
        case .dayInterval(let digits, let fraction): return "INTERVAL DAY(\(digits)) TO SECOND(\(fraction))"
        case .object(let schema, let name): return "\(schema).\(name)"
        }
    }
}
