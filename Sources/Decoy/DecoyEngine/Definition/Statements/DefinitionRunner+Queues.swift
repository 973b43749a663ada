internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// DBMS_AQADM and DBMS_TRANSFORM: queue tables are tables with Oracle's columns, queues are rows of the dictionary.
extension DefinitionRunner {
    struct QueueName {
        let owner: String
        let name: String

        var text: String { "\(owner).\(name)" }
        var quoted: String { "\"\(owner)\".\"\(name)\"" }
    }

    /// `owner.name` as the packages take it: upper case unless quoted.
    func queueName(_ text: String) throws(OracleFailure) -> QueueName {
        var parser = try Parser(text)
        let name = try parser.parseObjectName { OracleFailure(24_000, "invalid value \(text)", at: $0) }
        guard parser.isAtEnd else {
            throw OracleFailure(24_000, "invalid value \(text), QUEUE should be of the form [SCHEMA.]NAME")
        }
        return QueueName(owner: try owner(of: name), name: name.name.text)
    }

    private func isFree(_ name: QueueName) throws(OracleFailure) -> Bool {
        let taken = try link.number(
            "SELECT count(*) FROM dict.objects WHERE owner = $1 AND name = $2 AND namespace = 1 AND subname IS NULL",
            [.text(name.owner), .text(name.name)])
        return taken == 0
    }

    private static let columns = """
        q_name varchar2(128), msgid raw(16) NOT NULL, corrid varchar2(128), priority number, state number, \
        delay timestamp(6), expiration number, time_manager_info timestamp(6), local_order_no number, \
        chain_no number, cscn number, dscn number, enq_time timestamp(6), enq_uid varchar2(128), \
        enq_tid varchar2(30), deq_time timestamp(6), deq_uid varchar2(128), deq_tid varchar2(30), \
        retry_count number, exception_qschema varchar2(128), exception_queue varchar2(128), step_no number, \
        recipient_key number, dequeue_msgid raw(16), sender_name varchar2(128), sender_address varchar2(1024), \
        sender_protocol number
        """

    func createQueueTable(
        _ name: String, payload: String, isMultiple: Bool, comment: String?
    ) throws(OracleFailure) {
        let table = try queueName(name)
        guard try isFree(table) else {
            throw OracleFailure(24_001, "cannot create QUEUE_TABLE, \(table.text) already exists")
        }
        let isRaw = payload.uppercased() == "RAW"
        let type = isRaw ? nil : try queueName(payload)
        let declared = type?.quoted ?? "BLOB"
        let text =
            "CREATE TABLE \(table.quoted) (\(Self.columns), user_data \(declared), user_prop sys.anydata, "
            + "PRIMARY KEY (msgid))"
        guard case .definition(.createTable(let statement)) = try parseStatement(text) else { return }
        try create(statement)
        let id = try link.number(
            "SELECT id FROM dict.objects WHERE owner = $1 AND name = $2 AND namespace = 1 AND subname IS NULL",
            [.text(table.owner), .text(table.name)])
        try link.command(
            "INSERT INTO dict.queue_tables VALUES (\(id), $1, $2, $3)",
            [.text(type?.text), .boolean(isMultiple), .text(comment)])
        try insertQueue(
            QueueName(owner: table.owner, name: "AQ$_\(table.name)_E"), id, "EXCEPTION_QUEUE", retries: 0,
            comment: "exception queue")
    }

    private func insertQueue(
        _ queue: QueueName, _ table: Int, _ kind: String, retries: Int, comment: String?
    ) throws(OracleFailure) {
        let id = try newObjectID()
        try insertObject(id, queue.owner, queue.name, .queue)
        try link.command(
            "INSERT INTO dict.queues (id, table_id, kind, max_retries, comment) VALUES (\(id), \(table), $1, $2, $3)",
            [.text(kind), .int4(Int32(clamping: retries)), .text(comment)])
    }

    private func queueTable(_ name: String) throws(OracleFailure) -> (id: Int, name: QueueName) {
        let table = try queueName(name)
        let rows = try link.texts(
            "SELECT q.id::text FROM dict.queue_tables q JOIN dict.objects o USING (id) "
                + "WHERE o.owner = $1 AND o.name = $2",
            [.text(table.owner), .text(table.name)])
        guard let row = rows.first.map(DictionaryRow.init) else {
            throw OracleFailure(24_002, "QUEUE_TABLE \(table.text) does not exist")
        }
        try demand("ALTER", "TABLE", owner: table.owner)
        return (row.number(0), table)
    }

