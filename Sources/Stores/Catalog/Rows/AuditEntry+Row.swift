internal import Model

extension AuditEntry: StoredRow {
    static let table = "audit_entry"
    static let columns = [
        "number", "happened_at", "actor", "address", "action", "object_kind", "object_id", "object_name", "outcome",
        "request_id", "changes",
    ]

    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "number")
        self.init(
            number: try reader.growing("number"), at: try reader.timestamp("happened_at"),
            actor: try reader.actor("actor"), address: try reader.text("address"), action: try reader.text("action"),
            object: reader.isNull("object_kind") ? nil : try reader.subject(kind: "object_kind", id: "object_id"),
            objectName: try reader.text("object_name"), outcome: try reader.name("outcome", Outcome.self),
            request: reader.isNull("request_id") ? nil : try reader.id("request_id", RequestID.self),
            changes: try reader.stored("changes", [Change].self))
    }

    var cells: [DatabaseValue] {
        [
            .integer(number), .integer(at.milliseconds), .text(actor.name), .text(address), .text(action),
            .optional(object?.kind.rawValue), .optional(object?.id), .text(objectName), .text(outcome.rawValue),
            .optional(request?.rawValue), changes.cell,
        ]
    }
}
