internal import CMariaDB
internal import Glibc
internal import Synchronization

/// A connection with blocking calls, for one thread at a time. Only `interrupt` may be called from elsewhere.
///
/// A lost connection stays lost: every call fails until `reconnect`, which prepares the session again. Nothing is
/// ever sent twice by itself.
package final class MySQLSession: @unchecked Sendable {
    package let endpoint: MySQLEndpoint
    package private(set) var server: ServerIdentity
    var handle: UnsafeMutablePointer<MYSQL>?
    private let busy = Atomic<Bool>(false)
    private let control = Mutex(Control())

    /// What other threads may touch.
    private struct Control: @unchecked Sendable {
        /// A descriptor of our own for the connection's socket: the library closes its own when a connection breaks,
        /// and its number may be another connection's a moment later.
        var socket: Int32?
        var isInterrupted = false
        var isLost = false
        /// Counts connections; what belongs to an earlier one must not touch the present one.
        var generation = 0
        /// Statements and results whose owners went away; closed by the next call on the session's own thread.
        var retired: [(thing: Retired, generation: Int)] = []
    }

    enum Retired {
        case statement(UnsafeMutablePointer<MYSQL_STMT>)
        case result(UnsafeMutablePointer<MYSQL_RES>)
    }

    private init(_ endpoint: MySQLEndpoint) {
        self.endpoint = endpoint
        server = ServerIdentity(version: "", comment: "", connectionID: 0, packetBytesMax: 0, cipher: nil)
    }

    deinit { closeHandle() }

    /// Connects and prepares the session. Bounded by the settings' connect time-out for each of its stages.
    package static func open(_ endpoint: MySQLEndpoint) throws(MySQLError) -> MySQLSession {
        let session = MySQLSession(endpoint)
        try session.connect()
        return session
    }

    /// Drops the connection and makes a new one, prepared like the first. An open transaction is gone with the old
    /// one; prepared statements and cursors of the old one fail from now on.
    package func reconnect() throws(MySQLError) {
        try exclusively { () throws(MySQLError) in
            closeHandle()
            try connect()
        }
    }

    package func close() {
        exclusively { closeHandle() }
    }

    /// Makes a blocked call fail at once; from any thread. The server goes on with the statement until it notices or
    /// until `killQuery`. The session is lost afterwards.
    package func interrupt() {
        control.withLock { control in
            control.isInterrupted = true
            control.isLost = true
            if let socket = control.socket { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    var generation: Int { control.withLock { $0.generation } }

    package var isLost: Bool { control.withLock { $0.isLost } }

    /// The server has an open transaction for this session, as of its last answer.
    package var isInTransaction: Bool {
        guard let handle else { return false }
        return handle.pointee.server_status & UInt32(SERVER_STATUS_IN_TRANS) != 0
    }

    /// Ends the running statement of another session, through a connection of its own.
    package static func killQuery(of connectionID: UInt64, at endpoint: MySQLEndpoint) throws(MySQLError) {
        let other = try MySQLSession.open(endpoint)
        try other.execute("KILL QUERY \(connectionID)")
        other.close()
    }
}

// MARK: Statements

extension MySQLSession {
    /// Runs a statement given as ready-made bytes; rows that it may give are dropped.
    @discardableResult
    package func execute(_ statement: RawSpan) throws(MySQLError) -> MySQLOutcome {
        try withHandle { (handle) throws(MySQLError) in
            try statement.withUnsafeBytes { (bytes) throws(MySQLError) in try run(bytes, on: handle) }
        }
    }

    @discardableResult
    package func execute(_ statement: String) throws(MySQLError) -> MySQLOutcome {
        let bytes = Array(statement.utf8)
        return try execute(bytes.span.bytes)
    }

    private func run(
        _ bytes: UnsafeRawBufferPointer, on handle: UnsafeMutablePointer<MYSQL>
    ) throws(MySQLError) -> MySQLOutcome {
        try send(bytes, on: handle)
        var outcome: MySQLOutcome
        var more: Int32
        repeat {
            if mysql_field_count(handle) > 0, let result = mysql_use_result(handle) { mysql_free_result(result) }
            let failed = mysql_errno(handle)
            guard failed == 0 else { throw failure(of: handle, bytes) }
            outcome = MySQLOutcome(
                affectedRows: mysql_affected_rows(handle), insertID: mysql_insert_id(handle),
                warningCount: Int(mysql_warning_count(handle)), report: mysql_info(handle).map { String(cString: $0) })
            more = mysql_next_result(handle)
        } while more == 0
        guard more < 0 else { throw failure(of: handle, bytes) }
        return outcome
    }

    private func send(
        _ bytes: UnsafeRawBufferPointer, on handle: UnsafeMutablePointer<MYSQL>
    ) throws(MySQLError) {
        let wasInTransaction = isInTransaction
        let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress
        guard mysql_real_query(handle, start, UInt(bytes.count)) == 0 else {
            throw failure(of: handle, bytes, wasInTransaction: wasInTransaction)
        }
    }

    /// Streams a result in the text protocol. FLOAT values are rounded by the server on this way.
    package func openText(_ statement: String) throws(MySQLError) -> MySQLCursor {
        var text = statement
        return try withHandle { (handle) throws(MySQLError) in
            let sent = text.withUTF8 { (bytes) -> Result<Void, MySQLError> in
                Result { () throws(MySQLError) in try send(UnsafeRawBufferPointer(bytes), on: handle) }
            }
            try sent.get()
            guard let result = mysql_use_result(handle) else {
                if mysql_errno(handle) != 0 { throw failure(of: handle, nil) }
                throw own(MySQLError.Own.noResult, "the statement gives no rows")
            }
            return MySQLCursor(self, result)
        }
    }

    /// Streams a result in the binary protocol, in which every value is exact.
    package func openBinary(
        _ statement: String, _ parameters: [MySQLValue] = []
    ) throws(MySQLError) -> MySQLCursor {
        try prepare(statement).open(parameters)
    }

    package func prepare(_ statement: String) throws(MySQLError) -> MySQLStatement {
        let bytes = Array(statement.utf8)
        return try withHandle { (handle) throws(MySQLError) in
            guard let prepared = mysql_stmt_init(handle) else { throw failure(of: handle, nil) }
            let refused = bytes.span.bytes.withUnsafeBytes { (bytes) -> MySQLError? in
                let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress
                if mysql_stmt_prepare(prepared, start, UInt(bytes.count)) == 0 { return nil }
                return failure(of: prepared, outline(of: bytes), wasInTransaction: isInTransaction)
            }
            if let refused {
                mysql_stmt_close(prepared)
                throw refused
            }
            return bytes.span.bytes.withUnsafeBytes { MySQLStatement(self, prepared, outline: outline(of: $0)) }
        }
    }

    /// A whole result with exact values, for control code. Statements that cannot be prepared go by text.
    package func query(
        _ statement: String, _ parameters: [MySQLValue] = []
    ) throws(MySQLError) -> MySQLTable {
        let prepared: MySQLStatement
        do {
            prepared = try prepare(statement)
        } catch  where error.number == 1295 && parameters.isEmpty {
            return try queryText(statement)
        }
        return try prepared.query(parameters)
    }

    package func queryText(_ statement: String) throws(MySQLError) -> MySQLTable {
        try openText(statement).readAll()
    }

    package func begin() throws(MySQLError) { try execute("START TRANSACTION") }
    package func commit() throws(MySQLError) { try execute("COMMIT") }
    package func rollback() throws(MySQLError) { try execute("ROLLBACK") }

    package func ping() throws(MySQLError) {
        try withHandle { (handle) throws(MySQLError) in
            guard mysql_ping(handle) == 0 else { throw failure(of: handle, nil) }
        }
    }

    /// The warnings of the last statement.
    package func warnings() throws(MySQLError) -> [MySQLWarning] {
        try queryText("SHOW WARNINGS").rows.map { row in
            MySQLWarning(
                level: row.first?.string ?? "", number: Int(clamping: row.dropFirst().first?.integer ?? 0),
                textWithValues: row.dropFirst(2).first?.string ?? "")
        }
    }
}

// MARK: Connecting

extension MySQLSession {
    private func connect() throws(MySQLError) {
        precondition(libraryIsReady, "the client library sets itself up")
        guard let handle = mysql_init(nil) else { throw own(2008, "no memory for a connection") }
        self.handle = handle
        control.withLock { control in
            control.generation += 1
            control.isInterrupted = false
            control.isLost = false
        }
        configure(handle)
        var flags = UInt(0)
        if endpoint.settings.countsFoundRows { flags |= UInt(CLIENT_FOUND_ROWS) }
        let connected = mysql_real_connect(
            handle, endpoint.host, endpoint.user, endpoint.password,
            endpoint.database.isEmpty ? nil : endpoint.database, UInt32(clamping: endpoint.port), nil, flags)
        guard connected != nil else {
            let refused = failure(of: handle, nil)
            closeHandle()
            throw refused
        }
        let socket = fcntl(mysql_get_socket(handle), F_DUPFD_CLOEXEC, 0)
        keepAlive(socket)
        let wasInterrupted = control.withLock { control in
            control.socket = socket >= 0 ? socket : nil
            return control.isInterrupted
        }
        do throws(MySQLError) {
            // The library goes on in clear text when the server has no encryption; only the scrambled password of a
            // sign-in has been sent by then.
            if endpoint.encryption != .off, mysql_get_ssl_cipher(handle) == nil {
                throw own(2026, "the server offers no encryption")
            }
            if wasInterrupted { throw own(MySQLError.Own.interrupted, "interrupted while connecting") }
            try prepareSession(handle)
        } catch {
            closeHandle()
            throw error
        }
    }

    private func configure(_ handle: UnsafeMutablePointer<MYSQL>) {
        let settings = endpoint.settings
        option(handle, MYSQL_OPT_CONNECT_TIMEOUT, settings.connectTimeout.wholeSeconds)
        if let timeout = settings.readTimeout { option(handle, MYSQL_OPT_READ_TIMEOUT, timeout.wholeSeconds) }
        if let timeout = settings.writeTimeout { option(handle, MYSQL_OPT_WRITE_TIMEOUT, timeout.wholeSeconds) }
        // `localhost` would mean a Unix socket otherwise.
        option(handle, MYSQL_OPT_PROTOCOL, MYSQL_PROTOCOL_TCP.rawValue)
        // A server must not be able to ask for our files, nor for the password in clear text.
        option(handle, MYSQL_OPT_LOCAL_INFILE, UInt32(0))
        let methods = "mysql_native_password,caching_sha2_password,sha256_password,client_ed25519"
        _ = methods.withCString { mysql_options(handle, MARIADB_OPT_RESTRICTED_AUTH, $0) }
        _ = "utf8mb4".withCString { mysql_options(handle, MYSQL_SET_CHARSET_NAME, $0) }
        mysql_options4(handle, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", "godwit")
        switch endpoint.encryption {
        case .off: break
        case .required:
            option(handle, MYSQL_OPT_SSL_ENFORCE, CChar(1))
            option(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, CChar(0))
        case .verified(let authorityFile):
            option(handle, MYSQL_OPT_SSL_ENFORCE, CChar(1))
            option(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, CChar(1))
            if let authorityFile { _ = authorityFile.withCString { mysql_options(handle, MYSQL_OPT_SSL_CA, $0) } }
        }
    }

    private func option<Value: BitwiseCopyable>(
        _ handle: UnsafeMutablePointer<MYSQL>, _ option: mysql_option, _ value: Value
    ) {
        _ = withUnsafePointer(to: value) { mysql_options(handle, option, $0) }
    }

    /// A peer that is gone without a word is noticed within about a minute and a half.
    private func keepAlive(_ socket: Int32) {
        let options: [(level: Int32, name: Int32, value: Int32)] = [
            (SOL_SOCKET, SO_KEEPALIVE, 1), (Int32(IPPROTO_TCP), TCP_KEEPIDLE, 30),
            (Int32(IPPROTO_TCP), TCP_KEEPINTVL, 10), (Int32(IPPROTO_TCP), TCP_KEEPCNT, 6),
        ]
        for option in options {
            var value = option.value
            setsockopt(socket, option.level, option.name, &value, socklen_t(MemoryLayout<Int32>.size))
        }
    }

    /// Runs inside `connect`, hence on the bare handle.
    private func prepareSession(_ handle: UnsafeMutablePointer<MYSQL>) throws(MySQLError) {
        let question = Array(SessionPreparation.question.utf8)
        let sent = question.withUnsafeBytes { (bytes) -> Result<Void, MySQLError> in
            Result { () throws(MySQLError) in try send(bytes, on: handle) }
        }
        try sent.get()
        guard let result = mysql_use_result(handle) else { throw failure(of: handle, nil) }
        let row = try MySQLCursor(self, result).readAll(guarded: false).rows.first ?? []
        let texts = row.map { $0.string ?? "" } + ["", "", ""]
        server = ServerIdentity(
            version: texts[0], comment: texts[1], connectionID: UInt64(mysql_thread_id(handle)),
            packetBytesMax: Int64(texts[2]) ?? 0, cipher: mysql_get_ssl_cipher(handle).map { String(cString: $0) })
        for statement in SessionPreparation.statements(for: server.product, endpoint.settings) {
            let bytes = Array(statement.text.utf8)
            let ran = bytes.withUnsafeBytes { (bytes) -> Result<MySQLOutcome, MySQLError> in
                Result { () throws(MySQLError) in try run(bytes, on: handle) }
            }
            if case .failure(let refused) = ran, !(statement.isOptional && refused.number == 1193) { throw refused }
        }
    }
}

// MARK: Care of the handle

extension MySQLSession {
    /// Every use of the connection passes here: one at a time, and not after it was lost.
    func withHandle<Value>(
        _ body: (UnsafeMutablePointer<MYSQL>) throws(MySQLError) -> Value
    ) throws(MySQLError) -> Value {
        try exclusively { () throws(MySQLError) in
            closeRetired()
            let (isLost, isInterrupted) = control.withLock { ($0.isLost, $0.isInterrupted) }
            guard let handle, !isLost else {
                throw isInterrupted
                    ? own(MySQLError.Own.interrupted, "the connection was interrupted")
                    : own(MySQLError.Own.notConnected, "the connection is lost or closed")
            }
            return try body(handle)
        }
    }

    private func exclusively<Value, Failure>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        let wasBusy = busy.exchange(true, ordering: .acquiring)
        precondition(!wasBusy, "a session is used by one thread at a time")
        defer { busy.store(false, ordering: .releasing) }
        return try body()
    }

    /// Called by owners that go away, on whatever thread that happens.
    func retire(_ thing: Retired, generation: Int) {
        control.withLock { $0.retired.append((thing, generation)) }
    }

    /// A result that was not read to its end takes its connection with it: nobody knows how much is still to come.
    func abandonStream(generation: Int) {
        control.withLock { control in
            guard control.generation == generation else { return }
            control.isLost = true
            if let socket = control.socket { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    private func closeRetired() {
        let (retired, generation) = control.withLock { control in
            defer { control.retired.removeAll() }
            return (control.retired, control.generation)
        }
        for (thing, born) in retired {
            switch thing {
            // A statement knows by itself when its connection is gone.
            case .statement(let statement): mysql_stmt_close(statement)
            case .result(let result):
                // The handle of an earlier connection is freed memory.
                if born != generation || handle == nil { result.pointee.handle = nil }
                mysql_free_result(result)
            }
        }
    }

    private func closeHandle() {
        control.withLock { control in
            // Rows that nobody wants must not be waited for.
            if control.isLost, let socket = control.socket { shutdown(socket, Int32(SHUT_RDWR)) }
        }
        closeRetired()
        guard let handle else { return }
        self.handle = nil
        let socket = control.withLock { control in
            defer { control.socket = nil }
            control.isLost = true
            return control.socket
        }
        mysql_close(handle)
        if let socket { Glibc.close(socket) }
    }

    func failure(
        of handle: UnsafeMutablePointer<MYSQL>, _ statement: UnsafeRawBufferPointer?, wasInTransaction: Bool = false
    ) -> MySQLError {
        failure(
            number: Int(mysql_errno(handle)), sqlState: String(cString: mysql_sqlstate(handle)),
            text: String(cString: mysql_error(handle)), statement: statement.map { outline(of: $0) },
            wasInTransaction: wasInTransaction)
    }

    func failure(
        of statement: UnsafeMutablePointer<MYSQL_STMT>, _ outline: String, wasInTransaction: Bool = false
    ) -> MySQLError {
        failure(
            number: Int(mysql_stmt_errno(statement)), sqlState: String(cString: mysql_stmt_sqlstate(statement)),
            text: String(cString: mysql_stmt_error(statement)), statement: outline,
            wasInTransaction: wasInTransaction)
    }

    private func failure(
        number: Int, sqlState: String, text: String, statement: String?, wasInTransaction: Bool
    ) -> MySQLError {
        let isLoss = MySQLFailureTable.failure(of: number).kind == .lost
        let isInterrupted = control.withLock { control in
            if isLoss { control.isLost = true }
            return control.isInterrupted
        }
        let lostTransaction = (isLoss || isInterrupted) && wasInTransaction
        if isInterrupted {
            return MySQLError(
                number: MySQLError.Own.interrupted, text: "interrupted", statement: statement,
                place: endpoint.place, lostTransaction: lostTransaction)
        }
        return MySQLError(
            number: number, sqlState: sqlState, text: text, statement: statement, place: endpoint.place,
            lostTransaction: lostTransaction)
    }

    func own(_ number: Int, _ text: String) -> MySQLError {
        MySQLError(number: number, text: text, place: endpoint.place)
    }
}
