/// Data types, in columns, CAST and PL/SQL declarations.
extension Parser {
    /// A type; in PL/SQL lengths may be missing, in SQL they are bounded by what a column holds.
    package mutating func parseDataType() throws(OracleFailure) -> OracleType { try parseDeclaredType().type }

    package mutating func parseDeclaredType() throws(OracleFailure) -> DeclaredType {
        let place = position
        guard peek.kind == .word else { return DeclaredType(try parseTypeName(), at: place) }
        if peek(1).isMark(".") { return DeclaredType(try parseTypeName(), at: place) }
        if let text = try parseCharacterType() { return text }
        if let type = try parseNumericType() { return DeclaredType(type, at: place) }
        if let type = try parseDatetimeType() { return DeclaredType(type, at: place) }
        if let type = try parseOtherType() { return DeclaredType(type, at: place) }
        return DeclaredType(try parseTypeName(), at: place)
    }

    // MARK: Text

    private mutating func parseCharacterType() throws(OracleFailure) -> DeclaredType? {
        let place = position
        switch peek.text {
        case "VARCHAR2", "VARCHAR", "STRING":
            advance()
            return try parseText(varying: true, national: false, place)
        case "NVARCHAR2":
            advance()
            return try parseText(varying: true, national: true, place)
        case "CHAR", "CHARACTER":
            advance()
            if accept("LARGE", "OBJECT") { return DeclaredType(.clob, at: place) }
            return try parseText(varying: accept("VARYING"), national: false, place)
        case "NCHAR":
            advance()
            return try parseText(varying: accept("VARYING"), national: true, place)
        case "NATIONAL":
            advance()
            guard accept("CHAR") || accept("CHARACTER") else { throw .invalidDatatype(at: position) }
            if accept("LARGE", "OBJECT") { return DeclaredType(.nclob, at: place) }
            return try parseText(varying: accept("VARYING"), national: true, place)
        default: return nil
        }
    }

    private mutating func parseText(
        varying: Bool, national: Bool, _ place: Position
    ) throws(OracleFailure) -> DeclaredType {
        let isBlock = language == .block
        let limit = isBlock ? 32_767 : varying ? (national ? 2000 : 4000) : (national ? 1000 : 2000)
        var length = varying ? (isBlock ? 32_767 : 0) : 1
        var unit: LengthUnit?
        if accept(mark: "(") {
            let lengthPlace = position
            length = try parseInteger()
            if accept("BYTE") { unit = .byte } else if accept("CHAR") || accept("CHARACTER") { unit = .char }
            try expect(mark: ")")
            guard length > 0 else { throw OracleFailure(1723, "zero-length columns are not allowed", at: lengthPlace) }
            guard length <= limit else { throw .lengthTooLong(at: lengthPlace) }
        } else if varying, !isBlock {
            throw .missingOpening(at: position)
        }
        let type: OracleType =
            switch (varying, national) {
            case (true, true): .nvarchar2(length)
            case (false, true): .nchar(length)
            case (true, false): .varchar2(length, unit ?? .byte)
            case (false, false): .char(length, unit ?? .byte)
            }
        return DeclaredType(type, isLengthUnitStated: unit != nil || national, at: place)
    }

    // MARK: Numbers

    private mutating func parseNumericType() throws(OracleFailure) -> OracleType? {
        switch peek.text {
        case "NUMBER":
            advance()
            return try parseNumber(defaultScale: nil)
        case "NUMERIC", "DECIMAL", "DEC":
            advance()
            return try parseNumber(defaultScale: 0)
        case "INTEGER", "INT", "SMALLINT":
            advance()
            return .number(precision: nil, scale: 0)
        case "FLOAT":
            advance()
            return .float(try parseOptionalSize(in: 1...126, OracleFailure.precisionOutOfRange) ?? 126)
        case "REAL":
            advance()
            return .float(63)
        case "DOUBLE" where peek(1).isWord("PRECISION"):
            advance()
            advance()
            return .float(126)
        case "BINARY_FLOAT":
            advance()
            return .binaryFloat
        case "BINARY_DOUBLE":
            advance()
            return .binaryDouble
        default: return nil
        }
    }

    private mutating func parseNumber(defaultScale: Int?) throws(OracleFailure) -> OracleType {
        guard accept(mark: "(") else { return .number(precision: nil, scale: defaultScale) }
        var precision: Int?
        if !accept(mark: "*") {
            let place = position
            let value = try parseInteger()
            guard (1...38).contains(value) else { throw .precisionOutOfRange(at: place) }
            precision = value
        }
        var scale: Int? = precision == nil ? nil : 0
        if accept(mark: ",") {
            let place = position
            let isNegative = accept(mark: "-")
            if !isNegative { _ = accept(mark: "+") }
            let value = try parseInteger()
            scale = isNegative ? -value : value
            guard let scale, (-84...127).contains(scale) else {
                throw OracleFailure(1728, "numeric scale specifier is out of range (-84 to 127)", at: place)
            }
        }
        try expect(mark: ")")
        return .number(precision: precision, scale: scale ?? defaultScale)
    }

    // MARK: Times

