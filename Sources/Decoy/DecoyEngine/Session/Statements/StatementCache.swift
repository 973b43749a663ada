internal import DecoyCompiler

/// What a compiled statement depends on.
struct StatementKey: Hashable {
    var text: String
    var binds: [BindType]
    var dictionaryVersion: Int
    var context: SessionContext
}

/// The statements of a session that were compiled, and their names in the server. The least used go first.
struct StatementCache {
    private struct Entry {
        var prepared: Prepared
        var lastUse: Int
    }

    private var entries: [StatementKey: Entry] = [:]
    private var useCount = 0
    private var nameCount = 0
    private let limit = 200
    /// Names in the server that are to be closed with the next exchange.
    var closing: [String] = []

    mutating func find(_ key: StatementKey) -> Prepared? {
        guard var entry = entries[key] else { return nil }
        useCount += 1
        entry.lastUse = useCount
        entries[key] = entry
        return entry.prepared
    }

    mutating func add(_ prepared: Prepared, _ key: StatementKey) {
        useCount += 1
        entries[key] = Entry(prepared: prepared, lastUse: useCount)
        guard entries.count > limit else { return }
        let oldest = entries.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(limit / 4)
        for (key, entry) in oldest {
            entries[key] = nil
            forget(entry.prepared)
        }
    }

    mutating func forget(_ prepared: Prepared) {
        closing += prepared.serverNames.values
        prepared.serverNames = [:]
    }

    mutating func makeName() -> String {
        nameCount += 1
        return "q\(nameCount)"
    }

    mutating func removeAll() {
        for entry in entries.values { forget(entry.prepared) }
        entries = [:]
    }
}
