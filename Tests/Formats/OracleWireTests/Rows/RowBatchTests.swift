import Testing

@testable import OracleWire

@Suite struct RowBatchTests {
    /// Reads `bytes` to their end message, in pieces of `piece` bytes.
    private func read(
        _ bytes: [UInt8], _ decoder: RowBatchDecoder, _ batch: RowBatch, piece: Int = .max,
        dialect: WireDialect = WireDialect()
    ) throws -> MessageType {
        var rest = bytes[...]
        let reader = WireReader(dialect: dialect) { (reader: WireReader) throws(WireFailure) in
            guard !rest.isEmpty else { throw WireFailure("test", .ended) }
            reader.feed(Array(rest.prefix(piece)).span.bytes)
            rest = rest.dropFirst(piece)
        }
        let end = try decoder.decode(from: reader, into: batch)
        #expect(!reader.hasBuffered && rest.isEmpty)
        return end
    }

    private func rows(_ batch: RowBatch) -> [[[UInt8]?]] {
        (0..<batch.rowCount).map { row in
            (0..<batch.columnCount).map { column in batch.value(row, column).map { Array($0) } }
        }
    }

    private static let long = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    @Test(arguments: [1, 2, 3, 7, 100, 8192, Int.max], [true, false])
    func rowsComeBackHoweverTheyAreCut(piece: Int, bigChunks: Bool) throws {
        var dialect = WireDialect()
        dialect.bigChunks = bigChunks
        let values: [[[UInt8]?]] = (0..<20).map { row in
            [[1, 2, 3], nil, row == 7 ? Self.long : [UInt8](repeating: 9, count: row * 15), [UInt8(row)]]
                .map { $0?.isEmpty == true ? nil : $0 }
        }
        let bytes = written(dialect) { writer in
            writer.reply(RowHeader())
            for row in values {
                writer.beginRow()
                for value in row { writer.clr(value) }
            }
            writer.type(.status)
        }
        let batch = RowBatch(columnCount: 4)
        let decoder = RowBatchDecoder(layouts: [.plain, .plain, .plain, .plain])
        for _ in 0..<2 {
            batch.removeAll()
            #expect(try read(bytes, decoder, batch, piece: piece, dialect: dialect) == .status)
            #expect(rows(batch) == values)
            #expect(batch.isNull(0, 1) && batch.bytes(0, 1).isEmpty)
        }
    }