    private mutating func parseDatetimeType() throws(OracleFailure) -> OracleType? {
        switch peek.text {
        case "DATE":
            advance()
            return .date
        case "TIMESTAMP":
            advance()
            let digits = try parseOptionalSize(in: 0...9, OracleFailure.datetimePrecision) ?? 6
            if accept("WITH", "TIME", "ZONE") { return .timestampTZ(digits) }
            if accept("WITH", "LOCAL", "TIME", "ZONE") { return .timestampLTZ(digits) }
            return .timestamp(digits)
        case "TIMESTAMP_UNCONSTRAINED":
            advance()
            return .timestamp(9)
        case "TIMESTAMP_TZ_UNCONSTRAINED":
            advance()
            return .timestampTZ(9)
        case "TIMESTAMP_LTZ_UNCONSTRAINED":
            advance()
            return .timestampLTZ(9)
        case "YMINTERVAL_UNCONSTRAINED":
            advance()
            return .intervalYM(9)
        case "DSINTERVAL_UNCONSTRAINED":
            advance()
            return .intervalDS(day: 9, second: 9)
        case "INTERVAL":
            advance()
            return try parseInterval()
        default: return nil
        }
    }

    private mutating func parseInterval() throws(OracleFailure) -> OracleType {
        if accept("YEAR") {
            let digits = try parseOptionalSize(in: 0...9, OracleFailure.datetimePrecision) ?? 2
            try expect("TO")
            try expect("MONTH")
            return .intervalYM(digits)
        }
        try expect("DAY")
        let day = try parseOptionalSize(in: 0...9, OracleFailure.datetimePrecision) ?? 2
        try expect("TO")
        try expect("SECOND")
        let second = try parseOptionalSize(in: 0...9, OracleFailure.datetimePrecision) ?? 6
        return .intervalDS(day: day, second: second)
    }

    // MARK: Others

    private mutating func parseOtherType() throws(OracleFailure) -> OracleType? {
        if let simple = Parser.simpleTypes[peek.text] {
            advance()
            return simple
        }
        switch peek.text {
        case "RAW":
            advance()
            let place = position
            guard language == .block || isMark("(") else { throw .missingOpening(at: place) }
            let limit = language == .block ? 32_767 : 2000
            return .raw(try parseOptionalSize(in: 1...limit, OracleFailure.lengthTooLong) ?? 32_767)
        case "LONG":
            advance()
            if accept("RAW") { return .longRaw }
            _ = accept("VARCHAR")
            return .long
        case "UROWID":
            advance()
            return .urowid(try parseOptionalSize(in: 1...4000, OracleFailure.lengthTooLong) ?? 4000)
        case "BINARY" where peek(1).isWord("LARGE") && peek(2).isWord("OBJECT"):
            for _ in 0..<3 { advance() }
            return .blob
        default: return nil
        }
    }

    private static let simpleTypes: [String: OracleType] = [
        "CLOB": .clob, "NCLOB": .nclob, "BLOB": .blob, "BFILE": .bfile, "ROWID": .rowid, "XMLTYPE": .xmlType,
        "JSON": .json, "BOOLEAN": .boolean, "BOOL": .boolean, "PLS_INTEGER": .plsInteger,
        "BINARY_INTEGER": .plsInteger, "SIMPLE_INTEGER": .plsInteger, "NATURAL": .plsInteger,
        "NATURALN": .plsInteger, "POSITIVE": .plsInteger, "POSITIVEN": .plsInteger, "SIGNTYPE": .plsInteger,
        "SYS_REFCURSOR": .refCursor,
    ]

    /// A type that a user made, or one of SYS's types that are types of the language.
    private mutating func parseTypeName() throws(OracleFailure) -> OracleType {
        // A reference is not the object that it refers to.
        let place = position
        if accept("REF"), isName { throw .unsupported("REF", at: place) }
        let names = try parseDottedName(else: OracleFailure.invalidDatatype)
        if names.count == 2, names[0].text == "SYS" {
            if let simple = Parser.simpleTypes[names[1].text] { return simple }
        }
        guard let last = names.last else { throw .invalidDatatype(at: position) }
        return .object(schema: names.count > 1 ? names[0].text : nil, name: last.text)
    }

    private mutating func parseOptionalSize(
        in range: ClosedRange<Int>, _ failure: (Position) -> OracleFailure
    ) throws(OracleFailure) -> Int? {
        guard accept(mark: "(") else { return nil }
        let place = position
        let value = try parseInteger()
        guard value > 0 || range.contains(0) else {
            throw OracleFailure(1723, "zero-length columns are not allowed", at: place)
        }
        guard range.contains(value) else { throw failure(place) }
        try expect(mark: ")")
        return value
    }
}

extension OracleFailure {
    static func lengthTooLong(at place: Position) -> Self {
        Self(910, "specified length too long for its datatype", at: place)
    }

    static func precisionOutOfRange(at place: Position) -> Self {
        Self(1727, "numeric precision specifier is out of range (1 to 38)", at: place)
    }

    static func datetimePrecision(at place: Position) -> Self {
        Self(30_088, "datetime/interval precision is out of range", at: place)
    }
}