    private func queue(_ name: String) throws(OracleFailure) -> (id: Int, name: QueueName, isRunning: Bool) {
        let queue = try queueName(name)
        let rows = try link.texts(
            "SELECT q.id::text, (q.enqueues OR q.dequeues)::text FROM dict.queues q JOIN dict.objects o USING (id) "
                + "WHERE o.owner = $1 AND o.name = $2", [.text(queue.owner), .text(queue.name)])
        guard let row = rows.first.map(DictionaryRow.init) else {
            throw OracleFailure(24_010, "QUEUE \(queue.text) does not exist")
        }
        try demand("ALTER", "TABLE", owner: queue.owner)
        return (row.number(0), queue, row.flag(1))
    }

    func createQueue(_ name: String, _ table: String, retries: Int, comment: String?) throws(OracleFailure) {
        let found = try queueTable(table)
        let queue = try queueName(name)
        guard try isFree(queue) else {
            throw OracleFailure(24_006, "cannot create QUEUE, \(queue.text) already exists")
        }
        try insertQueue(queue, found.id, "NORMAL_QUEUE", retries: retries, comment: comment)
    }

    /// START_QUEUE and STOP_QUEUE; nil leaves one of the two as it is.
    func setQueue(_ name: String, enqueues: Bool?, dequeues: Bool?) throws(OracleFailure) {
        let found = try queue(name)
        try link.command(
            "UPDATE dict.queues SET enqueues = coalesce($1, enqueues), dequeues = coalesce($2, dequeues) "
                + "WHERE id = \(found.id)",
            [enqueues.map { .boolean($0) } ?? .boolean(nil), dequeues.map { .boolean($0) } ?? .boolean(nil)])
        try touch(found.id)
    }

    func dropQueue(_ name: String) throws(OracleFailure) {
        let found = try queue(name)
        guard !found.isRunning else {
            throw OracleFailure(24_011, "cannot drop QUEUE, \(found.name.text) should be stopped first")
        }
        try deleteObject(found.id)
    }

    func dropQueueTable(_ name: String, isForced: Bool) throws(OracleFailure) {
        let found = try queueTable(name)
        let rows = try link.texts("SELECT id::text, kind FROM dict.queues WHERE table_id = \(found.id)")
        let queues = rows.map(DictionaryRow.init)
        guard isForced || queues.allSatisfy({ $0.text(1) == "EXCEPTION_QUEUE" }) else {
            throw OracleFailure(
                24_012, "cannot drop QUEUE_TABLE, some queues in \(found.name.text) have not been dropped")
        }
        for queue in queues { try deleteObject(queue.number(0)) }
        guard let table = dictionary.tables[found.id] else { return }
        try destroy(table)
    }

    func addSubscriber(_ queueText: String, _ agent: String) throws(OracleFailure) {
        let found = try queue(queueText)
        let known = try link.number(
            "SELECT count(*) FROM dict.subscribers WHERE queue_id = \(found.id) AND name = $1", [.text(agent)])
        guard known == 0 else {
            throw OracleFailure(24_034, "application \(agent) is already a subscriber for queue \(found.name.text)")
        }
        try link.command("INSERT INTO dict.subscribers VALUES (\(found.id), $1)", [.text(agent)])
    }

    func removeSubscriber(_ queueText: String, _ agent: String) throws(OracleFailure) {
        let found = try queue(queueText)
        try link.command("DELETE FROM dict.subscribers WHERE queue_id = \(found.id) AND name = $1", [.text(agent)])
    }

    func createTransformation(
        _ owner: String, _ name: String, _ from: String, _ to: String, _ text: String
    )
        throws(OracleFailure)
    {
        let key = "\(owner).\(name)"
        let known = try link.number(
            "SELECT count(*) FROM dict.kept WHERE kind = 'TRANSFORMATION' AND name = $1", [.text(key)])
        guard known == 0 else { throw OracleFailure(24_184, "transformation \(key) already exists") }
        for type in [from, to] {
            let name = try queueName(type)
            guard case .type? = dictionary.find(owner: name.owner, name: name.name) else {
                throw OracleFailure(24_185, "transformation \(key) does not exist")
            }
        }
        try link.command(
            "INSERT INTO dict.kept (kind, name, value) VALUES ('TRANSFORMATION', $1, $2)", [.text(key), .text(text)])
    }

    func dropTransformation(_ owner: String, _ name: String) throws(OracleFailure) {
        let key = "\(owner).\(name)"
        let known = try link.number(
            "SELECT count(*) FROM dict.kept WHERE kind = 'TRANSFORMATION' AND name = $1", [.text(key)])
        guard known > 0 else { throw OracleFailure(24_185, "transformation \(key) does not exist") }
        try link.command("DELETE FROM dict.kept WHERE kind = 'TRANSFORMATION' AND name = $1", [.text(key)])
    }
}
