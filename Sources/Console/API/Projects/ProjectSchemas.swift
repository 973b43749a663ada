internal import Engine
internal import Model

/// The forms of projects and of what belongs to them.
enum ProjectSchemas {
    static let all: [(name: String, schema: Schema)] = [
        ("Project", project), ("ProjectDetail", projectDetail), ("ProjectStep", step), ("ProjectObject", object),
        ("ProjectObjectDetail", objectDetail), ("ConversionNote", note), ("PrecheckAnswer", answer),
        ("Precheck", precheck), ("ObjectEnd", objectEnd), ("TableCopy", copy), ("RowRejection", rejection),
        ("BatchEnd", batchEnd), ("SelectedObject", selected),
    ]

    private static let id = SchemaField("id", .line(1...64))
    private static let failure = SchemaField("failure", .optional(.named("Failure")))

    static let step = Schema.object([
        SchemaField("kind", Schemas.choice(StepKind.self)), SchemaField("state", Schemas.choice(StepState.self)),
        SchemaField("progress", .optional(.number), "0 to 1; null when it cannot be told."),
        SchemaField("activity", .anyLine, "What it does now."), SchemaField("startedAt", .optional(.moment)),
        SchemaField("finishedAt", .optional(.moment)),
        SchemaField("secondsLeft", .optional(.count), "A guess."), failure,
    ])

    private static let end = Schema.object([id, SchemaField("name", .anyLine), SchemaField("kind", .anyLine)])

    private static let order = Schema.object([
        SchemaField("ok", .boolean), .optional("why", .anyLine, "Why not now."),
    ])

    private static let alertMeaning =
        "What a person wants to be told: nothing, that it failed, also rows in "
        + "quarantine and five minutes without movement, also 30 seconds without movement, waiting and the end. "
        + "Kept and shown; nothing is sent in this version."

    private static let projectFields = [
        id, SchemaField("name", .anyLine), SchemaField("kind", Schemas.choice(ProjectKind.self)),
        SchemaField(
            "state", .choice(ProjectState.allCases.map(\.rawValue) + [Views.prechecking]),
            "What is true. While a project that was not started is being checked: `\(Views.prechecking)`."),
        SchemaField("wish", Schemas.choice(ProjectWish.self), "What the operator wants."),
        SchemaField("since", .moment), SchemaField("source", end), SchemaField("destination", end),
        SchemaField("tags", .list(.anyLine)),
        SchemaField("alertLevel", Schemas.choice(AlertLevel.self), alertMeaning), SchemaField("owner", .anyLine),
        SchemaField("quarantined", .count, "Rows in quarantine now."),
        SchemaField("steps", .list(.named("ProjectStep"))), failure, SchemaField("createdAt", .moment),
        SchemaField("rev", .count, "The revision, for `If-Match`."),
        SchemaField(
            "orders", .object(ProjectOrder.allCases.map { SchemaField($0.rawValue, order) }), "What is possible now."),
    ]

    static let project = Schema.object(projectFields)

    static let projectDetail = Schema.object(
        projectFields + [
            SchemaField("file", .anything, "The project in the form of a project file."),
            SchemaField("objects", .map(.count, entries: 20), "How many objects in each state."),
            SchemaField(
                "copying",
                .optional(
                    .object([
                        SchemaField("tables", .count), SchemaField("tablesDone", .count),
                        SchemaField("tablesFailed", .count), SchemaField("rows", .count),
                        SchemaField("rowsEstimated", .optional(.count)), SchemaField("bytesRead", .count),
                        SchemaField("ignored", .count), SchemaField("quarantined", .count),
                    ])), "Null before the rows."),
            SchemaField(
                "checkers",
                .list(
                    .object([
                        id, SchemaField("name", .anyLine), SchemaField("state", Schemas.choice(ComponentState.self)),
                        SchemaField("machine", .anyLine),
                        SchemaField("metrics", .map(.number, entries: 1000), "The last value of each."),
                        SchemaField(
                            "reason", .optional(Schemas.choice(SpeedReason.self)), "What holds it back now."),
                    ])), "The components that copy its rows now."),
            SchemaField(
                "history",
                .list(
                    .object([
                        SchemaField("from", .anyLine), SchemaField("to", .anyLine), SchemaField("cause", .anyLine),
                        SchemaField("by", .anyLine), SchemaField("at", .moment),
                    ])), "The newest first."),
        ])

