internal import Engine
internal import Model

/// The forms of what the pages of one project show beside its record.
enum ProjectDetailSchemas {
    static let all: [(name: String, schema: Schema)] = [
        ("ActivityEntry", activity), ("ProjectPart", part), ("Speed", speed), ("RejectionEnd", rejectionEnd),
    ]

    static let activity = Schema.object([
        SchemaField("at", .moment), SchemaField("kind", .choice(["audit", "state", "component", "failure"])),
        SchemaField("who", .anyLine),
        SchemaField(
            "key", .anyLine, "What happened: the action of the audit log, `state`, `component`, `ticket.KIND`."),
        SchemaField("values", .map(.anything, entries: 20), "What belongs into the sentence."),
        SchemaField(
            "ref",
            .optional(.object([SchemaField("kind", .anyLine), SchemaField("id", .anyLine)])),
            "What it leads to: an audit entry, a component, a ticket."),
    ])

    static let part = Schema.object([
        SchemaField("object", .count, "The number of the table's object."), SchemaField("source", .anyLine),
        SchemaField("table", .anyLine, "At the destination."),
        SchemaField("kind", .choice(["uniqueIndex", "index", "foreignKey", "check", "comment"])),
        SchemaField("name", .anyLine), SchemaField("state", Schemas.choice(ProjectObject.Part.State.self)),
        SchemaField("startedAt", .optional(.moment)), SchemaField("finishedAt", .optional(.moment)),
        SchemaField("failure", .optional(.named("Failure"))), SchemaField("returnCode", .optional(.anyLine)),
        SchemaField("statement", .anyLine),
        SchemaField("changes", .list(Schemas.choice(SchemaOrders.PartOrder.self)), "What may be done with it now."),
    ])

    static let speed = Schema.object(
        ProjectMeasure.allCases.map { SchemaField($0.rawValue, .optional(.number), "Null: nothing is measured now.") }
            + [
                SchemaField("reason", Schemas.choice(SpeedReason.self), "What holds it back now."),
                SchemaField("shares", .map(.number, entries: 20), "Of the lanes' time by reason, 0 to 1."),
                SchemaField("secondsLeft", .optional(.count), "A guess."),
            ])

    static let rejectionEnd = Schema.object([
        SchemaField("table", .count), SchemaField("chunk", .count), SchemaField("ordinal", .count),
        SchemaField("outcome", .choice(RejectionOrders.End.words)),
        SchemaField("failure", .optional(.named("Failure")), "Why it stays in quarantine."),
    ])

    static let tableNumbers = Schema.object([SchemaField("numbers", .list(.count), "1 to 1000 numbers of tables.")])
}
