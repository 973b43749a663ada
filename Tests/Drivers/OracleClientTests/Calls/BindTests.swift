import OracleWire
import Synchronization
import Testing
import Values

@testable import OracleClient

@Suite struct BindTests {
    private func column(
        _ values: [OracleBind], _ sql: String = "insert into t values (:1)"
    ) throws -> BindColumn {
        do throws(BindFailure) {
            return try BindColumn.make(values, in: StatementText(sql), at: 0, dialect: WireDialect())
        } catch {
            throw OracleError(number: 0, text: error.text, place: "")
        }
    }

    private func bytes(_ value: OracleValue, _ sql: String = "insert into t values (:1)") throws -> [UInt8]? {
        guard case .bytes(let bytes) = try column([.value(value)], sql).values[0] else { return nil }
        return bytes
    }

    @Test func valuesAreEncodedAsOracleStoresThem() throws {
        #expect(try bytes(.integer(123)) == [0xC2, 0x02, 0x18])
        #expect(try bytes(.number(try #require(ExactDecimal("-123.45")))) == [0x3D, 0x64, 0x4E, 0x38, 0x66])
        #expect(try bytes(.infiniteNumber(isNegative: false)) == [0xFF, 0x65])
        #expect(try bytes(.text("aé")) == [0x61, 0xC3, 0xA9])
        #expect(try bytes(.nationalText("aé")) == [0, 0x61, 0, 0xE9])
        #expect(try bytes(.bytes([1, 2])) == [1, 2])
        let moment = OracleDateTime(
            year: 2024, month: 2, day: 29, hour: 13, minute: 14, second: 15, nanosecond: 123_456_000)
        #expect(try bytes(.date(moment)) == [0x78, 0x7C, 2, 0x1D, 0x0E, 0x0F, 0x10])
        #expect(
            try bytes(.timestamp(moment)) == [0x78, 0x7C, 2, 0x1D, 0x0E, 0x0F, 0x10, 0x07, 0x5B, 0xCA, 0x00])
        #expect(try bytes(.double(1.5)) == [0xBF, 0xF8, 0, 0, 0, 0, 0, 0])
        #expect(try bytes(.float(-1.5)) == [0x40, 0x3F, 0xFF, 0xFF])
        #expect(try bytes(.boolean(true)) == [1, 1])
        #expect(try bytes(.yearsToMonths(YearMonthInterval(months: 14))) == [0x80, 0, 0, 1, 0x3E])
    }

    @Test func rowsGoOutValueForValueWhateverTheirKindsAre() throws {
        let text = StatementText("insert into t values (:1, :2, :3)")
        let rows: [[OracleValue]] = (0..<500).map { number in
            [
                number.isMultiple(of: 3) ? .null : .integer(Int64(number)),
                .text(String(repeating: "x", count: number)),
                number.isMultiple(of: 7) ? .null : .boolean(true),
            ]
        }
        for place in 0..<3 {
            let together = try BindColumn.make(rows, in: text, at: place, dialect: WireDialect())
            let (all, single) = (WireWriter(frames: false), WireWriter(frames: false))
            for (row, values) in rows.enumerated() {
                together.write(row, to: all)
                if case .null = values[place] {
                    if together.metadata.type == .boolean { single.nullBoolean() } else { single.null() }
                } else {
                    single.clr(try bytes(values[place]))
                }
            }
            #expect(all.array == single.array)
            #expect(together.values.count == rows.count)
        }
    }

    @Test func emptyTextsAndBytesAreNull() throws {
        #expect(try bytes(.text("")) == nil)
        #expect(try bytes(.bytes([])) == nil)
        #expect(try bytes(.null) == nil)
        #expect(try column([.value(.null)]).metadata.type == .varchar)
    }

    @Test func allRowsOfAPlaceShareOneTypeAndNullsFitAny() throws {
        let mixed = try column([.value(.null), .value(.integer(1)), .value(.null)])
        #expect(mixed.metadata.type == .number)
        #expect(mixed.metadata.bufferSize == 22)
        #expect(throws: OracleError.self) { try column([.value(.integer(1)), .value(.text("x"))]) }
        #expect(throws: OracleError.self) { try column([.value(.integer(1)), .out(.number)]) }
    }

    @Test func buffersOfTextsComeInAFewSizes() throws {
        for (length, size) in [(1, 32), (32, 32), (33, 128), (600, 2000), (4000, 4000), (4001, 32_767)] {
            let text = String(repeating: "x", count: length)
            #expect(try column([.value(.text(text))]).metadata.bufferSize == UInt32(size))
        }
    }

    @Test func longValuesGoAsLongAndNotIntoPLSQL() throws {
        let long = String(repeating: "x", count: 40_000)
        let made = try column([.value(.text(long))])
        #expect(made.metadata.type == .long)
        #expect(made.metadata.bufferSize == 40_000)
        #expect(try column([.value(.bytes(Array(long.utf8)))]).metadata.type == .longRaw)
        #expect(throws: OracleError.self) { try column([.value(.text(long))], "begin p(:1); end;") }
    }

    @Test func whatOracleCannotHoldIsRefused() throws {
        let digits = String(repeating: "9", count: 200)
        #expect(throws: OracleError.self) { try bytes(.number(try #require(ExactDecimal(digits)))) }
        let odd = OracleDateTime(year: 10_000, month: 13, day: 1, hour: 0, minute: 0, second: 0, nanosecond: 0)
        #expect(throws: OracleError.self) { try bytes(.date(odd)) }
    }

    @Test func returningNeedsABindThatComesBack() throws {
        let sql = "delete from t returning id into :x"
        #expect(throws: OracleError.self) { try column([.value(.integer(1))], sql) }
        #expect(try column([.out(.number)], sql).isOut)
        #expect(throws: OracleError.self) { try column([.array([1], .number, room: 5)]) }
    }

    @Test func anArrayOfPLSQLHasACountAndItsElements() throws {
        let made = try column([.array([1, .null, 300], .number, room: 10)], "begin p(:1); end;")
        #expect(made.metadata.isArray)
        #expect(made.metadata.elements == 10)
        let writer = WireWriter(frames: false)
        made.write(0, to: writer)
        #expect(writer.array == [1, 3, 2, 0xC1, 2, 0, 2, 0xC2, 4])
    }

    @Test func longValuesStandLastInTheirRow() async throws {
        let rows = Mutex<[[[UInt8]?]]>([])
        let server = try StandInServer { call, conversation in
            if case .execute(_, let sent) = call { rows.withLock { $0 = sent } }
            try conversation.answer(call)
        }
        let connection = try await server.connect()
        let long = String(repeating: "é", count: 30_000)
        try await connection.execute(
            "insert into t values (:a, :b, :c)", rows: [[.text(long), 1, "x"], [.text("short"), 2, nil]])
        let seen = rows.withLock { $0 }
        #expect(seen == [[Array(long.utf8), [0xC1, 2], [0x78]], [Array("short".utf8), [0xC1, 3], nil]])
        await connection.close()
    }

    @Test func whatComesBackIsFoundByNameAndPlace() async throws {
        let server = try StandInServer { call, conversation in
            guard case .execute(let request, _) = call else { return try conversation.answer(call) }
            let writer = conversation.writer
            let sql = String(decoding: request.sql ?? [], as: UTF8.self)
            if sql.hasPrefix("begin") {
                writer.reply(BindVector([.output, .input, .both]))
                writer.beginRow()
                for number in [42, 7] as [Int64] {
                    writer.number(number)
                    writer.sb(0)
                }
            } else {
                writer.reply(BindVector([.input, .output]))
                for iteration in 0..<2 {
                    writer.beginRow()
                    writer.ub(2)
                    for row in 0..<2 {
                        writer.number(Int64(iteration * 10 + row))
                        writer.sb(0)
                    }
                }
            }
            ReturnParameters().encode(to: writer)
            conversation.end()
            try conversation.finish()
        }
        let connection = try await server.connect()
        let block = try await connection.execute(
            "begin :r := :x; :y := :y + 1; end;", ["r": .out(.number), "x": 1, "y": .inOut(6, .number)])
        #expect(block["R"] == 42)
        #expect(block[":y"] == 7)
        #expect(block["x"] == nil)
        #expect(block.returned.map { $0?.count } == [1, nil, 1])
        let change = try await connection.execute(
            "delete from t where a = :a returning id into :id", ["a": 1, "id": .out(.number)])
        #expect(change.all("id") == [0, 1, 10, 11])
        await connection.close()
    }

    @Test func failedRowsOfAnArrayComeAsAList() async throws {
        let server = try StandInServer { call, conversation in
            guard case .execute(let request, let rows) = call else { return try conversation.answer(call) }
            #expect(request.options.contains(.batchErrors))
            #expect(request.options.contains(.commit))
            #expect(request.flags.contains(.wantsRowCounts))
            var parameters = ReturnParameters()
            parameters.rowCounts = [1, 0, 1]
            parameters.encode(to: conversation.writer)
            conversation.end {
                $0.error = 24_381
                $0.message = "ORA-24381: error(s) in array DML\n"
                $0.rowCount = UInt64(rows.count - 1)
                $0.batchErrors = [CallEnd.BatchError(code: 1, row: 1, message: "ORA-00001: unique constraint")]
            }
            try conversation.finish()
        }
        let connection = try await server.connect()
        var options = OracleArrayOptions()
        options.goesOnAfterErrors = true
        options.countsRows = true
        options.commits = true
        let outcome = try await connection.execute(
            "insert into t values (:1)", rows: [[1], [1], [2]], options: options)
        #expect(outcome.rowCount == 2)
        #expect(outcome.rowCounts == [1, 0, 1])
        #expect(outcome.failedRows.map(\.row) == [1])
        #expect(outcome.failedRows.map(\.error.number) == [1])
        #expect(outcome.failedRows.first?.error.kind == .duplicate)
        await connection.close()
    }
}
