internal import DecoyCompiler
internal import DecoyEngine
internal import OracleSQL
internal import OracleWire

extension ColumnMetadata {
    /// What a client is told of a column of ours.
    init(_ column: ResultColumn, position: Int, fieldVersion: UInt8) {
        let form = ColumnShape(column.type, fieldVersion: fieldVersion)
        self.init(name: column.name, type: form.type, bufferSize: form.bufferSize)
        precision = form.precision
        scale = form.scale
        charset = form.charset
        self.form = form.charsetForm
        characters = form.characters
        flags = form.type == .varchar || form.type == .char ? 0x80 : 0
        isNullable = column.nullable
        if column.isJSON { use = .isJSON }
        self.position = UInt16(clamping: position)
        if form.isXML {
            typeSchema = "SYS"
            typeName = "XMLTYPE"
        }
    }

    /// The type of an object or a collection.
    mutating func describe(_ type: NamedObjectType) {
        objectIdentity = type.identity
        objectVersion = 1
        typeSchema = type.schema
        typeName = type.package.map { "\($0).\(type.name)" } ?? type.name
    }
}

/// How a type of Oracle appears in describe information.
struct ColumnShape {
    var type: OracleTypeCode
    var bufferSize: UInt32
    var precision: Int8 = 0
    var scale: Int8 = 0
    var charset: UInt16 = 0
    var charsetForm = CharsetForm.none
    var characters: UInt32 = 0
    var isXML = false

    private init(_ type: OracleTypeCode, _ bufferSize: Int, precision: Int = 0, scale: Int = 0) {
        self.type = type
        self.bufferSize = UInt32(clamping: bufferSize)
        self.precision = Int8(clamping: precision)
        self.scale = Int8(clamping: scale)
    }

    private static func text(_ type: OracleTypeCode, bytes: Int, characters: Int, national: Bool = false) -> ColumnShape
    {
        // Size 0 would say that no bytes are ever sent for the column.
        var form = ColumnShape(type, max(bytes, 1))
        form.characters = UInt32(clamping: max(characters, 1))
        form.charset = national ? CharsetNumber.al16utf16 : CharsetNumber.al32utf8
        form.charsetForm = national ? .national : .implicit
        return form
    }

    private static func large(_ type: OracleTypeCode, charset: CharsetForm = .none) -> ColumnShape {
        var form = ColumnShape(type, type.isLong ? 0 : 4000)
        form.charsetForm = charset
        form.charset =
            switch charset {
            case .none: 0
            case .implicit: CharsetNumber.al32utf8
            case .national: CharsetNumber.al16utf16
            }
        return form
    }

    init(_ type: OracleType, fieldVersion: UInt8) {
        switch type {
        case .number(nil, nil): self = ColumnShape(.number, 22, precision: 0, scale: -127)
        case .number(let precision, let scale):
            self = ColumnShape(.number, 22, precision: precision ?? 38, scale: scale ?? 0)
        case .float(let bits): self = ColumnShape(.number, 22, precision: bits, scale: -127)
        case .plsInteger: self = ColumnShape(.number, 22, precision: 38, scale: 0)
        case .binaryFloat: self = ColumnShape(.binaryFloat, 4)
        case .binaryDouble: self = ColumnShape(.binaryDouble, 8)
        case .varchar2, .char:
            let code: OracleTypeCode = if case .char = type { .char } else { .varchar }
            self = Self.text(code, bytes: type.lengthInBytes, characters: type.lengthInCharacters)
        case .nvarchar2, .nchar:
            let code: OracleTypeCode = if case .nchar = type { .char } else { .varchar }
            self = Self.text(code, bytes: type.lengthInBytes, characters: type.lengthInCharacters, national: true)
        case .long: self = Self.large(.long, charset: .implicit)
        case .longRaw: self = Self.large(.longRaw)
        case .raw(let length): self = ColumnShape(.raw, max(length, 1))
        case .date: self = ColumnShape(.date, 7)
        case .timestamp(let digits): self = ColumnShape(.timestamp, 11, scale: digits)
        case .timestampTZ(let digits): self = ColumnShape(.timestampTZ, 13, scale: digits)
        case .timestampLTZ(let digits): self = ColumnShape(.timestampLTZ, 11, scale: digits)
        case .intervalYM(let digits): self = ColumnShape(.intervalYM, 5, precision: digits)
        case .intervalDS(let day, let second): self = ColumnShape(.intervalDS, 11, precision: day, scale: second)
        case .clob: self = Self.large(.clob, charset: .implicit)
        case .nclob: self = Self.large(.clob, charset: .national)
        case .blob: self = Self.large(.blob)
        case .bfile: self = ColumnShape(.bfile, 530)
        case .rowid: self = ColumnShape(.rowid, 10)
        case .urowid(let length): self = ColumnShape(.urowid, max(length, 1))
        case .xmlType:
            self = Self.large(.object, charset: .implicit)
            isXML = true
        // Older clients see JSON as the text it is.
        case .json: self = Self.large(.clob, charset: .implicit)
        case .boolean:
            self = fieldVersion >= 17 ? ColumnShape(.boolean, 1) : ColumnShape(.number, 22, precision: 1, scale: 0)
        case .refCursor: self = ColumnShape(.refCursor, 1)
        case .object: self = ColumnShape(.object, 2000)
        }
    }
}
