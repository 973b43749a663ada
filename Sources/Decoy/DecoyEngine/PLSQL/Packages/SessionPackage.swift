internal import OracleSQL
internal import PostgresClient

/// DBMS_SESSION, DBMS_APPLICATION_INFO, DBMS_LOCK.
enum SessionPackage {
    static let routines: [BuiltinRoutine] =
        application + contexts + [
            BuiltinRoutine("DBMS_SESSION.SLEEP", [.init("SECONDS", .plainNumber)]) { (run, cells) throws(Raised) in
                try sleep(cells[0], run)
                return nil
            },
            BuiltinRoutine("DBMS_LOCK.SLEEP", [.init("SECONDS", .plainNumber)]) { (run, cells) throws(Raised) in
                try sleep(cells[0], run)
                return nil
            },
            BuiltinRoutine("DBMS_SESSION.RESET_PACKAGE") { (run, _) throws(Raised) in
                run.session.units.reset()
                return nil
            },
            BuiltinRoutine("DBMS_SESSION.MODIFY_PACKAGE_STATE", [.init("ACTION_FLAGS", .plsInteger)]) {
                (run, _) throws(Raised) in
                run.session.units.reset()
                return nil
            },
            BuiltinRoutine("DBMS_SESSION.SET_NLS", [.init("PARAM", .anyText), .init("VALUE", .anyText)]) {
                (run, cells) throws(Raised) in
                let quoted = cells[1].characters ?? ""
                let value =
                    quoted.hasPrefix("'") && quoted.utf8.count > 1 ? String(quoted.dropFirst().dropLast()) : quoted
                do throws(OracleFailure) {
                    try run.session.set((cells[0].characters ?? "").uppercased(), value)
                } catch {
                    throw Raised(error)
                }
                return nil
            },
            BuiltinRoutine("DBMS_SESSION.SET_IDENTIFIER", [.init("CLIENT_ID", .anyText)]) {
                (run, cells) throws(Raised) in
                run.session.settings.set("client_identifier", cells[0].characters ?? "")
                return nil
            },
            BuiltinRoutine("DBMS_SESSION.CLEAR_IDENTIFIER") { (run, _) throws(Raised) in
                run.session.settings.set("client_identifier", "")
                return nil
            },
            BuiltinRoutine("DBMS_SESSION.SET_ROLE", [.init("ROLE_CMD", .anyText)]) { (_, _) throws(Raised) in nil },
            BuiltinRoutine("DBMS_SESSION.UNIQUE_SESSION_ID", returns: .anyText) { (run, _) throws(Raised) in
                .characters("\(run.session.identity.sid)_\(run.session.identity.serial)")
            },
        ]

    /// The namespace CLIENTCONTEXT, which everybody may write.
    private static let contexts: [BuiltinRoutine] = [
        BuiltinRoutine(
            "DBMS_SESSION.SET_CONTEXT",
            [
                .init("NAMESPACE", .anyText), .init("ATTRIBUTE", .anyText), .init("VALUE", .anyText),
                .init("USERNAME", .anyText, isOptional: true), .init("CLIENT_ID", .anyText, isOptional: true),
            ]
        ) { (run, cells) throws(Raised) in
            try checkNamespace(cells[0])
            return try change(run) { (session) throws(OracleFailure) in
                try session.setContext("CLIENTCONTEXT", cells[1].characters ?? "", cells[2].characters ?? "")
            }
        },
        BuiltinRoutine(
            "DBMS_SESSION.CLEAR_CONTEXT",
            [
                .init("NAMESPACE", .anyText), .init("CLIENT_ID", .anyText, isOptional: true),
                .init("ATTRIBUTE", .anyText, isOptional: true),
            ]
        ) { (run, cells) throws(Raised) in
            try checkNamespace(cells[0])
            return try change(run) { (session) throws(OracleFailure) in
                guard let attribute = cells[2].characters, !attribute.isEmpty else {
                    return try session.clearContext("CLIENTCONTEXT")
                }
                try session.setContext("CLIENTCONTEXT", attribute, "")
            }
        },
        BuiltinRoutine("DBMS_SESSION.CLEAR_ALL_CONTEXT", [.init("NAMESPACE", .anyText)]) {
            (run, cells) throws(Raised) in
            try checkNamespace(cells[0])
            return try change(run) { (session) throws(OracleFailure) in try session.clearContext("CLIENTCONTEXT") }
        },
    ]

    /// Other namespaces belong to packages that are named when they are made.
    private static func checkNamespace(_ cell: Cell) throws(Raised) {
        guard cell.characters?.uppercased() == "CLIENTCONTEXT" else {
            throw Raised(OracleFailure(1031, "insufficient privileges"))
        }
    }

    private static func change(
        _ run: BlockRun, _ body: (Session) throws(OracleFailure) -> Void
    ) throws(Raised) -> Cell? {
        do throws(OracleFailure) {
            try body(run.session)
        } catch {
            throw Raised(error)
        }
        return nil
    }

    private static let application: [BuiltinRoutine] = [
        BuiltinRoutine(
            "DBMS_APPLICATION_INFO.SET_MODULE", [.init("MODULE_NAME", .anyText), .init("ACTION_NAME", .anyText)]
        ) { (run, cells) throws(Raised) in
            run.session.settings.set("module", cells[0].characters ?? "")
            run.session.settings.set("action", cells[1].characters ?? "")
            return nil
        },
        BuiltinRoutine("DBMS_APPLICATION_INFO.SET_ACTION", [.init("ACTION_NAME", .anyText)]) {
            (run, cells) throws(Raised) in
            run.session.settings.set("action", cells[0].characters ?? "")
            return nil
        },
        BuiltinRoutine("DBMS_APPLICATION_INFO.SET_CLIENT_INFO", [.init("CLIENT_INFO", .anyText)]) {
            (run, cells) throws(Raised) in
            run.session.settings.set("client_info", cells[0].characters ?? "")
            return nil
        },
        BuiltinRoutine(
            "DBMS_APPLICATION_INFO.READ_MODULE",
            [.init("MODULE_NAME", .anyText, .out), .init("ACTION_NAME", .anyText, .out)]
        ) { (run, cells) throws(Raised) in
            cells[0] = .characters(run.session.settings.values["module"] ?? "")
            cells[1] = .characters(run.session.settings.values["action"] ?? "")
            return nil
        },
        BuiltinRoutine("DBMS_APPLICATION_INFO.READ_CLIENT_INFO", [.init("CLIENT_INFO", .anyText, .out)]) {
            (run, cells) throws(Raised) in
            cells[0] = .characters(run.session.settings.values["client_info"] ?? "")
            return nil
        },
    ]

    /// Waits on the server, where a wish to cancel is heard.
    private static func sleep(_ seconds: Cell, _ run: BlockRun) throws(Raised) {
        guard !seconds.isNull else { return }
        do throws(OracleFailure) {
            _ = try run.session.query(
                "SELECT pg_sleep(greatest(0, least(3600, $1::numeric))::float8)",
                [.init(.numeric, seconds.bytes)])
        } catch {
            throw Raised(error)
        }
    }
}
