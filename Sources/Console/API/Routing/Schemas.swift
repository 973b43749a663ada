internal import Model

/// The forms that have a name in the OpenAPI document.
enum Schemas {
    static let all: [(name: String, schema: Schema)] =
        [
            ("Error", error), ("Session", session), ("Account", account), ("Overview", overview), ("Machine", machine),
            ("MachineDetail", machineDetail), ("Component", component), ("ComponentDetail", componentDetail),
            ("Setting", setting), ("Log", log), ("TicketReference", ticketReference), ("Ticket", ticket),
            ("AuditEntry", auditEntry), ("Parameter", parameter), ("DataSourceKind", dataSourceKind),
            ("DataSource", dataSource), ("ConnectionTest", connectionTest), ("Series", series), ("Found", found),
            ("Failure", failure), ("Subject", subject),
        ] + ProjectSchemas.all + DraftSchemas.all + CatalogueSchemas.all + ProjectDetailSchemas.all

    private static let byName = Dictionary(uniqueKeysWithValues: all)

    static func named(_ name: String) -> Schema {
        guard let schema = byName[name] else { preconditionFailure("a schema is named that does not exist: \(name)") }
        return schema
    }

    static func list(of name: String, isPaged: Bool = false) -> Schema {
        let fields = [
            SchemaField("items", .list(.named(name))), SchemaField("total", .count, "All that fit the filter."),
            SchemaField("counts", .map(.count, entries: 100), "How many of each state, whatever the filter of states."),
            SchemaField("rev", .count, "Messages of the stream with a higher revision are newer than this list."),
        ]
        return .object(isPaged ? fields + [next] : fields)
    }

    private static let next = SchemaField(
        "next", .optional(.anyLine), "Given as `before` it leads to the next page; null on the last.")

    /// A list that is read forward.
    static func page(of name: String) -> Schema {
        guard case .object(let fields) = list(of: name) else { preconditionFailure("a list is an object") }
        return .object(
            fields + [
                SchemaField(
                    "next", .optional(.anyLine), "Given as `after` it leads to the next page; null on the last.")
            ])
    }
    private static let revision = SchemaField("rev", .count, "The revision, for `If-Match`.")
    private static let id = SchemaField("id", .line(1...64))

    static func choice<Choice: CaseIterable & RawRepresentable<String>>(_: Choice.Type) -> Schema {
        .choice(Choice.allCases.map(\.rawValue))
    }

    static let error = Schema.object([
        SchemaField(
            "error",
            .object([
                SchemaField("code", .anyLine, "Stable; for programs."),
                SchemaField("message", .anyLine, "What happened; for people."),
                .optional("hint", .anyLine, "What to do."),
                .optional("detail", .anyLine, "The cause in its own words."),
                .optional("field", .anyLine, "The first field that does not fit."),
                .optional(
                    "fields",
                    .list(.object([SchemaField("field", .anyLine), SchemaField("message", .anyLine)])),
                    "All fields that do not fit."),
                SchemaField("request_id", .anyLine),
            ])),
        .optional("current", .anything, "Of a stale change: the resource as it is now."),
    ])

    static let session = Schema.object([
        SchemaField("first", .boolean, "No account exists yet: the first sign-in sets the password."),
        SchemaField("signedIn", .boolean), SchemaField("account", .optional(.anyLine)),
        SchemaField("version", .anyLine), SchemaField("build", .anyLine),
    ])

    static let account = Schema.object([
        SchemaField("account", .anyLine), .optional("createdAt", .moment), .optional("passwordSetAt", .moment),
    ])

    static let overview = Schema.object([
        SchemaField("components", .map(.count, entries: 20), "How many in each state."),
        SchemaField("machines", .object([SchemaField("up", .count), SchemaField("down", .count)])),
        SchemaField("tickets", .object([SchemaField("open", .count), SchemaField("failed", .count)])),
        SchemaField("dataSources", .count),
        SchemaField("projects", .map(.count, entries: 20), "How many in each state."),
    ])

    private static let bytes = Schema.optional(
        .object([SchemaField("used", .count, "Bytes."), SchemaField("total", .count, "Bytes.")]))