    static let note = Schema.object([
        SchemaField("severity", Schemas.choice(ConversionNote.Severity.self)), SchemaField("rule", .anyLine),
        SchemaField("subject", .anyLine), SchemaField("text", .anyLine),
    ])

    private static let objectFields = [
        SchemaField("number", .count), SchemaField("kind", Schemas.choice(ObjectKind.self)),
        SchemaField("source", .anyLine), SchemaField("destination", .anyLine),
        SchemaField("state", Schemas.choice(ProjectObject.State.self)), SchemaField("removed", .boolean),
        SchemaField("edited", .boolean), SchemaField("worst", Schemas.choice(ConversionNote.Severity.self)),
        SchemaField("notes", .count), SchemaField("returnCode", .optional(.anyLine)), failure,
        SchemaField("changes", .list(Schemas.choice(SchemaOrders.Order.self)), "What may be done with it now."),
        SchemaField("rev", .count, "The revision, for `If-Match`."),
    ]

    static let object = Schema.object(objectFields)

    static let objectDetail = Schema.object(
        objectFields + [
            SchemaField("sourceText", .anyLine),
            SchemaField("sourceFailure", .optional(.named("Failure")), "Why the source did not give its text."),
            SchemaField("statements", .list(.anyLine)),
            SchemaField(
                "parts",
                .list(
                    .object([
                        SchemaField("kind", .anyLine), SchemaField("name", .anyLine),
                        SchemaField("statement", .anyLine),
                        SchemaField("state", Schemas.choice(ProjectObject.Part.State.self)),
                        SchemaField("startedAt", .optional(.moment)), SchemaField("finishedAt", .optional(.moment)),
                        SchemaField("returnCode", .optional(.anyLine)), failure,
                        SchemaField("changes", .list(Schemas.choice(SchemaOrders.PartOrder.self))),
                    ])), "Made after the rows, or after all tables."),
            SchemaField("editedText", .optional(.anyLine)),
            SchemaField("conversion", .list(.named("ConversionNote"))),
        ])

    static let objectEnd = Schema.object([
        SchemaField("number", .count), SchemaField("name", .anyLine),
        SchemaField("state", Schemas.choice(ProjectObject.State.self), "Ready: the project takes it when it goes on."),
        SchemaField(
            "exists", .optional(.boolean),
            "Of a skipped one: whether the destination has it. Null when it was not asked."),
        SchemaField("refusal", .optional(.anyLine), "Why not, or what the database refused. Null: it was done."),
    ])

    static let answer = Schema.object([
        SchemaField("number", .count), SchemaField("key", .anyLine), SchemaField("title", .anyLine),
        SchemaField("area", .anyLine), SchemaField("end", .choice(["source", "destination", "both"])),
        SchemaField("subject", .anyLine, "The object it is about; empty for the whole end."),
        SchemaField("outcome", Schemas.choice(PrecheckFinding.Outcome.self)), SchemaField("found", .anyLine),
        SchemaField("advice", .optional(.anyLine)), SchemaField("fix", .optional(.anyLine), "Statements to copy."),
        SchemaField("consequenceOfSkipping", .optional(.anyLine), "Null: it cannot be skipped."),
        SchemaField("blocks", .boolean), SchemaField("skippedBy", .optional(.anyLine)),
        SchemaField("skippedAt", .optional(.moment)),
    ])

    static let precheck = Schema.object([
        SchemaField("items", .list(.named("PrecheckAnswer"))), SchemaField("total", .count),
        SchemaField("counts", .map(.count, entries: 100), "How many of each outcome."), SchemaField("rev", .count),
        SchemaField("running", .boolean, "Questions are being asked; `items` are the answers that have come."),
        SchemaField(
            "progress",
            .optional(
                .object([
                    SchemaField("done", .count),
                    SchemaField("total", .count, "0 until the objects have been read."),
                    SchemaField("activity", .anyLine, "What is done now."),
                ]))),
        SchemaField(
            "checkedAt", .optional(.moment),
            "When everything was asked; null when the project or one of its ends has changed since."),
        SchemaField("passed", .boolean, "The start does not repeat it."),
        SchemaField("failure", .optional(.named("Failure")), "Why the last one could not be made."),
    ])

