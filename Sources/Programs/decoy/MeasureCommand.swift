internal import OracleClient
internal import OracleWire
internal import Values

/// `decoy measure`: how fast our client fills and drains a table of ten columns.
struct MeasureCommand {
    static let help = """
        decoy measure USER/PASSWORD@ADDRESS [--rows N]

          Makes a table of ten columns (numbers, texts, dates, a timestamp), fills it with N rows (1000000) by array
          inserts, by one connection and then by two, reads it whole by row batches: plain, AS OF SCN, by ranges of
          ROWID; prints rows per second, and drops the table.
        """

    private static let table = "decoy_measure"
    private static let rowsPerInsert = 5000
    private let logon: LogonText
    private var rowCount = 1_000_000

    init(_ words: some Collection<String>) throws(UsageFailure) {
        var plain: [String] = []
        var rest = Array(words)[...]
        while let word = rest.popFirst() {
            if word == "--rows" {
                guard let text = rest.popFirst(), let count = Int(text), (1...1_000_000_000).contains(count) else {
                    throw UsageFailure("--rows takes a number from 1 to 1000000000.")
                }
                rowCount = count
            } else if word.hasPrefix("--") {
                throw UsageFailure("There is no option \(word).")
            } else {
                plain.append(word)
            }
        }
        guard plain.count == 1 else { throw UsageFailure("One USER/PASSWORD@ADDRESS is needed.") }
        logon = try LogonText(plain[0])
    }

