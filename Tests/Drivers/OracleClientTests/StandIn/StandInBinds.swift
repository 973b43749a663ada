import OracleWire

/// The binds of a request as the stand-in reads them: each value in its wire encoding, a LOB as its locator. Arrays are
/// left out.
enum StandInBinds {
    static func row(
        of binds: [BindMetadata], present: [Bool]? = nil, isPLSQL: Bool = false, from reader: WireReader
    ) throws -> [[UInt8]?] {
        var row = [[UInt8]?](repeating: nil, count: binds.count)
        let order = BindMetadata.order(binds, isPLSQL: isPLSQL, dialect: reader.dialect)
            .filter { present?[$0] ?? true }
        guard !order.isEmpty else { return row }
        guard try MessageType(from: reader) == .rowData else { throw WireFailure("bind row", .wrongForm) }
        for at in order {
            guard binds[at].isArray else {
                row[at] = try value(binds[at].type, reader)
                continue
            }
            for _ in 0..<(try reader.ub4("array length")) { _ = try value(binds[at].type, reader) }
        }
        return row
    }

    private static func value(_ type: OracleTypeCode, _ reader: WireReader) throws -> [UInt8]? {
        switch type {
        case .clob, .blob, .bfile: return try reader.ub4("locator length") == 0 ? nil : reader.clr("locator")
        case .refCursor: return try reader.ub4("cursor size") == 0 ? nil : [UInt8(try reader.ub4("cursor") & 0xFF)]
        default: return try reader.clr("value")
        }
    }
}