    @Test func repeatedValuesAreThoseOfTheRowBeforeAlsoAcrossResponses() throws {
        let decoder = RowBatchDecoder(layouts: [.plain, .plain, .rowid])
        let batch = RowBatch(columnCount: 3)
        let rowid = PhysicalRowid(object: 1, file: 2, block: 3, slot: 4)
        let first = written { writer in
            writer.reply(RowHeader())
            writer.beginRow()
            writer.clr([1])
            writer.null()
            writer.rowid(rowid)
            BitVector.encode([0b010], sent: 1, to: writer)
            writer.beginRow()
            writer.clr([2])
            writer.type(.callEnd)
        }
        #expect(try read(first, decoder, batch) == .callEnd)
        let address = try #require(
            stored {
                rowid.store(at: $0)
                return 12
            })
        #expect(rows(batch) == [[[1], nil, address], [[1], [2], address]])
        let second = written { writer in
            var header = RowHeader()
            header.bitVector = [0b001]
            writer.reply(header)
            writer.beginRow()
            writer.clr([3])
            BitVector.encode([0], sent: 0, to: writer)
            writer.beginRow()
            writer.type(.callEnd)
        }
        let other = RowBatch(columnCount: 3)
        #expect(try read(second, decoder, other, piece: 1) == .callEnd)
        #expect(rows(other) == [[[3], [2], address], [[3], [2], address]])
    }

    @Test func aFirstRowCannotRepeatAnything() {
        let bytes = written { writer in
            BitVector.encode([0], sent: 0, to: writer)
            writer.beginRow()
        }
        #expect(throws: WireFailure.self) {
            _ = try read(bytes, RowBatchDecoder(layouts: [.plain]), RowBatch(columnCount: 1))
        }
    }

    @Test func everyLayoutComesBack() throws {
        let layouts: [ValueLayout] = [
            .never, .rowid, .urowid, .long, .lob, .lobWithLength, .textLobPrefetched, .byteLobPrefetched, .inlineLob,
            .object, .cursor, .plain,
        ]
        let locator = [UInt8](repeating: 5, count: 40)
        let lob = OutgoingLob(locator: locator, size: 70_000, content: Self.long)
        let body = DescribeBody(columns: MessageSample.columns)
        let bytes = written { writer in
            for isNull in [false, true] {
                writer.beginRow()
                writer.rowid(isNull ? nil : PhysicalRowid(object: 9, file: 0, block: 0, slot: 0))
                writer.urowid(isNull ? nil : [2, 4, 0xC1])
                writer.clr(isNull ? nil : Self.long)
                writer.longTail()
                for layout in layouts[4...8] { writer.lob(isNull ? nil : lob, layout) }
                writer.raw([1, 2, 2, 7, 7, 0, 0, 0])
                if isNull { writer.raw([0, 0]) } else { writer.raw([1, 3, 0, 3, 1, 2, 3]) }
                writer.cursor(isNull ? nil : body, number: 3)
                if isNull { writer.nullBoolean() } else { writer.clr([1, 1]) }
            }
            writer.type(.callEnd)
        }
        let batch = RowBatch(columnCount: layouts.count)
        for piece in [1, 5, Int.max] {
            batch.removeAll()
            _ = try read(bytes, RowBatchDecoder(layouts: layouts), batch, piece: piece)
            #expect(rows(batch)[1].allSatisfy { $0 == nil })
            let first = rows(batch)[0]
            #expect(first[0] == nil && first[2] == [2, 4, 0xC1] && first[3] == Self.long && first[9] == [1, 2, 3])
            #expect(first[11] == [1, 1] && batch.cursors[0].cursor == 3 && batch.cursors[0].body == body)
            for column in 4...8 {
                let lob = try LobValue(batch.bytes(0, column))
                #expect(Array(lob.locator) == locator)
                #expect(lob.size == (column == 4 ? nil : 70_000))
                #expect(Array(lob.content) == (column < 6 ? [] : Self.long))
            }
        }
    }

    @Test func layoutsFollowDescribeAndDefine() {
        var column = ColumnMetadata(name: "A", type: .clob, bufferSize: 0)
        #expect(ValueLayout(column: column) == .never)
        column.bufferSize = 4000
        #expect(ValueLayout(column: column) == .lob)
        var define = BindMetadata(type: .clob, bufferSize: 4000)
        define.continuation = .lobPrefetch
        #expect(ValueLayout(column: column, define: define) == .lobWithLength)
        define.characters = 100
        #expect(ValueLayout(column: column, define: define) == .textLobPrefetched)
        define.type = .blob
        #expect(ValueLayout(column: column, define: define) == .byteLobPrefetched)
        #expect(ValueLayout(column: column, define: BindMetadata(type: .long, bufferSize: 1)) == .long)
        #expect(ValueLayout(column: ColumnMetadata(name: "A", type: .long, bufferSize: 0)) == .long)
        let rowid = ColumnMetadata(name: "R", type: .rowid, bufferSize: 14)
        #expect(ValueLayout(column: rowid, define: BindMetadata(type: .varchar, bufferSize: 5267)) == .rowid)
        #expect(ValueLayout(type: .json) == .inlineLob && ValueLayout(type: .bfile) == .lob)
    }

    @Test func aValueAcrossThePacketsIsWrittenWhole() throws {
        var dialect = WireDialect()
        dialect.packetSize = 37
        let writer = WireWriter(dialect: dialect)
        for number in 0..<100 as Range<Int64> { writer.number(number * 1_000_003) }
        writer.endMessage()
        let buffer = PacketBuffer()
        buffer.append(writer.packets)
        let reader = WireReader { (reader: WireReader) throws(WireFailure) in
            guard let packet = try buffer.next() else { throw WireFailure("test", .ended) }
            reader.feed(packet.payload)
        }
        for number in 0..<100 as Range<Int64> {
            #expect(try reader.clr() == OracleNumber.bytes(number * 1_000_003))
        }
    }
}
