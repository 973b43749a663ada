/// A data type as Oracle declares it. Synonyms of the language (INTEGER, DECIMAL, VARCHAR, …) are already turned into
/// the type that the dictionary would show: `INTEGER` is `number(precision: nil, scale: 0)`.
package indirect enum OracleType: Sendable, Hashable {
    /// `NUMBER` has neither; `NUMBER(*,s)` has a scale only; `NUMBER(p)` has scale 0.
    case number(precision: Int?, scale: Int?)
    /// The precision counts binary digits, 1 to 126.
    case float(Int)
    case binaryFloat
    case binaryDouble
    case varchar2(Int, LengthUnit)
    case nvarchar2(Int)
    case char(Int, LengthUnit)
    case nchar(Int)
    case long
    case longRaw
    case raw(Int)
    case date
    case timestamp(Int)
    case timestampTZ(Int)
    case timestampLTZ(Int)
    case intervalYM(Int)
    case intervalDS(day: Int, second: Int)
    case clob
    case nclob
    case blob
    case bfile
    case rowid
    case urowid(Int)
    case xmlType
    case json
    /// A column type since 23ai, a type of PL/SQL always.
    case boolean
    /// `PLS_INTEGER` and `BINARY_INTEGER`, types of PL/SQL only.
    case plsInteger
    case refCursor
    case object(schema: String?, name: String)

    /// `NUMBER` without precision and scale.
    package static let plainNumber = OracleType.number(precision: nil, scale: nil)
}

extension OracleType {
    /// The text of a declaration, as `DBMS_METADATA` prints it.
    package var declaration: String {
        switch self {
        case .number(let precision, let scale): OracleType.numberDeclaration(precision, scale)
        case .float(let bits): "FLOAT(\(bits))"
        case .varchar2(let length, let unit): "VARCHAR2(\(length)\(OracleType.suffix(unit)))"
        case .nvarchar2(let length): "NVARCHAR2(\(length))"
        case .char(let length, let unit): "CHAR(\(length)\(OracleType.suffix(unit)))"
        case .nchar(let length): "NCHAR(\(length))"
        case .raw(let length): "RAW(\(length))"
        case .urowid(let length): "UROWID(\(length))"
        case .timestamp(let digits): "TIMESTAMP (\(digits))"
        case .timestampTZ(let digits): "TIMESTAMP (\(digits)) WITH TIME ZONE"
        case .timestampLTZ(let digits): "TIMESTAMP (\(digits)) WITH LOCAL TIME ZONE"
        case .intervalYM(let digits): "INTERVAL YEAR (\(digits)) TO MONTH"
        case .intervalDS(let day, let second): "INTERVAL DAY (\(day)) TO SECOND (\(second))"
        case .object(let schema, let name): schema.map { "\"\($0)\".\"\(name)\"" } ?? "\"\(name)\""
        default: dictionaryName
        }
    }

    private static func suffix(_ unit: LengthUnit) -> String { unit == .char ? " CHAR" : "" }

    private static func numberDeclaration(_ precision: Int?, _ scale: Int?) -> String {
        switch (precision, scale) {
        case (nil, nil): "NUMBER"
        case (nil, let scale?): "NUMBER(*,\(scale))"
        case (let precision?, let scale): "NUMBER(\(precision),\(scale ?? 0))"
        }
    }

