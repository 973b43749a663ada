import Bytes
import MySQLClient
import Testing

@Suite struct StatementTests {
    @Test(arguments: TestServer.allCases)
    func aRollbackLeavesNothingAndACommitEverything(server: TestServer) async throws {
        try await server.onSession { session in
            try session.execute("CREATE TABLE t (id INT PRIMARY KEY)")
            for (keep, count) in [(false, 0), (true, 2)] {
                try session.begin()
                try session.execute("INSERT INTO t VALUES (1), (2)")
                #expect(session.isInTransaction)
                try keep ? session.commit() : session.rollback()
                #expect(!session.isInTransaction)
                #expect(try session.query("SELECT count(*) FROM t").scalar == .integer(Int64(count)))
            }
        }
    }

    /// Strict applying counts on it: one row found is one row, whether or not its values were new.
    @Test(arguments: TestServer.allCases)
    func anUpdateCountsTheRowsItFound(server: TestServer) async throws {
        try await server.onSession { session in
            try session.execute("CREATE TABLE t (id INT PRIMARY KEY, v INT)")
            try session.execute("INSERT INTO t VALUES (1, 5)")
            #expect(try session.execute("UPDATE t SET v = 5 WHERE id = 1").affectedRows == 1)
            let update = try session.prepare("UPDATE t SET v = ? WHERE id = ?")
            #expect(try update.execute([.integer(5), .integer(1)]).affectedRows == 1)
            #expect(try update.execute([.integer(5), .integer(2)]).affectedRows == 0)
        }
    }

    @Test(arguments: TestServer.allCases)
    func warningsAreCountedAndCanBeRead(server: TestServer) async throws {
        try await server.onSession { session in
            try session.execute("CREATE TABLE t (v VARCHAR(2))")
            // Blanks that do not fit are cut, with a note, also in strict mode.
            #expect(try session.execute("INSERT INTO t VALUES ('ab  ')").warningCount == 1)
            #expect(try session.warnings().map(\.number) == [1265])
        }
    }

    @Test(arguments: TestServer.allCases)
    func aDuplicateIsAnErrorWithNumberAndWithoutItsValues(server: TestServer) async throws {
        try await server.onSession { session in
            try session.execute("CREATE TABLE t (id VARCHAR(40) PRIMARY KEY)")
            try session.execute("INSERT INTO t VALUES ('canary for key')")
            let insert = try session.prepare("INSERT INTO t VALUES (?)")
            for again in [
                { try session.execute("INSERT INTO t VALUES ('canary for key')") },
                { try insert.execute([.text("canary for key")]) },
            ] {
                let refused = refusal { try again() }
                #expect(refused?.number == 1062 && refused?.sqlState == "23000" && refused?.kind == .duplicate)
                #expect(refused?.textWithValues.contains("canary") == true)
                #expect(refused.map { "\($0) \(String(reflecting: $0))".contains("canary") } == false)
                #expect(refused?.statement?.contains("INSERT INTO t VALUES (?)") == true)
            }
            #expect(try session.query("SELECT count(*) FROM t").scalar == .integer(1))
        }
    }

    @Test(arguments: TestServer.allCases)
    func errorsAreKnownByNumber(server: TestServer) async throws {
        try await server.onSession { session in
            try session.execute("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(3) NOT NULL)")
            let expected: [(String, Int, MySQLFailure.Kind)] = [
                ("SELEC 1", 1064, .syntax), ("SELECT * FROM nowhere", 1146, .missing),
                ("SELECT nothing FROM t", 1054, .missing), ("INSERT INTO t VALUES (1, NULL)", 1048, .constraint),
                ("INSERT INTO t VALUES (1, 'abcd')", 1406, .value),
                ("INSERT INTO t VALUES (99999999999, 'a')", 1264, .value),
                ("INSERT INTO t VALUES ('canary', 'a')", 1366, .value), ("CREATE TABLE t (id INT)", 1050, .exists),
            ]
            for (statement, number, kind) in expected {
                let refused = refusal { try session.execute(statement) }
                #expect(refused?.number == number && refused?.kind == kind, "\(statement)")
                #expect(refused.map { $0.description.contains("canary") } == false, "\(statement)")
            }
        }
    }

    @Test(arguments: TestServer.allCases)
    func aWrongNumberOfParametersIsOurOwnError(server: TestServer) async throws {
        try await server.onSession { session in
            let statement = try session.prepare("SELECT ?, ?")
            let refused = refusal { try statement.query([.integer(1)]) }
            #expect(refused?.number == MySQLError.Own.parameterCount && refused?.remedy == .bug)
            #expect(try statement.query([.integer(1), .text("x")]).rows.count == 1)
        }
    }

    @Test(arguments: TestServer.allCases)
    func nullsAndValuesOfAPreparedStatementDoNotLeakIntoTheNextExecution(server: TestServer) async throws {
        try await server.onSession { session in
            try session.execute("CREATE TABLE t (id INT PRIMARY KEY, v LONGTEXT)")
            let insert = try session.prepare("INSERT INTO t VALUES (?, ?)")
            let long = String(repeating: "x", count: 5 << 20)
            try insert.execute([.integer(1), .text("short")])
            try insert.execute([.integer(2), .text(long)])
            try insert.execute([.integer(3), .null])
            try insert.execute([.integer(4), .integer(4)])
            let lengths = try session.query("SELECT length(v) FROM t ORDER BY id").rows.map { $0[0].integer }
            #expect(lengths == [5, 5 << 20, nil, 1])
        }
    }

    @Test func aStatementInAnErrorHasNoLiterals() {
        let error = MySQLError(number: 1, text: "x", statement: nil, place: "h:1")
        #expect(error.description == "h:1: error 1 (HY000): x")
    }

    @Test func everyKnownNumberHasARemedyAndAnUnknownOneIsForTheOperator() {
        #expect(MySQLFailureTable.knownNumbers.count > 90)
        #expect(MySQLFailureTable.failure(of: 123_456).remedy == .askOperator)
        #expect(MySQLFailureTable.failure(of: 2014).remedy == .bug)
        #expect(MySQLFailureTable.failure(of: 1213).remedy == .retry(after: .milliseconds(100)))
    }
}
