import JSON
import LocalServers
import OracleClient
import TestKit
import Testing

/// Routes that ask real databases while a person works at the console: a stand-in for Oracle at one end and the
/// OceanBase engine at the other.
@Suite(.serialized, .timeLimit(.minutes(4))) struct AskedEndsTests {
    @Test func columnsFiltersAndRightsAreAnsweredByTheDatabases() async throws {
        try await served { console in
            let source = "/api/v1/datasources/\(console.source)"
            let path =
                "\(source)/columns?schema=\(console.moved.schema)&table=ORDERS&destination=\(console.destination)"
            let columns = try await console.client.get(path).json?["items"]?.asArray
            #expect(columns?.map { $0["name"] } == ["ORDER_ID", "PERSON_ID", "FILLER", "NOTE"])
            #expect(columns?.map { $0["key"] } == [true, false, false, false])
            #expect(columns?.map { $0["mapped"] } == ["INT", "MEDIUMINT", "VARCHAR(200)", "LONGTEXT"])
            func check(_ filter: String) async throws -> JSONValue? {
                try await console.client.post(
                    source + "/filter-check",
                    ["schema": .string(console.moved.schema), "table": "ORDERS", "filter": .string(filter)]
                ).json
            }
            #expect(try await check("PERSON_ID > 10") == ["ok": true, "error": nil, "rowsEstimated": 21])
            let unknown = try await check("NO_SUCH_COLUMN > 10")
            #expect(unknown?["ok"] == false)
            #expect(unknown?["error"]?["message"]?.asString?.contains("ORA-00904") == true, "\(unknown ?? nil)")

            for id in [console.source, console.destination] {
                let tested = try await console.client.post("/api/v1/datasources/\(id)/actions/test", [:]).json
                let kept = try await console.client.get("/api/v1/datasources/\(id)").json
                #expect(kept?["rights"]?.asArray?.isEmpty == false)
                #expect(kept?["rights"] == tested?["rights"])
                #expect(kept?["rights"]?.asArray?.allSatisfy { $0["present"] == true } == true, "\(kept ?? nil)")
                #expect(kept?["capabilities"] == tested?["capabilities"])
                let keys = kept?["capabilities"]?.asArray?.map { $0["key"] } ?? []
                #expect(keys.contains("version") && keys.contains("charset") && keys.contains("fixedPosition"))
            }
        }
    }

    @Test func aProjectIsCheckedBeforeItsStartAndItsRejectedRowsAreShownAsTheyAre() async throws {
        try await served { console in
            let own = try await console.moved.source()
            try await own.execute(
                "CREATE TABLE MEASURES (ID NUMBER(6) PRIMARY KEY, READING BINARY_DOUBLE, NOTED DATE, MARK RAW(10))")
            try await own.execute("INSERT INTO MEASURES VALUES (1, 1.5, NULL, NULL)")
            try await own.execute(
                "INSERT INTO MEASURES VALUES (2, BINARY_DOUBLE_NAN, DATE '2024-02-29', HEXTORAW('00FF'))")
            try await own.commit()
            await own.close()
            let id = try await console.makeProject("MEASURES")
            let path = "/api/v1/projects/\(id)"
            #expect(try await console.client.post(path + "/precheck-run", [:]).status < 300)
            let precheck = try await eventually("the precheck has ended", within: .seconds(60)) { () -> JSONValue? in
                let found = try await console.client.get(path + "/precheck").json
                return found?["running"] == false && found?["items"]?.asArray?.isEmpty == false ? found : nil
            }
            #expect(precheck["passed"] == true, "\(precheck)")
            #expect(precheck["items"]?.asArray?.contains { $0["end"] == "destination" } == true)
            #expect(try await console.client.get(path).json?["state"] == "notStarted")

            #expect(try await console.client.post(path + "/actions/start", [:]).status < 300)
            _ = try await eventually("the project has ended", within: .seconds(100)) { () -> Bool? in
                let state = try await console.client.get(path).json?["state"]
                return state == "completed" || state == "failed" ? true : nil
            }
            let row = try await console.client.get(path + "/quarantine").json?["items"]?.asArray?.first
            #expect(row?["row"] == "ID=2")
            #expect(row?["column"] == "READING")
            #expect(
                row?["values"] == [
                    ["column": "ID", "text": "2", "bytes": 2, "cut": false, "hex": nil],
                    ["column": "READING", "text": "nan", "bytes": 8, "cut": false, "hex": nil],
                    ["column": "NOTED", "text": "2024-02-29 00:00:00", "bytes": 7, "cut": false, "hex": nil],
                    ["column": "MARK", "text": nil, "bytes": 2, "cut": false, "hex": "00ff"],
                ], "\(row ?? nil)")
            let listed = try await console.client.get("/api/v1/projects").json?["items"]?.asArray?.first
            #expect(listed?["quarantined"] == 1)
            let ends = try await console.client.post(path + "/quarantine-actions/retry", ["all": true]).json
            #expect(ends?["items"]?.asArray?.map { $0["outcome"] } == ["refused"], "it is still no number")
            let gone = try await console.client.post(path + "/quarantine-actions/discard", ["all": true]).json
            #expect(gone?["items"]?.asArray?.map { $0["outcome"] } == ["discarded"])
            #expect(
                try await console.client.get("/api/v1/projects").json?["items"]?.asArray?.first?["quarantined"] == 0)
        }
    }

    /// A server with its agent, a person who is signed in, and both ends saved.
    private struct Console {
        let moved: MovedSchema
        let client: WebClient
        let source: String
        let destination: String

        func makeProject(_ table: String) async throws -> String {
            let made = try await client.post(
                "/api/v1/projects",
                [
                    "name": .string(moved.schema), "source": ["dataSource": .string(source)],
                    "destination": ["dataSource": .string(destination)], "steps": ["schema", "full"],
                    "objects": [
                        "include": [.string("\(moved.schema).\(table)")],
                        "map": .object([moved.schema: .string(moved.database)]),
                    ],
                    "options": ["createDatabase": true],
                ])
            return try #require(made.json?["id"]?.asString, "\(made.text)")
        }
    }

    private func served(_ body: (Console) async throws -> Void) async throws {
        let moved = try await MovedSchema.make(orders: 50)
        let (program, stranger) = try await ServedProgram.serve(moved.data)
        do {
            let first = try await stranger.post(
                "/api/v1/session/first", ["account": "admin", "password": "correct horse battery"])
            let client = WebClient(port: stranger.port, cookie: first.cookie)
            func save(_ form: JSONValue) async throws -> String {
                let saved = try await client.post("/api/v1/datasources", form)
                return try #require(saved.json?["id"]?.asString, "\(saved.text)")
            }
            let source = try await save([
                "name": "company", "kind": "oracle", "host": "127.0.0.1", "port": JSONValue(moved.decoy.port),
                "user": .string(moved.schema), "password": "secret", "database": .string(moved.decoy.service),
            ])
            let destination = try await save([
                "name": "tenant", "kind": "oceanbase", "host": "127.0.0.1", "port": JSONValue(moved.destination.port),
                "user": .string(moved.destination.user), "password": "",
            ])
            try await body(Console(moved: moved, client: client, source: source, destination: destination))
        } catch {
            await program.stop()
            Issue.record("the server said: \(program.note)")
            throw error
        }
        await program.stop()
    }
}
