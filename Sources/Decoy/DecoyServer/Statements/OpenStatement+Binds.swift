internal import DecoyCompiler
internal import DecoyEngine
internal import OracleSQL
internal import OracleWire

extension OpenStatement {
    /// New metadata of the binds. Another type makes another statement of it.
    func setBinds(_ binds: [BindMetadata], in session: Session) {
        let types = bindTypes
        self.binds = binds
        bindTypes = binds.map {
            BindType(
                $0.oracleType(in: session), isLong: $0.type.isLong && $0.form != .national)
        }
        if types != bindTypes { directions = [] }
    }

    /// The binds whose values stand in a row of the request. Those of RETURNING … INTO are sent by clients that mark
    /// all binds as PL/SQL's; a repeated execution leaves out what a block only writes.
    func presentBinds(all: Bool, isRepeated: Bool) -> [Int] {
        if outline.isBlock {
            guard isRepeated, directions.count == binds.count else { return Array(binds.indices) }
            return binds.indices.filter { directions[$0] != .output }
        }
        if all { return Array(binds.indices) }
        return Array(binds.indices.dropLast(outline.returnedCount))
    }
}

extension BindMetadata {
    /// What the compiler takes the bind for. Lengths are the longest ones, so that a statement is compiled once.
    func oracleType(in session: Session) -> OracleType {
        let isNational = form == .national
        return switch type {
        case .number, .integer, .varnum: .plainNumber
        case .date: .date
        case .raw: .raw(OracleType.longestText)
        case .long, .longVarchar: isNational ? .nclob : .clob
        case .longRaw, .longVarraw: .blob
        case .char: isNational ? .nchar(1000) : .char(2000, .byte)
        case .binaryFloat: .binaryFloat
        case .binaryDouble: .binaryDouble
        case .refCursor: .refCursor
        case .clob: isNational ? .nclob : .clob
        case .blob: .blob
        case .bfile: .bfile
        case .json: .json
        case .timestamp: .timestamp(9)
        case .timestampTZ: .timestampTZ(9)
        case .timestampLTZ: .timestampLTZ(9)
        case .intervalYM: .intervalYM(9)
        case .intervalDS: .intervalDS(day: 9, second: 9)
        case .rowid: .rowid
        case .urowid: .urowid(4000)
        case .boolean: .boolean
        case .object: session.objectType(identity: typeIdentity)?.type ?? .object(schema: nil, name: "")
        default: isNational ? .nvarchar2(OracleType.longestText / 2) : .varchar2(OracleType.longestText, .byte)
        }
    }

    /// Some clients send the long form that names a type in front of an object.
    private var typeIdentity: [UInt8] {
        objectIdentity.count >= 20 ? Array(objectIdentity[4..<20]) : objectIdentity
    }
}

extension BindMetadata {
    /// After a query was described in another way than `before`: where a LOB stands in the place of a text or bytes,
    /// clients take the whole content as LONG, without asking for it. Empty when there is no such column.
    static func inline(_ columns: [ColumnMetadata], _ before: [ColumnMetadata]) -> [BindMetadata] {
        var isChanged = false
        let defines = columns.enumerated().map { place, column in
            var define = BindMetadata(type: column.type, bufferSize: column.bufferSize)
            define.form = column.form
            guard place < before.count else { return define }
            switch (column.type, before[place].type) {
            case (.clob, .char), (.clob, .varchar), (.clob, .long):
                define.type = .long
                define.form = before[place].form
                isChanged = true
            case (.blob, .raw), (.blob, .longRaw):
                define.type = .longRaw
                isChanged = true
            default: break
            }
            return define
        }
        return isChanged ? defines : []
    }
}