    static let copy = Schema.object([
        SchemaField("number", .count), SchemaField("source", .anyLine), SchemaField("destination", .anyLine),
        SchemaField("state", Schemas.choice(TableCopy.State.self)), SchemaField("rows", .count),
        SchemaField("rowsEstimated", .optional(.count)), SchemaField("ignored", .count),
        SchemaField("quarantined", .count), SchemaField("bytesRead", .count),
        SchemaField("bytesEstimated", .optional(.count)), SchemaField("chunksDone", .count),
        SchemaField("chunksPlanned", .count), SchemaField("planned", .boolean),
        SchemaField("losses", .map(.count, entries: 10_000), "Values that a named rule changed."),
        SchemaField("startedAt", .optional(.moment)), SchemaField("finishedAt", .optional(.moment)), failure,
        SchemaField("rate", .optional(.number), "Rows per second since it began."),
        SchemaField("secondsLeft", .optional(.count), "A guess."),
    ])

    static let rejection = Schema.object([
        SchemaField("table", .count, "The number of the table's object."),
        SchemaField("source", .optional(.anyLine), "Its name at the source."), SchemaField("chunk", .count),
        SchemaField("ordinal", .count), SchemaField("row", .anyLine, "Its address or key at the source."),
        SchemaField("column", .optional(.anyLine)), SchemaField("reason", .named("Failure")),
        SchemaField(
            "values",
            .list(
                .object([
                    SchemaField("column", .anyLine, "Its name at the source."),
                    SchemaField(
                        "text", .optional(.anyLine),
                        "As the source has it, at most 1000 characters; null for NULL and for what is no text."),
                    SchemaField("bytes", .optional(.count), "The whole length at the source; null for NULL."),
                    SchemaField("cut", .boolean, "There is more than is shown."),
                    SchemaField(
                        "hex", .optional(.anyLine), "Of what is no text: the first 64 bytes in hexadecimal."),
                ])), "In the order of the copied columns."),
    ])

    static let batchEnd = Schema.object([
        id, SchemaField("name", .anyLine), SchemaField("refusal", .optional(.anyLine), "Null: it was done."),
    ])

    static let selected = Schema.object([
        SchemaField("kind", Schemas.choice(ObjectKind.self)), SchemaField("source", .anyLine),
        SchemaField("destination", .anyLine),
        SchemaField("earlier", .optional(.anyLine), "The destination that `before` wished for."),
        SchemaField("flags", .list(.anyLine)), SchemaField("rowsEstimated", .optional(.count)),
        SchemaField("bytesEstimated", .optional(.count)),
        SchemaField(
            "difference", Schemas.choice(SelectionPreview.Difference.self),
            "Against the selection `before`; `same` without one."),
    ])

    static let differences = [
        SchemaField("added", .count, "How many `before` did not take."),
        SchemaField("renamed", .count, "How many had another destination."),
        SchemaField("removed", .list(.anyLine), "Taken by `before` only."),
    ]

    // MARK: Bodies

    static let comparing = [
        SchemaField("source", .line(1...64), "The id of a data source."),
        .optional("refresh", .boolean, "Asks the source again; otherwise what it listed may be 10 minutes old."),
        .optional("before", .anything, "The selection to compare with."),
    ]

    /// The members of a project file. What is inside them is checked by the reader of the file, which names the path.
    static func file(isWhole: Bool) -> Schema {
        let members: [(String, Schema, String, Bool)] = [
            ("name", .line(1...Limits.nameLengthMax), "", true),
            ("source", .anything, "`dataSource`, or `kind` and `url`.", true),
            ("destination", .anything, "The same.", true),
            ("objects", .anything, "`include`, `exclude`, `map`, `tables`: a change replaces them all.", true),
            ("type", Schemas.choice(ProjectKind.self), "", false),
            ("steps", .list(.line(1...32)), "", false),
            ("options", .anything, "A change leaves the options that it does not name as they are.", false),
            ("tags", .list(.line(1...ProjectTags.lengthMax)), "At most \(ProjectTags.countMax).", false),
            ("alertLevel", Schemas.choice(AlertLevel.self), "`low` when absent. \(alertMeaning)", false),
        ]
        return .object(
            members.map { name, schema, help, isNeeded in
                SchemaField(name, schema, help, isRequired: isNeeded && isWhole)
            })
    }

    static let ids = Schema.object([
        SchemaField("action", .choice(["start", "pause", "resume", "release", "delete"])),
        SchemaField("ids", .list(.line(1...64)), "At most 500."),
    ])

    static let objectNumbers = Schema.object([
        .optional("numbers", .list(.count)),
        .optional("all", .boolean, "Every object that is not at the destination."),
    ])
}