    func run() async throws(OracleError) {
        let connection = try await OracleConnection.open(logon.endpoint)
        do throws(OracleError) {
            try await drop(connection)
            try await connection.execute(
                """
                CREATE TABLE \(MeasureCommand.table) (id NUMBER(12) NOT NULL, customer NUMBER(9), amount NUMBER(12, 2),
                ratio NUMBER, name VARCHAR2(40), city VARCHAR2(40), code CHAR(4), born DATE, changed DATE,
                noted TIMESTAMP(6))
                """)
            try await fill(connection)
            try await connection.execute("TRUNCATE TABLE \(MeasureCommand.table)")
            try await fillTogether(connection)
            try await drains(connection)
            try await drop(connection)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    private func drop(_ connection: OracleConnection) async throws(OracleError) {
        do throws(OracleError) {
            try await connection.execute("DROP TABLE \(MeasureCommand.table) PURGE")
        } catch {
            guard error.number == 942 else { throw error }
        }
    }

    // MARK: Filling

    /// The time counts from the first INSERT to the end of the COMMIT; making the values is part of it, those of the
    /// next INSERT while the former runs.
    private func fill(_ connection: OracleConnection) async throws(OracleError) {
        let began = ContinuousClock.now
        try await MeasureCommand.insert(0..<rowCount, on: connection)
        say("array insert, \(MeasureCommand.rowsPerInsert) rows each", rowCount, since: began)
    }

    /// One connection has the client wait for the server and the server for the client; two keep both at work.
    private func fillTogether(_ connection: OracleConnection) async throws(OracleError) {
        let other = try await OracleConnection.open(logon.endpoint)
        let began = ContinuousClock.now
        async let first = MeasureCommand.inserted(0..<rowCount / 2, on: connection)
        async let second = MeasureCommand.inserted(rowCount / 2..<rowCount, on: other)
        let outcomes = await [first, second]
        say("the same by two connections", rowCount, since: began)
        await other.close()
        for outcome in outcomes { try outcome.get() }
    }

    private static func inserted(
        _ numbers: Range<Int>, on connection: OracleConnection
    ) async -> Result<Void, OracleError> {
        do throws(OracleError) {
            return .success(try await insert(numbers, on: connection))
        } catch {
            return .failure(error)
        }
    }

    private static func insert(_ numbers: Range<Int>, on connection: OracleConnection) async throws(OracleError) {
        let sql = "INSERT INTO \(table) VALUES (:1, :2, :3, :4, :5, :6, :7, :8, :9, :10)"
        var rows = await Self.rows(numbers.prefix(rowsPerInsert))
        var rest = numbers.dropFirst(rowsPerInsert)
        while !rows.isEmpty {
            let next = rest.prefix(rowsPerInsert)
            async let following = Self.rows(next)
            try await connection.execute(sql, rows: rows)
            rows = await following
            rest = rest.dropFirst(rowsPerInsert)
        }
        try await connection.commit()
    }

    /// Asynchronous, so that rows are made while those before them are on their way.
    private static func rows(_ numbers: Range<Int>) async -> [[OracleValue]] { numbers.map(row) }

    private static let cities = ["Bergen", "Český Krumlov", "Göteborg", "Las Palmas", "Oulu", "São Paulo", "小樽"]

    private static func row(_ number: Int) -> [OracleValue] {
        let day = number % 28 + 1
        return [
            .integer(Int64(number)), .integer(Int64(number % 90_000 + 100)),
            .number(ExactDecimal(isNegative: false, digits: digits(number % 999_983 + 1), scale: 2)),
            number.isMultiple(of: 10)
                ? .null : .number(ExactDecimal(isNegative: true, digits: digits(number), scale: 5)),
            .text("customer number \(number)"), .text(cities[number % cities.count]),
            .text(["OPEN", "PAID", "SENT"][number % 3]),
            .date(OracleDateTime(year: 1950 + number % 60, month: number % 12 + 1, day: day)),
            .date(
                OracleDateTime(
                    year: 2024, month: 2, day: day, hour: number % 24, minute: number % 60, second: number % 59)),
            .timestamp(
                OracleDateTime(
                    year: 2025, month: 11, day: day, hour: number % 24, minute: 30, second: number % 60,
                    nanosecond: number % 1_000_000 * 1000)),
        ]
    }

    private static func digits(_ number: Int) -> [UInt8] { String(number).utf8.map { $0 &- 48 } }

    // MARK: Draining

    private func drains(_ connection: OracleConnection) async throws(OracleError) {
        let whole = "SELECT * FROM \(MeasureCommand.table)"
        for round in 1...3 { try await drain("drained whole, time \(round)", [(whole, [])], connection) }
        let clock = try await connection.table("SELECT current_scn FROM v$database")
        guard let scn = clock.rows.first?.first?.integer else { return }
        for round in 1...2 {
            try await drain("drained AS OF SCN, time \(round)", [(whole + " AS OF SCN \(scn)", [])], connection)
        }
        let ranges = try await connection.table(
            """
            SELECT MIN(r), MAX(r) FROM (SELECT ROWID r, NTILE(8) OVER (ORDER BY ROWID) n FROM \(MeasureCommand.table))
            GROUP BY n ORDER BY 1
            """)
        let parts = ranges.rows.map { (whole + " WHERE ROWID BETWEEN :1 AND :2", OracleBinds($0)) }
        for round in 1...2 {
            try await drain("drained by \(parts.count) ranges of ROWID, time \(round)", parts, connection)
        }
    }

    /// Every value of every row is looked at: its place and length.
    private func drain(
        _ name: String, _ queries: [(String, OracleBinds)], _ connection: OracleConnection
    ) async throws(OracleError) {
        let began = ContinuousClock.now
        var (rowCount, byteCount) = (0, 0)
        for (sql, binds) in queries {
            for try await batch in try await connection.query(sql, binds) {
                rowCount += batch.rowCount
                for row in 0..<batch.rowCount {
                    for column in 0..<batch.columnCount { byteCount += batch.bytes(row, column)?.count ?? 0 }
                }
            }
        }
        say("\(name), \(byteCount / max(1, rowCount)) bytes a row", rowCount, since: began)
    }

    private func say(_ name: String, _ rowCount: Int, since began: ContinuousClock.Instant) {
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        let hundredths = Int(seconds * 100)
        let time = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
        Terminal.say("\(name): \(rowCount) rows in \(time) s, \(Int(Double(rowCount) / max(seconds, 1e-9))) rows/s")
    }
}
