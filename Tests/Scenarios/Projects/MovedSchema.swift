import JSON
import LocalServers
import MySQLClient
import OracleClient
import Processes
import TestKit

/// A schema of our own in a shared Decoy, a database of our own in a shared seekdb, and a project file between them.
struct MovedSchema {
    let decoy: DecoyProgram
    let destination: SeekDBServer
    let schema: String
    let database: String
    let folder: TemporaryDirectory

    /// People and orders: keys of both kinds, a foreign key, a secondary index, a large value, a table without a key.
    static func make(orders: Int = 200) async throws -> MovedSchema {
        let name = uniqueName("mv").uppercased()
        let moved = MovedSchema(
            decoy: try await TestServers.shared.decoy, destination: try await TestServers.shared.seekDB,
            schema: name, database: name.lowercased(), folder: try TemporaryDirectory())
        let system = try await moved.oracle(user: moved.decoy.user, password: moved.decoy.password)
        try await system.execute("CREATE USER \(name) IDENTIFIED BY secret")
        try await system.execute("GRANT DBA TO \(name)")
        await system.close()
        let own = try await moved.source()
        for statement in Self.definitions { try await own.execute(statement) }
        try await own.execute(
            "INSERT INTO PEOPLE VALUES (:1, :2, :3)",
            rows: (1...20).map { [.integer($0), .text("person \($0)"), $0 % 3 == 0 ? .null : .integer($0 * 1_000)] })
        for start in stride(from: 1, through: orders, by: 2_000) {
            try await own.execute(
                "INSERT INTO ORDERS VALUES (:1, :2, :3, :4)",
                rows: (start...min(orders, start + 1_999)).map {
                    [
                        .integer(Int64($0)), .integer(Int64($0 % 20 + 1)), .text(String(repeating: "x", count: 100)),
                        .text("note \($0)"),
                    ]
                })
        }
        try await own.execute(
            "INSERT INTO VISITS VALUES (:1, :2)", rows: (1...30).map { [.text("page \($0 % 3)"), .integer($0)] })
        try await own.commit()
        await own.close()
        return moved
    }

    private static let definitions = [
        """
        CREATE TABLE PEOPLE (PERSON_ID NUMBER(6) PRIMARY KEY, NAME VARCHAR2(40) NOT NULL, SALARY NUMBER(9,2))
        """,
        """
        CREATE TABLE ORDERS (ORDER_ID NUMBER(9) PRIMARY KEY,
        PERSON_ID NUMBER(6) NOT NULL CONSTRAINT ORDERS_PERSON_FK REFERENCES PEOPLE (PERSON_ID),
        FILLER VARCHAR2(200), NOTE CLOB)
        """,
        "CREATE INDEX ORDERS_PERSON_IX ON ORDERS (PERSON_ID)",
        "CREATE TABLE VISITS (PAGE VARCHAR2(40), SECONDS NUMBER(5))",
    ]

    func oracle(user: String, password: String) async throws -> OracleConnection {
        try await OracleConnection.open(
            OracleEndpoint("127.0.0.1:\(decoy.port)/\(decoy.service)", user: user, password: password))
    }

    func source() async throws -> OracleConnection { try await oracle(user: schema, password: "secret") }

    /// One number of the destination.
    func number(_ query: String) async throws -> Int? {
        switch try await atDestination({ try await $0.queryText(query) }).rows.first?.first {
        case .integer(let number): Int(number)
        case .unsigned(let number): Int(exactly: number)
        default: nil
        }
    }

    func execute(_ statement: String) async throws {
        try await atDestination { _ = try await $0.execute(statement) }
    }

    private func atDestination<Value: Sendable>(
        _ body: (MySQLConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await MySQLConnection.open(
            MySQLEndpoint(host: "127.0.0.1", port: destination.port, user: destination.user, password: ""))
        let value: Value
        do {
            value = try await body(connection)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
        return value
    }

    // MARK: The program

    var data: String { folder("data") }

    /// Writes the project file and gives its path.
    func file(password: String = "secret", options: JSONValue = [:], _ name: String = "project.json") throws -> String {
        var all = options.asObject ?? [:]
        all["createDatabase"] = true
        let source = "oracle://\(schema):\(password)@127.0.0.1:\(decoy.port)/\(decoy.service)"
        let file: JSONValue = [
            "name": .string(schema), "type": "migration", "source": ["kind": "oracle", "url": .string(source)],
            "destination": [
                "kind": "oceanbase", "url": .string("mysql://\(destination.user)@127.0.0.1:\(destination.port)"),
            ],
            "objects": ["include": [.string("\(schema).*")], "map": .object([schema: .string(database)])],
            "steps": ["schema", "full"], "options": .object(all),
        ]
        return try write(file.encodedText(pretty: true), to: folder(name))
    }

    /// `godwit` with these words and our data directory, to its end.
    func godwit(
        _ words: String..., within limit: Duration = .seconds(50)
    ) async throws -> (
        code: Int32, out: String, note: String
    ) {
        let program = try await ServedProgram.start(words + ["--data", data])
        guard case .exited(let code)? = await program.end(within: limit) else {
            await program.stop()
            return (-1, program.out, "no end in time: \(program.note)")
        }
        return (code, program.out, program.note)
    }
}

/// The lines that `godwit run --json` prints.
struct RunLines {
    let lines: [JSONValue]

    init(_ out: String) { lines = out.split(separator: "\n").compactMap { try? JSONParser.parse(String($0)) } }

    func all(_ event: String) -> [JSONValue] { lines.filter { $0["event"] == .string(event) } }
    var end: JSONValue? { all("end").last }
}
