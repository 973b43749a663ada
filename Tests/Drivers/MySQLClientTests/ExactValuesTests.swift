import Bytes
import MySQLClient
import Testing
import Values

/// Every type, at its limits, on every way in and out. The values of table `spoken` are written by the server's own
/// reading of SQL that a person wrote; so a fault that writing and reading share would be seen.
@Suite struct ExactValuesTests {
    @Test(arguments: TestServer.allCases, TypeCase.all)
    func everyValueSurvivesEveryWayInAndOut(server: TestServer, type: TypeCase) async throws {
        guard type.only == nil || type.only == server else { return }
        try await server.onSession { session in
            for table in ["spoken", "literal", "bound"] {
                try session.execute("CREATE TABLE \(table) (id INT PRIMARY KEY, v \(type.definition))")
            }
            let values = type.values + [("NULL", .null)]
            for (id, entry) in values.enumerated() {
                try session.execute("INSERT INTO spoken VALUES (\(id), \(entry.sql))")
            }
            var writer = ByteWriter()
            writer.append("INSERT INTO literal VALUES ")
            for (id, entry) in values.enumerated() {
                writer.append(id == 0 ? "(" : ",(")
                writer.append(decimal: Int64(id))
                writer.append(",")
                try MySQLLiteral.append(entry.value, to: &writer)
                writer.append(")")
            }
            #expect(try session.execute(writer.bytes).affectedRows == UInt64(values.count))
            let insert = try session.prepare("INSERT INTO bound VALUES (?, ?)")
            for (id, entry) in values.enumerated() {
                #expect(try insert.execute([.integer(Int64(id)), entry.value]).affectedRows == 1)
            }
            for table in ["spoken", "literal", "bound"] {
                let select = "SELECT v FROM \(table) ORDER BY id"
                let binary = try session.query(select).rows.map { $0[0] }
                #expect(binary == values.map(\.value), "\(table), binary")
                guard type.isExactAsText else { continue }
                let text = try session.queryText(select).rows.map { $0[0] }
                #expect(text == values.map(\.value), "\(table), text")
            }
        }
    }

    @Test(arguments: TestServer.allCases)
    func theTextProtocolRoundsFloatsAndTheBinaryOneDoesNot(server: TestServer) async throws {
        try await server.onSession { session in
            try session.execute("CREATE TABLE t (v FLOAT)")
            try session.execute("INSERT INTO t VALUES (16777215)")
            #expect(try session.queryText("SELECT v FROM t").scalar == .float(16_777_200))
            #expect(try session.query("SELECT v FROM t").scalar == .float(16_777_215))
        }
    }

    @Test(arguments: TestServer.allCases)
    func randomDoublesAndFloatsKeepEveryBit(server: TestServer) async throws {
        try await server.onSession { session in
            try session.execute("CREATE TABLE t (id INT PRIMARY KEY, d DOUBLE, f FLOAT)")
            var generator = SystemRandomNumberGenerator()
            let doubles = (0..<500).map { _ in finite { Double(bitPattern: generator.next()) } } + [-0.0]
            let floats = (0..<500).map { _ in finite { Float(bitPattern: generator.next()) } } + [-0.0]
            var writer = ByteWriter()
            writer.append("INSERT INTO t VALUES ")
            for id in doubles.indices {
                writer.append(id == 0 ? "(" : ",(")
                writer.append(decimal: Int64(id))
                writer.append(",")
                try MySQLLiteral.append(.double(doubles[id]), to: &writer)
                writer.append(",")
                try MySQLLiteral.append(.float(floats[id]), to: &writer)
                writer.append(")")
            }
            try session.execute(writer.bytes)
            let rows = try session.query("SELECT d, f FROM t ORDER BY id").rows
            for (id, row) in rows.enumerated() {
                #expect(row[0] == .double(doubles[id]) && row[1] == .float(floats[id]), "\(doubles[id]) \(floats[id])")
            }
            guard case .double(let zero)? = rows.last?[0] else { return }
            // MariaDB stores no negative zero, OceanBase does.
            #expect(zero.sign == (server == .mariadb ? .plus : .minus))
        }
    }

    /// Below 2.2e-308 (DOUBLE) and 1.2e-38 (FLOAT) a server may lose a literal; never may it lose a parameter.
    @Test(arguments: TestServer.allCases)
    func theSmallestNumbersSurviveAsParameters(server: TestServer) async throws {
        try await server.onSession { session in
            try session.execute("CREATE TABLE t (d DOUBLE, f FLOAT)")
            let smallest: [MySQLValue] = [.double(.leastNonzeroMagnitude), .float(.leastNonzeroMagnitude)]
            try session.prepare("INSERT INTO t VALUES (?, ?)").execute(smallest)
            #expect(try session.query("SELECT d, f FROM t").rows == [smallest])
            try session.execute("DELETE FROM t")
            var writer = ByteWriter()
            writer.append("INSERT INTO t VALUES (")
            try MySQLLiteral.append(smallest[0], to: &writer)
            writer.append(",")
            try MySQLLiteral.append(smallest[1], to: &writer)
            writer.append(")")
            try session.execute(writer.bytes)
            #expect(try session.query("SELECT d, f FROM t").rows == [smallest])
        }
    }

    @Test func infinityIsRefusedBeforeItIsSent() {
        _ = refusal {
            var writer = ByteWriter()
            try MySQLLiteral.append(.double(.infinity), to: &writer)
        }
    }

    @Test func oceanBaseRefusesTheLastMicrosecondsOfATime() async throws {
        try await TestServer.seekdb.onSession { session in
            try session.execute("CREATE TABLE t (v TIME(6))")
            let refused = refusal {
                try session.execute("INSERT INTO t VALUES ('838:59:59.000001')")
            }
            #expect(refused?.number == 1292)
        }
    }

    @Test(arguments: TestServer.allCases)
    func aValueOfFortyMegabytesComesOutWhole(server: TestServer) async throws {
        let base = try await server.endpoint()
        try await server.onSession { session in
            try session.execute("SET GLOBAL max_allowed_packet = 268435456")
            var endpoint = base
            endpoint.database = try session.query("SELECT database()").scalar?.string ?? ""
            let large = try MySQLSession.open(endpoint)
            try large.execute("CREATE TABLE t (id INT PRIMARY KEY, before_it INT, v LONGTEXT, after_it INT)")
            let line = "0123456789abcdef鳥'\\\n"
            let text = String(repeating: line, count: (40 << 20) / line.utf8.count)
            try large.prepare("INSERT INTO t VALUES (1, 7, ?, 8)").execute([.text(text)])
            for cursor in [{ try large.openBinary("SELECT * FROM t") }, { try large.openText("SELECT * FROM t") }] {
                let rows = try cursor().readAll().rows
                #expect(rows.count == 1)
                #expect(rows.first?[2] == .text(text))
                #expect(rows.first?[3] == .integer(8))
            }
            large.close()
        }
    }
}

private func finite<Number: FloatingPoint>(_ next: () -> Number) -> Number {
    while true {
        let number = next()
        // Subnormals are set apart: see `theSmallestNumbersSurviveAsParameters`.
        if number.isFinite, number.isNormal { return number }
    }
}
