@testable import OracleWire

/// The rows of binds behind a recorded request: each value in its wire encoding. Arrays are left out.
struct SentBinds {
    private(set) var rows: [[[UInt8]?]] = []

    init(_ count: Int, of binds: [BindMetadata], present: [Bool], isPLSQL: Bool, from reader: WireReader) throws {
        let order = BindMetadata.order(binds, isPLSQL: isPLSQL, dialect: reader.dialect).filter { present[$0] }
        for _ in 0..<count {
            var row = [[UInt8]?](repeating: nil, count: binds.count)
            let start = reader.offset
            let type = try MessageType(from: reader)
            guard type == .rowData else {
                throw WireFailure("bind row", offset: start, .unexpected(Int64(type.rawValue)))
            }
            for at in order {
                guard binds[at].isArray else {
                    row[at] = try Self.value(binds[at].type, reader)
                    continue
                }
                for _ in 0..<(try reader.ub4("array length")) { _ = try Self.value(binds[at].type, reader) }
            }
            rows.append(row)
        }
    }

    /// A locator stands behind a second length; a cursor is a number behind its size.
    private static func value(_ type: OracleTypeCode, _ reader: WireReader) throws -> [UInt8]? {
        switch type {
        case .clob, .blob, .bfile: return try reader.ub4("locator length") == 0 ? nil : reader.clr("locator")
        case .refCursor: return try reader.ub4("cursor size") == 0 ? nil : [UInt8(try reader.ub4("cursor") & 0xFF)]
        default: return try reader.clr("value")
        }
    }
}
