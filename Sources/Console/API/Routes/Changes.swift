internal import Model

/// Gathers what a change changed, for the audit log.
struct Changes {
    private(set) var list: [AuditEntry.Change] = []

    /// Adds the field when it differs; nil stands for a field that is not set.
    mutating func add(_ field: String, _ before: String?, _ after: String?) {
        if before != after { list.append(.init(field: field, before: before, after: after)) }
    }

    mutating func add(_ field: String, _ before: [String: String], _ after: [String: String]) {
        for name in Set(before.keys).union(after.keys).sorted() {
            add("\(field).\(name)", before[name], after[name])
        }
    }

    /// A secret that was set: never its value, never its length.
    mutating func addSecret(_ field: String, isNew: Bool) {
        list.append(.init(field: field, before: isNew ? nil : "••••••", after: "••••••"))
    }
}
