import Testing

@testable import OracleWire

@Suite struct BindTests {
    private func bind(_ type: OracleTypeCode, size: UInt32 = 100, isArray: Bool = false) -> BindMetadata {
        var bind = BindMetadata(type: type, bufferSize: size)
        if isArray { bind.flags.insert(.array) }
        return bind
    }

    @Test(arguments: [false, true]) func longBindsComeLastOutsideOfPLSQL(isPLSQL: Bool) throws {
        let binds = [bind(.varchar, size: 40_000), bind(.number), bind(.long), bind(.raw)]
        #expect(
            BindMetadata.order(binds, isPLSQL: isPLSQL, dialect: WireDialect())
                == (isPLSQL ? [0, 1, 2, 3] : [1, 3, 0, 2]))
    }

    @Test func outValuesAndReturnedRowsAreRead() throws {
        let binds = [bind(.number), bind(.refCursor), bind(.varchar, isArray: true), bind(.long)]
        let body = DescribeBody(columns: MessageSample.columns)
        let bytes = written { writer in
            writer.clr([0x80])
            writer.u8(0)
            writer.cursor(body, number: 77)
            writer.u8(0)
            writer.ub(2)
            for byte in [1, 2] as [UInt8] {
                writer.clr([byte])
                writer.u8(0)
            }
            writer.null()
            writer.sb(-1)
        }
        let out = OutValues()
        var reader = WireReader(bytes)
        try out.read(binds, isReturning: false, from: reader)
        try reader.finish()
        #expect(out.listCount == 4 && out.count(2) == 2 && out.value(2, 1).map { Array($0) } == [2])
        #expect(out.cursors[0].cursor == 77 && out.value(1).map { Array($0) } == [0, 0, 0, 0] && out.value(3) == nil)
        out.removeAll()
        reader = WireReader([1, 2, 1, 7, 0, 1, 8, 0, 0])
        try out.read([bind(.number), bind(.number)], isReturning: true, from: reader)
        try reader.finish()
        #expect(out.count(0) == 2 && out.count(1) == 0 && out.value(0, 1).map { Array($0) } == [8])
    }
}
