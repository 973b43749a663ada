internal import OracleSQL

/// DBMS_AQADM and DBMS_TRANSFORM as far as schema scripts call them. Messages themselves are not kept.
enum QueuePackage {
    static let routines: [BuiltinRoutine] = tables + queues + subscribers + transformations

    private static let tables: [BuiltinRoutine] = [
        BuiltinRoutine(
            "DBMS_AQADM.CREATE_QUEUE_TABLE",
            [text("QUEUE_TABLE"), text("QUEUE_PAYLOAD_TYPE")]
                + optional(["STORAGE_CLAUSE", "SORT_LIST"]) + [flag("MULTIPLE_CONSUMERS")]
                + optional(["MESSAGE_GROUPING", "COMMENT"]) + [flag("AUTO_COMMIT")]
                + optional(["PRIMARY_INSTANCE", "SECONDARY_INSTANCE", "COMPATIBLE"]) + [flag("SECURE")]
        ) { (run, cells) throws(Raised) in
            let given = cells
            return try define(run) { (runner) throws(OracleFailure) in
                try runner.createQueueTable(
                    given[0].characters ?? "", payload: given[1].characters ?? "",
                    isMultiple: given[4].truth ?? false, comment: given[6].characters)
            }
        },
        BuiltinRoutine("DBMS_AQADM.DROP_QUEUE_TABLE", [text("QUEUE_TABLE"), flag("FORCE"), flag("AUTO_COMMIT")]) {
            (run, cells) throws(Raised) in
            let given = cells
            return try define(run) { (runner) throws(OracleFailure) in
                try runner.dropQueueTable(given[0].characters ?? "", isForced: given[1].truth ?? false)
            }
        },
    ]

    private static let queues: [BuiltinRoutine] = [
        BuiltinRoutine(
            "DBMS_AQADM.CREATE_QUEUE",
            [text("QUEUE_NAME"), text("QUEUE_TABLE"), number("QUEUE_TYPE"), number("MAX_RETRIES")]
                + [number("RETRY_DELAY"), number("RETENTION_TIME"), flag("DEPENDENCY_TRACKING")]
                + optional(["COMMENT"]) + [flag("AUTO_COMMIT")]
        ) { (run, cells) throws(Raised) in
            let given = cells
            return try define(run) { (runner) throws(OracleFailure) in
                try runner.createQueue(
                    given[0].characters ?? "", given[1].characters ?? "", retries: given[3].whole ?? 5,
                    comment: given[7].characters)
            }
        },
        BuiltinRoutine("DBMS_AQADM.START_QUEUE", [text("QUEUE_NAME"), flag("ENQUEUE"), flag("DEQUEUE")]) {
            (run, cells) throws(Raised) in
            let given = cells
            return try define(run) { (runner) throws(OracleFailure) in
                try runner.setQueue(
                    given[0].characters ?? "", enqueues: given[1].truth ?? true ? true : nil,
                    dequeues: given[2].truth ?? true ? true : nil)
            }
        },
        BuiltinRoutine(
            "DBMS_AQADM.STOP_QUEUE", [text("QUEUE_NAME"), flag("ENQUEUE"), flag("DEQUEUE"), flag("WAIT")]
        ) { (run, cells) throws(Raised) in
            let given = cells
            return try define(run) { (runner) throws(OracleFailure) in
                try runner.setQueue(
                    given[0].characters ?? "", enqueues: given[1].truth ?? true ? false : nil,
                    dequeues: given[2].truth ?? true ? false : nil)
            }
        },
        BuiltinRoutine("DBMS_AQADM.DROP_QUEUE", [text("QUEUE_NAME"), flag("AUTO_COMMIT")]) {
            (run, cells) throws(Raised) in
            let given = cells
            return try define(run) { (runner) throws(OracleFailure) in
                try runner.dropQueue(given[0].characters ?? "")
            }
        },
    ]

    private static let subscribers: [BuiltinRoutine] = [
        // An agent is known by its name.
        BuiltinRoutine(
            "AQ$_AGENT", [text("NAME")] + optional(["ADDRESS", "PROTOCOL"]), returns: .anyText
        ) { (_, cells) throws(Raised) in cells[0] },
        BuiltinRoutine(
            "DBMS_AQADM.ADD_SUBSCRIBER",
            [text("QUEUE_NAME"), text("SUBSCRIBER")] + optional(["RULE", "TRANSFORMATION"])
        ) { (run, cells) throws(Raised) in
            let given = cells
            return try define(run) { (runner) throws(OracleFailure) in
                try runner.addSubscriber(given[0].characters ?? "", (given[1].characters ?? "").uppercased())
            }
        },
        BuiltinRoutine("DBMS_AQADM.REMOVE_SUBSCRIBER", [text("QUEUE_NAME"), text("SUBSCRIBER")]) {
            (run, cells) throws(Raised) in
            let given = cells
            return try define(run) { (runner) throws(OracleFailure) in
                try runner.removeSubscriber(given[0].characters ?? "", (given[1].characters ?? "").uppercased())
            }
        },
    ]

    private static let transformations: [BuiltinRoutine] = [
        BuiltinRoutine(
            "DBMS_TRANSFORM.CREATE_TRANSFORMATION",
            ["SCHEMA", "NAME", "FROM_SCHEMA", "FROM_TYPE", "TO_SCHEMA", "TO_TYPE", "TRANSFORMATION"].map(text)
        ) { (run, cells) throws(Raised) in
            let given = cells.map { $0.characters ?? "" }
            return try define(run) { (runner) throws(OracleFailure) in
                try runner.createTransformation(
                    given[0].uppercased(), given[1].uppercased(), "\(given[2]).\(given[3])",
                    "\(given[4]).\(given[5])", given[6])
            }
        },
        BuiltinRoutine("DBMS_TRANSFORM.DROP_TRANSFORMATION", [text("SCHEMA"), text("NAME")]) {
            (run, cells) throws(Raised) in
            let given = cells.map { ($0.characters ?? "").uppercased() }
            return try define(run) { (runner) throws(OracleFailure) in
                try runner.dropTransformation(given[0], given[1])
            }
        },
    ]

    private static func text(_ name: String) -> BuiltinRoutine.Parameter { .init(name, .anyText) }
    private static func flag(_ name: String) -> BuiltinRoutine.Parameter { .init(name, .boolean, isOptional: true) }
    private static func number(_ name: String) -> BuiltinRoutine.Parameter {
        .init(name, .plainNumber, isOptional: true)
    }
    private static func optional(_ names: [String]) -> [BuiltinRoutine.Parameter] {
        names.map { .init($0, .anyText, isOptional: true) }
    }

    /// The packages commit as definitions do.
    private static func define(
        _ run: BlockRun, _ body: (DefinitionRunner) throws(OracleFailure) -> Void
    ) throws(Raised) -> Cell? {
        do throws(OracleFailure) {
            try run.session.define(body)
            return nil
        } catch {
            throw Raised(error)
        }
    }
}
