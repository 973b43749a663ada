internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// Statements that are neither queries nor changes.
extension Session {
    func control(
        _ prepared: Prepared, _ binds: BindRows, _ options: ExecuteOptions
    ) throws(OracleFailure) -> Outcome {
        switch prepared.statement {
        case .commit: try commit()
        case .rollback(nil, _): try rollback()
        case .rollback(let name?, _): try rollback(to: name.text)
        case .savepoint(let name): try savepoint(name.text)
        case .setTransaction(let mode, _): try setTransaction(mode)
        case .alterSession(let settings, let position): try alter(settings, at: position)
        case .lockTable(let lock): try self.lock(lock)
        case .setConstraints(let names, let isDeferred, _): try setConstraints(names, isDeferred)
        case .setRole: break
        case .definition(let definition): return try define(definition, prepared.text)
        case .block(let block): return try runBlock(block, prepared, binds, options)
        case .call(let call): return try runCall(call, prepared, binds)
        default: throw OracleFailure.unsupported("this statement")
        }
        return Outcome()
    }

    /// The modes of PostgreSQL have Oracle's names and exclude each other as Oracle's do.
    private func lock(_ lock: LockTable) throws(OracleFailure) {
        var names: [String] = []
        for reference in lock.tables {
            let path = reference.names.map(\.text)
            guard let found = dictionary.resolve(path, in: context.schema), found.rest.isEmpty,
                case .table(let table) = found.entry, dictionary.canSee(table.object, user: context.user)
            else { throw OracleFailure.unknownTable(at: reference.position) }
            names.append(table.physicalName)
        }
        let text = "LOCK TABLE \(names.joined(separator: ", ")) IN \(lock.mode.text) MODE"
        var seconds: Int?
        if case .seconds(let count) = lock.wait { seconds = count }
        do throws(OracleFailure) {
            _ = try exchange(into: nil) { () throws(OracleFailure) in
                if let seconds { connection.command("SET LOCAL lock_timeout = '\(max(1, seconds))s'") }
                connection.command(lock.wait == .never ? text + " NOWAIT" : text)
                if seconds != nil { connection.command("SET LOCAL lock_timeout = 0") }
            }
        } catch {
            throw error.afterWaiting(seconds)
        }
        transaction.isHeld = true
    }

    private func setConstraints(_ names: [[Name]], _ isDeferred: Bool) throws(OracleFailure) {
        var list: [String] = []
        for name in names {
            guard let last = name.last else { continue }
            let owner = name.count > 1 ? name[0].text : context.schema
            let found = dictionary.tables.values.lazy.flatMap(\.constraints).first {
                $0.owner == owner && $0.name == last.text
            }
            guard let found else { throw OracleFailure(2448, "constraint does not exist", at: last.position) }
            list.append("data.\(found.physicalName)")
        }
        let which = names.isEmpty ? "ALL" : list.joined(separator: ", ")
        try command("SET CONSTRAINTS \(which) \(isDeferred ? "DEFERRED" : "IMMEDIATE")", isChange: false)
    }
}

extension LockTable.Mode {
    fileprivate var text: String {
        switch self {
        case .rowShare: "ROW SHARE"
        case .rowExclusive: "ROW EXCLUSIVE"
        case .share: "SHARE"
        case .shareRowExclusive: "SHARE ROW EXCLUSIVE"
        case .exclusive: "EXCLUSIVE"
        }
    }
}
