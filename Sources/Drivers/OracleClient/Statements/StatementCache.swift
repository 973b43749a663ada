internal import OracleWire

/// Parsed statements that are used again without their text. A statement that is in use is not in here: running it a
/// second time meanwhile parses it anew.
struct StatementCache {
    struct Entry {
        let cursor: UInt32
        let columns: [ColumnMetadata]
        let binds: [BindMetadata]
    }

    private let size: Int
    /// Least recently used first.
    private var entries: [(sql: String, entry: Entry)] = []
    private var evicted: [UInt32] = []

    init(size: Int) { self.size = size }

    var count: Int { entries.count }

    mutating func take(_ sql: String) -> Entry? {
        guard let at = entries.lastIndex(where: { $0.sql == sql }) else { return nil }
        return entries.remove(at: at).entry
    }

    mutating func put(_ sql: String, _ entry: Entry) {
        guard entry.cursor != 0 else { return }
        guard size > 0, !entries.contains(where: { $0.sql == sql }) else {
            evicted.append(entry.cursor)
            return
        }
        entries.append((sql, entry))
        if entries.count > size { evicted.append(entries.removeFirst().entry.cursor) }
    }

    mutating func evict(_ cursor: UInt32) {
        if cursor != 0 { evicted.append(cursor) }
    }

    /// Cursors to be closed with the next call.
    mutating func takeEvicted() -> [UInt32] {
        defer { evicted = [] }
        return evicted
    }

    /// The server has forgotten all cursors.
    mutating func forgetAll() {
        entries = []
        evicted = []
    }
}
