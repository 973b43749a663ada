/// The settings that SQL functions read (`ora.nls_date_format` …). They are no part of a transaction for Oracle, but
/// for PostgreSQL they are: what was set in a transaction that rolls back is set again.
struct SessionSettings {
    /// CLIENTCONTEXT, by attribute.
    var clientContext: [String: String] = [:]
    private(set) var values: [String: String] = [:]
    /// Set since the transaction began.
    private(set) var changed: Set<String> = []
    /// To be sent with the next exchange.
    private(set) var pending: [String: String] = [:]

    mutating func set(_ name: String, _ value: String) {
        guard values[name] != value else { return }
        values[name] = value
        pending[name] = value
    }

    mutating func takePending() -> [String: String] {
        changed.formUnion(pending.keys)
        defer { pending = [:] }
        return pending
    }

    mutating func committed() { changed = [] }

    mutating func rolledBack() {
        for name in changed { pending[name] = values[name] }
        changed = []
    }
}
