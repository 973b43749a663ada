internal import Model

/// The forms of drafts.
enum DraftSchemas {
    static let all: [(name: String, schema: Schema)] = [("Draft", draft), ("DraftOutline", outline)]

    private static let fields = [
        SchemaField("id", .line(1...64)), SchemaField("rev", .count, "The revision, for `If-Match`."),
        SchemaField("owner", .anyLine), SchemaField("createdAt", .moment), SchemaField("changedAt", .moment),
        SchemaField("name", .anyLine, "As it is typed; it may be empty."),
        SchemaField("project", .optional(.line(1...64)), "The id of the project that was made of it."),
    ]

    static let outline = Schema.object(fields)

    static let draft = Schema.object(
        fields + [
            SchemaField(
                "projectRev", .optional(.count), "The revision of that project when both were last the same."),
            SchemaField("content", .map(.anything, entries: 64), "As it was typed."),
        ])
}
