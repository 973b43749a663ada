package import Model

/// Which audit entries a list shows; nil means no condition.
package struct AuditFilter: Hashable, Sendable {
    package var actor: String?
    /// A whole action (`component.pause`) or part of one (`component`).
    package var action: String?
    /// An id, or part of an object's name.
    package var object: String?
    package var from: Timestamp?
    package var to: Timestamp?

    package init(
        actor: String? = nil, action: String? = nil, object: String? = nil, from: Timestamp? = nil,
        to: Timestamp? = nil
    ) {
        self.actor = actor
        self.action = action
        self.object = object
        self.from = from
        self.to = to
    }
}

extension Catalog {
    /// The catalog gives the number; that of `entry` is not looked at.
    @discardableResult
    package func append(_ entry: AuditEntry) throws(CatalogError) -> Int64 {
        let database = try database
        return try database.write { () throws(CatalogError) in
            var entry = entry
            entry.number = try nextNumber(.audit)
            try database.insert(entry)
            try bump(.audit)
            return entry.number
        }
    }

    /// The newest first; `number` continues below the last one seen.
    package func audit(
        _ filter: AuditFilter = AuditFilter(), limit: Int = 100, before number: Int64? = nil
    ) throws(CatalogError) -> [AuditEntry] {
        var conditions = conditions(of: filter)
        if let number { conditions.add("number < ?", .integer(number)) }
        return try database.select(
            AuditEntry.self, conditions.text + " ORDER BY number DESC LIMIT ?", conditions.values + [rowLimit(limit)])
    }

    package func auditCount(_ filter: AuditFilter = AuditFilter()) throws(CatalogError) -> Int {
        let conditions = conditions(of: filter)
        return try database.count("audit_entry", conditions.text, conditions.values)
    }

    /// Removes what is older; the number of entries removed.
    @discardableResult
    package func trimAudit(before moment: Timestamp) throws(CatalogError) -> Int {
        let database = try database
        return try database.write { () throws(CatalogError) in
            let removed = try database.run(
                "DELETE FROM audit_entry WHERE happened_at < ?", [.integer(moment.milliseconds)])
            if removed > 0 { try bump(.audit) }
            return removed
        }
    }

    private func conditions(of filter: AuditFilter) -> Conditions {
        var conditions = Conditions()
        if let actor = filter.actor { conditions.add("actor = ?", .text(actor)) }
        if let action = filter.action {
            if action.contains(".") {
                conditions.add("action = ?", .text(action))
            } else {
                conditions.containing(action, in: ["action"])
            }
        }
        conditions.containing(filter.object ?? "", in: ["object_name", "object_id"])
        if let from = filter.from { conditions.add("happened_at >= ?", .integer(from.milliseconds)) }
        if let to = filter.to { conditions.add("happened_at < ?", .integer(to.milliseconds)) }
        return conditions
    }
}
