package import DecoyCompiler
package import DecoyDictionary
internal import OracleSQL
package import PostgresClient

/// One signed-in user on one backend of PostgreSQL. It belongs to one thread; only its `canceller` is for others.
/// One transaction of PostgreSQL is one transaction of Oracle: it begins at the first need, every statement stands
/// under a savepoint where something could be lost, so that a failed one rolls back alone.
package final class Session {
    package let engine: Engine
    /// SID and SERIAL# of V$SESSION.
    package let identity: SessionIdentity
    /// The user who signed in; `context.user` may differ inside of a stored unit.
    package let user: String
    /// What the compiler knows of the session: user, current schema, formats.
    package var context: SessionContext
    package let canceller: Canceller
    package let counters = SessionCounters()
    /// The lines of DBMS_OUTPUT.
    package var output = OutputLines()
    package let lobs: LOBStore
    /// For parts of the engine that send statements of their own (definitions): inside `command` and `query` only.
    package let connection: PostgresConnection
    var transaction = TransactionState()
    var statements = StatementCache()
    var settings = SessionSettings()
    var feeds = FeedList()
    /// Packages and compiled parts of PL/SQL.
    let units = UnitStore()
    /// Of the session; a region or an offset.
    package internal(set) var timeZone = "+00:00"
    /// For FieldEncoder and FieldDecoder.
    package var zone: SessionZone { SessionZone(timeZone) }
    var description = ClientDescription()
    var conversions: [ConversionKey: CompiledExpression] = [:]
    var defaultIsolation = TransactionState.Isolation.readCommitted
    var running = RunningStatement()
    var nesting = Nesting()

    init(engine: Engine, identity: SessionIdentity, connection: PostgresConnection, user: String) {
        self.engine = engine
        self.identity = identity
        self.connection = connection
        self.user = user
        context = SessionContext(user: user)
        canceller = Canceller(connection.cancelKey)
        lobs = LOBStore()
        settings.set("user", user)
        settings.set("session_user", user)
        settings.set("schema", user)
        lobs.attach(self)
    }

    package var dictionary: DataDictionary { nesting.definedDictionary ?? engine.dictionary }

    /// After a failed execution for many rows of binds: the row (0-based) that failed. The rows before are done.
    package var failedRow: Int? { running.failedRow }
    /// How many rows those before the failed one changed.
    package var rowCountBeforeFailure: Int { running.rowCountBeforeFailure }
    /// The same for each of those rows, when it was asked for.
    package var rowCountsBeforeFailure: [Int] { running.rowCountsBeforeFailure }

    /// Whether a transaction of Oracle is open: something was changed or locked.
    package var isInTransaction: Bool { transaction.hasChanges || transaction.isHeld }

    /// Whether the backend is gone: every further call fails with ORA-03114.
    package var isLost: Bool { connection.isClosed }

    /// Ends the session; an open transaction rolls back.
    package func close() {
        connection.close()
        engine.forget(identity)
    }
}
