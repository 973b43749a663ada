internal import Model

/// A state change with the number that orders it.
struct NumberedStateChange: StoredRow, Hashable {
    var number: Int64
    var change: StateChange

    static let table = "state_change"
    static let columns = [
        "number", "subject_kind", "subject_id", "from_state", "to_state", "cause", "changed_by", "changed_at",
    ]

    var cells: [DatabaseValue] {
        [
            .integer(number), .text(change.subject.kind.rawValue), .text(change.subject.id), .text(change.from),
            .text(change.to), .text(change.cause), .text(change.by.name), .integer(change.at.milliseconds),
        ]
    }
}

extension NumberedStateChange {
    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "number")
        self.init(
            number: try reader.growing("number"),
            change: StateChange(
                subject: try reader.subject(kind: "subject_kind", id: "subject_id"),
                from: try reader.text("from_state"), to: try reader.text("to_state"), cause: try reader.text("cause"),
                by: try reader.actor("changed_by"), at: try reader.timestamp("changed_at")))
    }
}
