import Testing

@testable import OracleWire

@Suite struct MessageTests {
    @Test(arguments: MessageSample.all) func messagesComeBackInEveryDialect(sample: MessageSample) throws {
        for dialect in dialects {
            let bytes = written(dialect, sample.write)
            let reader = WireReader(bytes, dialect: dialect)
            let back = try sample.read(reader)
            #expect(back.isSame || !dialect.hasCallStatus, "\(dialect)")
            try reader.finish()
            #expect(written(dialect, back.rewrite) == bytes, "\(dialect)")
        }
    }

    /// What a version has beyond another one is missing when it is left out.
    @Test func columnsAndExecutesGrowWithTheVersion() {
        var lengths: [Int] = []
        for version in [7, 8, 17, 20, 24] as [UInt8] {
            var dialect = WireDialect()
            dialect.fieldVersion = version
            lengths.append(written(dialect) { MessageSample.columns[0].encode(to: $0) }.count)
        }
        #expect(lengths == lengths.sorted() && Set(lengths).count == 5)
    }

    @Test func scalesAreWrittenAsTheClientAsked() {
        var dialect = WireDialect()
        let start = { (dialect: WireDialect) in
            Array(written(dialect) { MessageSample.columns[0].encode(to: $0) }[3..<5])
        }
        #expect(start(dialect) == [0x81, 1])
        dialect.scalesAreIntegers = true
        #expect(start(dialect) == [0x81, 0x7F])
    }

    @Test func batchErrorsInChunksAreRead() throws {
        var dialect = WireDialect()
        dialect.fieldVersion = 12
        let bytes = written(dialect) { writer in
            writer.raw([1, 1, 0] + [UInt8](repeating: 0, count: 19) + [9, 0, 0, 0])
            writer.raw([1, 2, 0xFE, 1, 1, 1, 5, 1, 1, 1, 6, 0])
            writer.raw([1, 2, 0xFE, 1, 1, 0, 1, 1, 1, 3, 0])
            writer.raw([0, 0, 0])
        }
        let end = try CallEnd(from: WireReader(bytes, dialect: dialect))
        #expect(end.batchErrors.map(\.code) == [5, 6] && end.batchErrors.map(\.row) == [0, 3] && end.sequence == 9)
    }

    @Test func keysAreFoundWithAndWithoutTheirNUL() {
        let pairs: KeywordValues = [KeywordValue("A\0", "1"), KeywordValue("B", "2", flags: 7)]
        #expect(pairs["A"] == "1" && pairs["B"] == "2" && pairs["C"] == nil && pairs[pair: "B"]?.flags == 7)
    }

    @Test func capabilitiesDecideTheDialect() {
        var request = DataTypesRequest(capabilities: .client, types: [DataTypeEntry(27, 27, 1)])
        request.flags = 1
        var dialect = WireDialect()
        request.settle(&dialect, server: .server(fieldVersion: 12, longStrings: false))
        #expect(dialect.fieldVersion == 12 && !dialect.textsHaveLengths && dialect.scalesAreIntegers)
        #expect(dialect.bigChunks && dialect.hasCallStatus && dialect.hasSequence && dialect.longestString == 4000)
        request.capabilities.compile[37] &= ~0x20
        request.settle(&dialect, server: .server(fieldVersion: 24))
        #expect(!dialect.bigChunks && dialect.fieldVersion == 24 && dialect.longestString == 32_767)
    }

    @Test func theServersArraysAreThoseOfTheDocuments() {
        let server = Capabilities.server(fieldVersion: 12)
        #expect(
            server.compile
                == hex(
                    """
                    06 01 01 01 6f 01 01 0c 01 01 01 01 01 01 01 7f ff 03 0f 03 03 01 01 ff 01 ff ff 01
                    0b 01 01 ff 01 06 0b e2 01 7f 05 0f 7f 0d 03 00 01
                    """))
        #expect(server.runtime == hex("02 01 00 01 18 00 7f"))
        #expect(Capabilities.server(fieldVersion: 7).fieldVersion == 7)
        #expect(Capabilities.server(fieldVersion: 24).compile(44) == 0)
        #expect(ProtocolReply(capabilities: server).nationalCharset == 2000)
    }

    @Test func beforeTheLoginNothingLargeIsTaken() {
        let announced = written { writer in
            writer.raw([0, 0, 0, 1, 1, 1, 1, 1])
            writer.dalc(text: "KEY")
            writer.ub(1)
            writer.beginChunks()
            writer.ub(0x7000_0000)
        }
        #expect(throws: WireFailure.self) { try AuthenticationRequest(from: WireReader(announced)) }
        do { _ = try AuthenticationRequest(from: WireReader(announced)) } catch {
            #expect(error.reason == .tooLarge(announced: 0x7000_0000, limit: 1 << 20))
        }
    }

    @Test func aFormOfTextThatNobodyKnowsIsText() throws {
        var dialect = WireDialect()
        dialect.fieldVersion = 7
        let column = ColumnMetadata(name: "A", type: .varchar, bufferSize: 1)
        var bytes = written(dialect) { column.encode(to: $0) }
        #expect(bytes[11] == 0)
        bytes[11] = 5
        #expect(try ColumnMetadata(from: WireReader(bytes, dialect: dialect)).form == .implicit)
    }
}
