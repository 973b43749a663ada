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
        let bytes = written { writer in
            for _ in 0..<3 {
                writer.beginRow()
                for bind in BindMetadata.order(binds, isPLSQL: isPLSQL, dialect: WireDialect()) {
                    writer.clr([UInt8(bind + 1)])
                }
            }
        }
        let batch = BindBatch()
        let reader = WireReader(bytes)
        try batch.read(rows: 3, of: binds, isPLSQL: isPLSQL, from: reader)
        try reader.finish()
        #expect(batch.rowCount == 3)
        for row in 0..<3 { #expect((0..<4).map { batch.value(row, $0).map { Array($0) } } == [[1], [2], [3], [4]]) }
    }

    @Test func everyKindOfBindIsRead() throws {
        let binds = [
            bind(.number, isArray: true), bind(.clob), bind(.refCursor), bind(.refCursor), bind(.boolean),
            bind(.object), bind(.json), bind(.varchar),
        ]
        let bytes = written { writer in
            writer.beginRow()
            writer.ub(2)
            writer.clr([0x80])
            writer.null()
            writer.locator([1, 2, 3])
            writer.cursorBind(nil)
            writer.cursorBind(258)
            writer.nullBoolean()
            writer.raw([0, 0, 0, 0, 0, 1, 1])
            writer.locator([9, 9])
            writer.clr([4])
        }
        let batch = BindBatch()
        let reader = WireReader(bytes)
        try batch.read(
            rows: 1, of: binds, present: [true, true, true, true, true, true, true, false], isPLSQL: true, from: reader)
        try reader.finish()
        #expect(batch.elementCount(0, 0) == 2 && batch.element(0, 0, 1) == nil)
        #expect(batch.element(0, 0, 0).map { Array($0) } == [0x80])
        #expect(try batch.value(0, 1).map { Array(try LobValue($0).locator) } == [1, 2, 3])
        #expect(batch.value(0, 2) == nil && batch.value(0, 3).map { Array($0) } == [0, 0, 1, 2])
        #expect(batch.value(0, 4) == nil && batch.value(0, 5) == nil && batch.value(0, 7) == nil)
        #expect(batch.value(0, 6).map { Array($0) } == [4])
    }

    @Test func withoutAPresentBindThereIsNoRowMessage() throws {
        let batch = BindBatch()
        let reader = WireReader([])
        try batch.read(rows: 2, of: [bind(.number)], present: [false], isPLSQL: false, from: reader)
        #expect(batch.rowCount == 2 && batch.value(1, 0) == nil)
        #expect(throws: WireFailure.self) {
            try batch.read(rows: 1, of: [bind(.number)], isPLSQL: false, from: WireReader([8]))
        }
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