    private static let machineFields = [
        id, SchemaField("name", .anyLine), SchemaField("address", .anyLine), SchemaField("region", .anyLine),
        SchemaField("state", .choice(["up", "down"])), SchemaField("heartbeatAt", .optional(.moment)),
        SchemaField(
            "agent",
            .optional(
                .object([
                    SchemaField("startedAt", .moment), SchemaField("pid", .count), SchemaField("version", .anyLine),
                ]))),
        SchemaField("cores", .optional(.count)),
        SchemaField("cpu", .optional(.number), "Busy share of all cores, 0 to 1."),
        SchemaField("memory", bytes), SchemaField("disk", bytes),
        SchemaField("components", .object([SchemaField("used", .count), SchemaField("limit", .count)])),
        SchemaField("createdAt", .moment), revision,
    ]

    static let machine = Schema.object(machineFields)
    static let machineDetail = Schema.object(
        machineFields + [
            SchemaField(
                "componentsHere",
                .list(
                    .object([
                        id, SchemaField("name", .anyLine), SchemaField("state", choice(ComponentState.self)),
                    ])))
        ])

    private static let action = Schema.object([
        SchemaField("ok", .boolean), .optional("why", .anyLine, "Why not now."),
    ])

    private static let componentFields = [
        id, SchemaField("kind", choice(ComponentKind.self)), SchemaField("name", .anyLine),
        SchemaField("machine", .object([id, SchemaField("name", .anyLine)])),
        SchemaField("state", choice(ComponentState.self), "What is true."),
        SchemaField("desired", choice(DesiredState.self), "What the operator wants."),
        SchemaField("since", .moment), SchemaField("heartbeatAt", .optional(.moment)),
        SchemaField("pid", .optional(.count)), SchemaField("crashes", .count, "In a row."),
        SchemaField("nextStartAt", .optional(.moment)), SchemaField("failure", .optional(.named("Failure"))),
        SchemaField("metrics", .map(.number, entries: 1000), "The last value of each."),
        SchemaField("configuration", .map(.anyLine, entries: 64)), SchemaField("createdAt", .moment), revision,
        SchemaField(
            "actions", .object(ComponentActions.kinds.map { SchemaField($0.name, action) }), "What is possible now."),
    ]

    static let component = Schema.object(componentFields)
    static let componentDetail = Schema.object(
        componentFields + [
            SchemaField(
                "history",
                .list(
                    .object([
                        SchemaField("from", .anyLine), SchemaField("to", .anyLine), SchemaField("cause", .anyLine),
                        SchemaField("by", .anyLine), SchemaField("at", .moment),
                    ])), "The newest first.")
        ])

    static let setting = Schema.object([
        SchemaField("name", .anyLine), SchemaField("title", .anyLine), SchemaField("help", .anyLine),
        SchemaField("value", .anyLine), SchemaField("standard", .anyLine),
    ])

    static let log = Schema.object([
        SchemaField("file", .anyLine, "Empty when there is no log yet."),
        SchemaField("lines", .list(.anyLine), "The oldest first."),
        SchemaField("truncated", .boolean, "Older lines exist."),
    ])

    static let ticketReference = Schema.object([SchemaField("ticket", .line(1...64))])

    static let ticket = Schema.object([
        id, SchemaField("kind", choice(Ticket.Kind.self)), SchemaField("subject", .named("Subject")),
        SchemaField("by", .anyLine), SchemaField("createdAt", .moment), SchemaField("finishedAt", .optional(.moment)),
        SchemaField("state", choice(Ticket.State.self)),
        SchemaField(
            "steps",
            .list(
                .object([
                    SchemaField("title", .anyLine), SchemaField("state", choice(Ticket.State.self)),
                    SchemaField("detail", .anyLine), SchemaField("finishedAt", .optional(.moment)),
                ]))),
        SchemaField("failure", .optional(.named("Failure"))), SchemaField("rev", .count),
    ])

    static let auditEntry = Schema.object([
        SchemaField("number", .count), SchemaField("at", .moment), SchemaField("actor", .anyLine),
        SchemaField("address", .anyLine), SchemaField("action", .anyLine),
        SchemaField("object", .optional(.named("Subject"))),
        SchemaField("outcome", choice(AuditEntry.Outcome.self)), SchemaField("requestId", .optional(.anyLine)),
        SchemaField(
            "changes",
            .list(
                .object([
                    SchemaField("field", .anyLine), SchemaField("before", .optional(.anyLine)),
                    SchemaField("after", .optional(.anyLine)),
                ])), "Secrets appear as dots."),
    ])

