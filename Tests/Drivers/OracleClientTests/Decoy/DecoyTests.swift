import LocalServers
import OracleWire
import Testing
import Values

@testable import OracleClient

/// The client against Decoy, with the options that bend its wire. Each server is started once and does the same work.
@Suite struct DecoyTests {
    struct Bend: CustomStringConvertible, Sendable {
        let description: String
        let options: [String]
        init(_ description: String, _ options: String...) {
            self.description = description
            self.options = options
        }
    }

    // One server after the other: ten that start at once outlast the bounds of a busy machine.
    @Test(
        .serialized,
        arguments: [
            Bend("as it is"),
            Bend(
                "old and torn", "--version=12.1", "--verifier=11g", "--no-pbkdf2", "--error-by-marker",
                "--chunked-values=7", "--packet-bytes=31", "--bit-vectors=always", "--sdu=512"),
            Bend(
                "new and short", "--version=23", "--fast-authentication", "--end-of-response", "--bit-vectors=always",
                "--redirect"),
            Bend("with the oldest passwords", "--verifier=10g", "--resend", "--latency-milliseconds=2"),
            Bend("12.2", "--version=12.2", "--sdu=2000000", "--verifier=11g"),
            Bend("18", "--version=18", "--verifier=12c", "--no-pbkdf2"),
            Bend("21", "--version=21", "--bit-vectors=never"),
            Bend("field version 9", "--field-version=9", "--chunked-values=1"),
            Bend("field version 14", "--field-version=14", "--error-by-marker"),
            Bend("byte by byte", "--packet-bytes=1", "--bit-vectors=always"),
        ])
    func theSameWorkComesOutTheSameWhateverTheWire(_ bend: Bend) async throws {
        let server = try await DecoyProgram.start(options: bend.options)
        let place = "127.0.0.1:\(server.run.port)/\(server.service)"
        let connection = try await OracleConnection.open(
            try OracleEndpoint(place, user: server.user, password: server.password))
        try await writeAndRead(connection)
        try await changeManyRows(connection)
        try await callBlocks(connection)
        try await readObjects(connection)
        try await breakOff(connection)
        await connection.close()
        var wrong = try OracleEndpoint(place, user: server.user, password: "no")
        wrong.logonTimeout = .seconds(10)
        let endpoint = wrong
        #expect(await failure { _ = try await OracleConnection.open(endpoint) }?.number == 1017)
        await server.stop()
    }

    private let moment = OracleDateTime(
        year: 2024, month: 2, day: 29, hour: 13, minute: 14, second: 15, nanosecond: 123_456_000)

    private func writeAndRead(_ connection: OracleConnection) async throws {
        try await connection.execute(
            """
            create table every_type (id number(10), n number, bd binary_double, v varchar2(100 char), c char(5),
              nv nvarchar2(50), r raw(20), d date, ts timestamp(6), tz timestamp(6) with time zone,
              ym interval year(3) to month, ds interval day(3) to second(6), cl clob, bl blob)
            """)
        let number = try #require(ExactDecimal("-123456789012345678901234567890.12345"))
        let row: [OracleValue] = [
            1, .number(number), .double(-2.25), "héllo", "ab   ", .nationalText("ñ€😀"), .bytes([1, 255]),
            .date(OracleDateTime(year: 2024, month: 2, day: 29, hour: 13, minute: 14, second: 15, nanosecond: 0)),
            .timestamp(moment), .zonedTimestamp(OracleZonedTime(utc: moment, zone: .offset(minutes: 330))),
            .yearsToMonths(YearMonthInterval(months: 27)),
            .daysToSeconds(DaySecondInterval(days: 3, hours: 4, minutes: 5, seconds: 6, nanoseconds: 7000)),
            .text(String(repeating: "clob ü ", count: 3000)), .bytes([UInt8](repeating: 7, count: 70_000)),
        ]
        let places = (1...row.count).map { ":\($0)" }.joined(separator: ", ")
        try await connection.execute("insert into every_type values (\(places))", OracleBinds(row))
        try await connection.execute("insert into every_type (id) values (2)")
        try await connection.commit()
        for _ in 0..<2 {
            let table = try await connection.table("select * from every_type order by id")
            #expect(table.rows.first == row)
            #expect(table.rows.last == [2] + [OracleValue](repeating: .null, count: row.count - 1))
        }
        var options = OracleFetchOptions()
        options.lobs = .locators
        let rows = try await connection.query("select cl, bl from every_type where id = 1", options: options)
        for try await batch in rows {
            guard case .lob(let text) = try batch.value(0, 0), case .lob(let bytes) = try batch.value(0, 1) else {
                Issue.record("a large object came as something else")
                return
            }
            #expect(try await text.length() == 21_000)
            #expect(try await text.readText(at: 5, count: 2) == "ü ")
            var count = 0
            for try await piece in bytes.pieces(size: 9999) { count += piece.count }
            #expect(count == 70_000)
        }
    }

