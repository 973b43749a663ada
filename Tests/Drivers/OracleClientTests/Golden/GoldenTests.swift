import Bytes
import OracleWire
import Testing
import Values

@testable import OracleClient

/// Our bytes beside those of python-oracledb 26.1 (thin) for the same calls on a fresh connection to a server of field
/// version 12. A call is the same, or it differs in a way that is written down with its reason and its bytes.
@Suite struct GoldenTests {
    @Test(arguments: GoldenCall.all)
    func aCallIsWhatPythonSendsOrDiffersForAReason(_ golden: GoldenCall) async throws {
        let server = try StandInServer { call, conversation in
            guard case .execute(let request, _) = call,
                String(decoding: request.sql ?? [], as: UTF8.self).contains("big_clob")
            else { return try conversation.answer(call) }
            var text = ColumnMetadata(name: "C", type: .clob, bufferSize: 4000)
            text.form = .implicit
            text.charset = 873
            let columns = [text, ColumnMetadata(name: "B", type: .blob, bufferSize: 4000)]
            conversation.writer.reply(DescribeReply(columns: columns))
            ReturnParameters().encode(to: conversation.writer)
            conversation.end { $0.cursor = UInt16(request.cursor) }
            try conversation.finish()
        }
        let connection = try await server.connect()
        server.forgetMessages()
        try await run(golden.name, connection)
        let ours = server.messages.prefix(golden.python.count).map { hexText($0) }
        if golden.reason == nil {
            #expect(ours == golden.python)
        } else {
            #expect(ours == golden.ours)
            #expect(ours != golden.python, "the difference is gone: its reason is out of date")
        }
        await connection.close()
    }

    private func run(_ name: String, _ connection: OracleConnection) async throws {
        var options = OracleFetchOptions()
        // What python asks for with its first round trip.
        options.firstRows = 2
        options.rowsMax = 100
        switch name {
        case "ping": try await connection.ping()
        case "commit": try await connection.commit()
        case "rollback": try await connection.rollback()
        case "query": _ = try await connection.query("select * from dual", options: options)
        case "query with binds":
            _ = try await connection.query("select :1 a, :2 b from dual", [7, "zz"], options: options)
        case "query again":
            let sql = "select :1 a, :2 b from dual"
            _ = try await connection.query(sql, [7, "zz"], options: options).readAll()
            _ = try await connection.query(sql, [8, "yy"], options: options).readAll()
        case "fetch":
            let rows = try await connection.query("select * from many_rows(1000)", options: options)
            for _ in 0..<2 { _ = try await rows.next() }
        case "insert": try await connection.execute("insert into t9 values (:1, :2)", [1, "x"])
        case "array":
            try await connection.execute("insert into t9 values (:1, :2)", rows: [[1, "a"], [2, nil], [3, "c"]])
        case "array with errors and counts":
            var array = OracleArrayOptions()
            array.goesOnAfterErrors = true
            array.countsRows = true
            try await connection.execute(
                "insert into t9 values (:1, :2)", rows: [[1, "a"], [2, "b"]], options: array)
        case "returning":
            try await connection.execute(
                "insert into t9 values (:a, :b) returning id into :c", ["a": 1, "b": "r", "c": .out(.number)])
        case "block":
            try await connection.execute("begin :r := :x * 2; end;", ["r": .out(.number), "x": 21])
        case "definition": try await connection.execute("create table t8 (a number)")
        case "columns as long":
            let rows = try await connection.query("select * from big_clob", options: options)
            _ = try? await rows.next()
        case "temporary": _ = try await connection.createTemporary(.clob)
        case "attributes":
            await connection.setAttributes(module: "Mod", action: "Act", clientIdentifier: "Cid")
            try await connection.ping()
        case "schema":
            await connection.setCurrentSchema("HR")
            try await connection.ping()
        case "types":
            let moment = OracleDateTime(
                year: 2024, month: 1, day: 2, hour: 3, minute: 4, second: 5, nanosecond: 0)
            _ = try await connection.query(
                "select :1, :2, :3, :4 from dual",
                [.value(.date(moment)), .value(.bytes([0x61, 0x62])), nil, 1], options: options)
        default: Issue.record("no call is named \(name)")
        }
    }
}