    /// The value of DATA_TYPE in `ALL_TAB_COLUMNS`.
    package var dictionaryName: String {
        switch self {
        case .number: "NUMBER"
        case .float: "FLOAT"
        case .binaryFloat: "BINARY_FLOAT"
        case .binaryDouble: "BINARY_DOUBLE"
        case .varchar2: "VARCHAR2"
        case .nvarchar2: "NVARCHAR2"
        case .char: "CHAR"
        case .nchar: "NCHAR"
        case .long: "LONG"
        case .longRaw: "LONG RAW"
        case .raw: "RAW"
        case .date: "DATE"
        case .timestamp(let digits): "TIMESTAMP(\(digits))"
        case .timestampTZ(let digits): "TIMESTAMP(\(digits)) WITH TIME ZONE"
        case .timestampLTZ(let digits): "TIMESTAMP(\(digits)) WITH LOCAL TIME ZONE"
        case .intervalYM(let digits): "INTERVAL YEAR(\(digits)) TO MONTH"
        case .intervalDS(let day, let second): "INTERVAL DAY(\(day)) TO SECOND(\(second))"
        case .clob: "CLOB"
        case .nclob: "NCLOB"
        case .blob: "BLOB"
        case .bfile: "BFILE"
        case .rowid: "ROWID"
        case .urowid: "UROWID"
        case .xmlType: "XMLTYPE"
        case .json: "JSON"
        case .boolean: "BOOLEAN"
        case .plsInteger: "PLS_INTEGER"
        case .refCursor: "REF CURSOR"
        case .object(_, let name): name
        }
    }

    /// DATA_LENGTH in the dictionary: bytes that a value may take in a row.
    package var lengthInBytes: Int {
        switch self {
        case .number, .float: 22
        case .binaryFloat, .plsInteger: 4
        case .binaryDouble: 8
        case .varchar2(let length, let unit): unit == .byte ? length : min(length * 4, OracleType.longestText)
        case .char(let length, let unit): unit == .byte ? length : min(length * 4, 2000)
        case .nvarchar2(let length), .nchar(let length): length * 2
        case .raw(let length), .urowid(let length): length
        case .long, .longRaw, .refCursor: 0
        case .date: 7
        case .timestamp(let digits), .timestampLTZ(let digits): digits == 0 ? 7 : 11
        case .timestampTZ: 13
        case .intervalYM: 5
        case .intervalDS: 11
        case .clob, .nclob, .blob: 4000
        case .bfile: 530
        case .rowid: 10
        case .xmlType: 2000
        case .json: 8200
        case .boolean: 1
        case .object: 1
        }
    }

    /// CHAR_LENGTH in the dictionary: characters, 0 for types that are not text of a declared length.
    package var lengthInCharacters: Int {
        switch self {
        case .varchar2(let length, _), .char(let length, _), .nvarchar2(let length), .nchar(let length): length
        default: 0
        }
    }

    /// DATA_PRECISION in the dictionary.
    package var dictionaryPrecision: Int? {
        switch self {
        case .number(let precision, _): precision
        case .float(let bits): bits
        case .intervalYM(let digits): digits
        case .intervalDS(let day, _): day
        default: nil
        }
    }

    /// DATA_SCALE in the dictionary.
    package var dictionaryScale: Int? {
        switch self {
        case .number(_, let scale): scale
        case .timestamp(let digits), .timestampTZ(let digits), .timestampLTZ(let digits): digits
        case .intervalYM: 0
        case .intervalDS(_, let second): second
        default: nil
        }
    }

    /// CHAR_USED in the dictionary: `B` for bytes, `C` for characters, nothing for other types.
    package var charUsed: String? {
        switch self {
        case .varchar2(_, let unit), .char(_, let unit): unit == .byte ? "B" : "C"
        case .nvarchar2, .nchar: "C"
        default: nil
        }
    }

    /// The longest VARCHAR2 in bytes with MAX_STRING_SIZE = EXTENDED.
    package static let longestText = 32_767

    /// CHAR, VARCHAR2 and their national forms; not LOBs and not LONG.
    package var isCharacter: Bool {
        switch self {
        case .varchar2, .nvarchar2, .char, .nchar: true
        default: false
        }
    }

    package var isNumeric: Bool {
        switch self {
        case .number, .float, .binaryFloat, .binaryDouble, .plsInteger: true
        default: false
        }
    }

    package var isDatetime: Bool {
        switch self {
        case .date, .timestamp, .timestampTZ, .timestampLTZ: true
        default: false
        }
    }

    package var isInterval: Bool {
        switch self {
        case .intervalYM, .intervalDS: true
        default: false
        }
    }

    package var isLOB: Bool {
        switch self {
        case .clob, .nclob, .blob, .bfile: true
        default: false
        }
    }
}