    private func changeManyRows(_ connection: OracleConnection) async throws {
        try await connection.execute("create table many (id number primary key, v varchar2(30))")
        let rows: [[OracleValue]] = (1...3000).map { [.integer($0), .text("value \($0 / 10)")] }
        #expect(try await connection.execute("insert into many values (:1, :2)", rows: rows).rowCount == 3000)
        var sum: Int64 = 0
        for try await batch in try await connection.query("select id, v from many order by id") {
            for row in 0..<batch.rowCount { sum += try batch.value(row, 0).integer ?? 0 }
        }
        #expect(sum == 3000 * 3001 / 2)
        var options = OracleArrayOptions()
        options.goesOnAfterErrors = true
        options.countsRows = true
        let outcome = try await connection.execute(
            "insert into many values (:1, :2)", rows: [[6000, "a"], [1, "again"], [6001, "b"]], options: options)
        #expect(outcome.rowCounts == [1, 0, 1])
        #expect(outcome.failedRows.map(\.row) == [1])
        #expect(outcome.failedRows.map(\.error.number) == [1])
        let changed = try await connection.execute(
            "update many set v = 'x' where id in (1, 2) returning id into :i", ["i": .out(.number)])
        #expect(Set(changed.all("i") ?? []) == [1, 2])
        #expect(await connection.isInTransaction)
        try await connection.rollback()
        #expect(try await connection.table("select count(*) from many").rows == [[0]])
    }

    private func callBlocks(_ connection: OracleConnection) async throws {
        #expect(try await connection.execute("begin :r := :x * 2; end;", ["r": .out(.number), "x": 21])["r"] == 42)
        let opened = try await connection.execute(
            "begin open :c for select id from every_type order by id; end;", ["c": .out(.refCursor)])
        guard case .rows(let rows)? = opened["c"] else {
            Issue.record("no cursor came back")
            return
        }
        #expect(try await rows.readAll().rows == [[1], [2]])
        #expect(
            await failure { try await connection.execute("begin raise_application_error(-20001, 'x'); end;") }?
                .number == 20_001)
        let error = await failure { _ = try await connection.table("select * from no_such_table") }
        #expect(error?.number == 942)
        #expect(error?.position == 14)
    }

    private func readObjects(_ connection: OracleConnection) async throws {
        for text in [
            "create type place_t as object (city nvarchar2(30), geo number(8,3))",
            "create type phones_t as varray(5) of varchar2(25)",
            "create table clients (id number, place place_t, phones phones_t, doc xmltype)",
            "insert into clients values (1, place_t(n'ü', 2), phones_t('12', null), xmltype('<a>é</a>'))",
            "insert into clients (id, phones) values (2, phones_t())",
        ] { try await connection.execute(text) }
        let table = try await connection.table("select place, phones, doc, id from clients order by id")
        #expect(table.columns.map(\.typeText) == ["PLACE_T", "PHONES_T", "XMLTYPE", "NUMBER"])
        guard case .object(let place) = table.rows[0][0], case .object(let phones) = table.rows[0][1],
            case .object(let none) = table.rows[1][1]
        else {
            Issue.record("objects came as something else")
            return
        }
        #expect(place.typeName == "PLACE_T" && place.schema == "SYSTEM" && place.typeIdentity.count == 16)
        let city: [UInt8] = [0, 0xFC]
        #expect(try place.content(.object([.value, .value])) == .object([.bytes(city), .bytes([0xC1, 3])]))
        #expect(try phones.content(.collection(.value)) == .collection([.bytes([0x31, 0x32]), .null]))
        #expect(try none.content(.collection(.value)) == .collection([]))
        #expect(table.rows[0][2] == .text("<a>é</a>") && table.rows[0][3] == 1)
        #expect(table.rows[1][0] == .null && table.rows[1][2] == .null && table.rows[1][3] == 2)
        let failure = await failure {
            _ = try await connection.execute("insert into clients (place) values (:1)", [.value(.object(place))])
        }
        #expect(failure?.number == OracleError.Own.binds)
        #expect(try await connection.table("select count(*) from clients").rows == [[2]])
    }

    private func breakOff(_ connection: OracleConnection) async throws {
        let slow = "select count(*) from all_objects a, all_objects b, all_objects c, all_objects d"
        await connection.setCallTimeout(.milliseconds(200))
        #expect(await failure { _ = try await connection.table(slow) }?.number == 3156)
        await connection.setCallTimeout(nil)
        #expect(try await connection.table("select 1 from dual").rows == [[1]])
    }

    @Test func aServerThatDemandsNativeEncryptionIsRefusedWithAdvice() async throws {
        let server = try await DecoyProgram.start(options: ["--require-encryption"])
        let endpoint = try OracleEndpoint(
            "127.0.0.1:\(server.run.port)/\(server.service)", user: server.user, password: server.password)
        #expect(await failure { _ = try await OracleConnection.open(endpoint) }?.number == 12_660)
        await server.stop()
    }
}
