package import OracleWire

/// A column of a result.
package struct OracleColumn: Hashable, Sendable {
    package let metadata: ColumnMetadata

    init(_ metadata: ColumnMetadata) { self.metadata = metadata }

    package var name: String { metadata.name }
    package var type: OracleTypeCode { metadata.type }
    package var isNullable: Bool { metadata.isNullable }
    /// NVARCHAR2, NCHAR, NCLOB.
    package var isNational: Bool { metadata.form == .national }
    package var bytesMax: Int { Int(metadata.bufferSize) }
    package var charactersMax: Int { Int(metadata.characters) }

    /// The type as DDL spells it.
    package var typeText: String {
        let national = isNational ? "N" : ""
        switch type {
        case .varchar: return "\(national)VARCHAR2(\(charactersMax))"
        case .char: return "\(national)CHAR(\(charactersMax))"
        case .number: return numberText
        case .long: return "LONG"
        case .longRaw: return "LONG RAW"
        case .raw: return "RAW(\(bytesMax))"
        case .date: return "DATE"
        case .timestamp: return "TIMESTAMP(\(metadata.scale))"
        case .timestampTZ: return "TIMESTAMP(\(metadata.scale)) WITH TIME ZONE"
        case .timestampLTZ: return "TIMESTAMP(\(metadata.scale)) WITH LOCAL TIME ZONE"
        case .intervalYM: return "INTERVAL YEAR(\(metadata.precision)) TO MONTH"
        case .intervalDS: return "INTERVAL DAY(\(metadata.precision)) TO SECOND(\(metadata.scale))"
        case .binaryFloat: return "BINARY_FLOAT"
        case .binaryDouble: return "BINARY_DOUBLE"
        case .rowid: return "ROWID"
        case .urowid: return "UROWID"
        case .clob: return "\(national)CLOB"
        case .blob: return "BLOB"
        case .bfile: return "BFILE"
        case .refCursor: return "REF CURSOR"
        case .boolean: return "BOOLEAN"
        case .json: return "JSON"
        case .object: return metadata.typeName.isEmpty ? "OBJECT" : metadata.typeName
        default: return "TYPE \(type.rawValue)"
        }
    }

    private var numberText: String {
        let (precision, scale) = (metadata.precision, metadata.scale)
        if scale == -127 { return precision == 0 ? "NUMBER" : "FLOAT(\(precision))" }
        if precision == 0 { return "NUMBER" }
        return scale == 0 ? "NUMBER(\(precision))" : "NUMBER(\(precision),\(scale))"
    }
}
