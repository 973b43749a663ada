internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

/// DBMS_UTILITY, DBMS_RANDOM, DBMS_SQL as far as blocks of clients use them.
enum RandomPackages {
    static let routines: [BuiltinRoutine] = [
        BuiltinRoutine("DBMS_UTILITY.GET_TIME", returns: .plainNumber) { (run, _) throws(Raised) in
            let passed = ContinuousClock.now - start
            return .integer(
                Int(passed.components.seconds) * 100 + Int(passed.components.attoseconds / 10_000_000_000_000_000))
        },
        BuiltinRoutine("DBMS_UTILITY.FORMAT_ERROR_STACK", returns: .anyText) { (run, _) throws(Raised) in
            .characters(run.caught.last.map { $0.text + "\n" } ?? "")
        },
        BuiltinRoutine("DBMS_UTILITY.FORMAT_ERROR_BACKTRACE", returns: .anyText) { (run, _) throws(Raised) in
            .characters(run.caught.last.map { $0.lines.map { $0 + "\n" }.joined() } ?? "")
        },
        BuiltinRoutine("DBMS_UTILITY.FORMAT_CALL_STACK", returns: .anyText) { (_, _) throws(Raised) in
            .characters("----- PL/SQL Call Stack -----\n")
        },
        BuiltinRoutine("DBMS_UTILITY.EXEC_DDL_STATEMENT", [.init("PARSE_STRING", .anyText)]) {
            (run, cells) throws(Raised) in
            do throws(OracleFailure) {
                let prepared = try run.session.prepare(cells[0].characters ?? "")
                _ = try run.session.execute(prepared, rows: [])
            } catch {
                throw Raised(error)
            }
            return nil
        },
        BuiltinRoutine(
            "DBMS_UTILITY.DB_VERSION", [.init("VERSION", .anyText, .out), .init("COMPATIBILITY", .anyText, .out)]
        ) { (run, cells) throws(Raised) in
            let version = "\(run.session.engine.options.version).0.0.0.0"
            cells[0] = .characters(version)
            cells[1] = .characters(version)
            return nil
        },
        BuiltinRoutine("DBMS_RANDOM.INITIALIZE", [.init("VAL", .plsInteger)]) { (_, _) throws(Raised) in nil },
        BuiltinRoutine("DBMS_RANDOM.TERMINATE") { (_, _) throws(Raised) in nil },
        BuiltinRoutine("DBMS_RANDOM.SEED", [.init("VAL", .anyText)]) { (run, cells) throws(Raised) in
            _ = try query(
                "SELECT setseed((hashtext($1) % 1000000)::float8 / 1000000)",
                [.text(cells[0].characters)], run)
            return nil
        },
        BuiltinRoutine(
            "DBMS_RANDOM.VALUE",
            [.init("LOW", .plainNumber, isOptional: true), .init("HIGH", .plainNumber, isOptional: true)],
            returns: .plainNumber
        ) { (run, cells) throws(Raised) in
            let rows = try query(
                "SELECT coalesce($1::numeric, 0) + random()::numeric "
                    + "* (coalesce($2::numeric, 1) - coalesce($1::numeric, 0))",
                [PostgresValue(.numeric, cells[0].bytes), PostgresValue(.numeric, cells[1].bytes)], run)
            return Cell(.plainNumber, rows.bytes(0, 0))
        },
        BuiltinRoutine("DBMS_RANDOM.RANDOM", returns: .plainNumber) { (_, _) throws(Raised) in
            .integer(Int(Int32.random(in: .min ... .max)))
        },
        BuiltinRoutine(
            "DBMS_RANDOM.STRING", [.init("OPT", .anyText), .init("LEN", .plsInteger)], returns: .anyText
        ) { (_, cells) throws(Raised) in
            let alphabets = [
                "U": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "L": "abcdefghijklmnopqrstuvwxyz",
                "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                "X": "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
                "P": String(decoding: (0x20...0x7E).map(UInt8.init), as: UTF8.self),
            ]
            let letters = Array(
                (alphabets[(cells[0].characters ?? "U").uppercased()] ?? "ABCDEFGHIJKLMNOPQRSTUVWXYZ").utf8)
            let count = min(4000, max(0, cells[1].whole ?? 0))
            let bytes = (0..<count).map { _ in letters.randomElement() ?? 0x41 }
            return .characters(String(decoding: bytes, as: UTF8.self))
        },
    ]

    private static let start = ContinuousClock.now

    private static func query(
        _ sql: String, _ values: [PostgresValue], _ run: BlockRun
    ) throws(Raised) -> PostgresRows {
        do throws(OracleFailure) { return try run.session.query(sql, values) } catch { throw Raised(error) }
    }
}