    static let parameter = Schema.object([
        SchemaField("name", .anyLine), SchemaField("module", .anyLine), SchemaField("description", .anyLine),
        SchemaField("value", .anyLine), SchemaField("standard", .anyLine),
        SchemaField(
            "form",
            .object([
                SchemaField("type", .choice(["integer", "text", "choice"])), .optional("min", .integer(.min ... .max)),
                .optional("max", .integer(.min ... .max)), .optional("unit", .anyLine),
                .optional("choices", .list(.anyLine)),
            ])),
        SchemaField("changedBy", .optional(.anyLine)), SchemaField("changedAt", .optional(.moment)),
    ])

    static let dataSourceKind = Schema.object([
        SchemaField("kind", .anyLine), SchemaField("title", .anyLine), SchemaField("defaultPort", .count),
        SchemaField("defaultUser", .anyLine),
        SchemaField(
            "fields",
            .list(
                .object([
                    SchemaField("name", .anyLine), SchemaField("title", .anyLine), SchemaField("help", .anyLine),
                    SchemaField("required", .boolean),
                ]))),
        SchemaField("roles", .list(choice(DataSourceRole.self))),
    ])

    static let dataSource = Schema.object(dataSourceFields + foundByTest)

    private static let dataSourceFields = [
        id, SchemaField("name", .anyLine), SchemaField("kind", .anyLine), SchemaField("kindTitle", .anyLine),
        SchemaField("role", choice(DataSourceRole.self)), SchemaField("region", .anyLine),
        SchemaField("host", .anyLine), SchemaField("port", .count), SchemaField("user", .anyLine),
        SchemaField("database", .anyLine), SchemaField("encryption", choice(Encryption.self)),
        SchemaField("options", .map(.anyLine, entries: 64)), SchemaField("remark", .anyLine),
        SchemaField("lastTest", .optional(.named("ConnectionTest"))),
        SchemaField(
            "usedBy",
            .list(
                .object([
                    SchemaField("kind", choice(DataSourceUse.Kind.self)), id, SchemaField("name", .anyLine),
                ])), "Lists name projects alone; one data source is told with its drafts too."),
        SchemaField("createdAt", .moment), revision,
    ]

    /// Beside a test, and kept with the data source from its last one.
    static let foundByTest = [
        SchemaField(
            "capabilities",
            .optional(
                .list(
                    .object([
                        SchemaField("key", .anyLine), SchemaField("title", .anyLine),
                        SchemaField("found", .anyLine, "What the database answered."),
                        SchemaField("present", .optional(.boolean), "Null of a fact, such as the version."),
                    ]))), "What the database can do for a project; null when no test came so far."),
        SchemaField(
            "rights",
            .optional(
                .list(
                    .object([
                        SchemaField("right", .anyLine),
                        SchemaField("on", .anyLine, "What it is a right on; empty for the whole database."),
                        SchemaField("present", .boolean),
                        SchemaField("grant", .anyLine, "The statement that gives it."),
                    ]))), "Each right that a project needs; null when no test came so far."),
    ]

    static let connectionTest = Schema.object([
        SchemaField("at", .moment), SchemaField("outcome", choice(ConnectionTest.Outcome.self)),
        SchemaField("product", .optional(.anyLine)),
        SchemaField(
            "steps",
            .list(
                .object([
                    SchemaField("key", .anyLine), SchemaField("title", .anyLine),
                    SchemaField("outcome", choice(ConnectionTest.Outcome.self)), SchemaField("detail", .anyLine),
                    SchemaField("advice", .optional(.anyLine)), SchemaField("fix", .optional(.anyLine)),
                    SchemaField("elapsed", .count, "Milliseconds."),
                ]))),
    ])

    static let series = Schema.object([
        SchemaField("t", .list(.moment)),
        SchemaField("series", .map(.list(.optional(.number)), entries: 100), "Means; null where nothing was measured."),
    ])

    static let found = Schema.object([
        SchemaField("kind", choice(Subject.Kind.self)), id, SchemaField("title", .anyLine),
        SchemaField("hint", .anyLine), SchemaField("href", .anyLine),
    ])

    static let failure = Schema.object([
        SchemaField("number", .anyLine), SchemaField("message", .anyLine), SchemaField("advice", .anyLine),
        SchemaField("detail", .optional(.anyLine)),
    ])

    static let subject = Schema.object([
        SchemaField("kind", choice(Subject.Kind.self)), SchemaField("id", .anyLine), SchemaField("name", .anyLine),
    ])
}
