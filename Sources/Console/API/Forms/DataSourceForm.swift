internal import ConnectorKit
internal import JSON
internal import Model

/// The fields of a data source as they are sent: checked against its connector, and laid over the saved ones.
struct DataSourceForm: Sendable {
    private static let settings: [SchemaField] = [
        .optional("role", Schemas.choice(DataSourceRole.self), "The first role of the kind when absent."),
        .optional("region", .line(0...Limits.nameLengthMax)),
        .optional("port", .integer(1...65_535), "The kind's default when absent."),
        .optional("database", .line(0...128)), .optional("encryption", Schemas.choice(Encryption.self)),
        .optional("options", .map(.line(0...1024), entries: 32), "The fields of the kind, by name."),
        .optional("remark", .text(0...Limits.remarkLengthMax)),
    ]
    private static let kind = Schema.line(1...Limits.nameLengthMax)
    private static let name = Schema.line(1...Limits.nameLengthMax)
    private static let host = Schema.line(1...255)
    private static let user = Schema.line(1...128)
    private static let password = Schema.text(0...1024)

    static let adding = Schema.object(
        [
            SchemaField("name", name), SchemaField("kind", kind), SchemaField("host", host), SchemaField("user", user),
            SchemaField("password", password),
        ] + settings)

    static let changing = Schema.object(
        [
            .optional("name", name), .optional("host", host), .optional("user", user),
            .optional("password", password, "The saved one stays when absent."),
        ] + settings)

    static let testing = Schema.object(
        [
            .optional("id", .optional(.line(1...64)), "Of a saved one, for what is not given, its password too."),
            .optional("name", .line(0...Limits.nameLengthMax)), .optional("kind", kind), .optional("host", host),
            .optional("user", user), .optional("password", .optional(password)),
        ] + settings)

    let body: JSONObject
    let connectors: ConnectorCatalogue

    var password: Secret? { body["password"]?.asString.map { Secret($0) } }

    /// The saved source with what was sent over it; a new one when nothing is saved.
    func source(over saved: DataSource?, at now: Timestamp) throws(Refusal) -> DataSource {
        let text = { (name: String) in body[name]?.asString }
        let kind = text("kind").map { DataSourceKind(rawValue: $0) } ?? saved?.kind
        guard let kind else { throw .invalid("kind", "is missing") }
        guard let description = connectors[kind]?.description else {
            let known = connectors.connectors.map(\.description.kind.rawValue).joined(separator: ", ")
            throw .invalid("kind", "must be one of \(known)")
        }
        if let saved, saved.kind != kind { throw .invalid("kind", "cannot change") }
        guard let host = text("host") ?? saved?.host else { throw .invalid("host", "is missing") }
        guard let user = text("user") ?? saved?.user else { throw .invalid("user", "is missing") }
        var source =
            saved
            ?? DataSource(
                id: .random(), name: text("name") ?? "", kind: kind, role: description.roles.first ?? .primary,
                host: host, port: description.defaultPort, user: user, createdAt: now)
        source.name = text("name") ?? source.name
        source.role = text("role").flatMap(DataSourceRole.init) ?? source.role
        source.region = text("region") ?? source.region
        source.host = host
        source.user = user
        source.port = body["port"]?.asInteger.map { Int($0) } ?? source.port
        source.database = text("database") ?? source.database
        source.encryption = text("encryption").flatMap(Encryption.init) ?? source.encryption
        source.remark = text("remark") ?? source.remark
        if let options = body["options"]?.asObject {
            source.options = Dictionary(
                uniqueKeysWithValues: options.map { ($0.key, $0.value.asString ?? "") }.filter { !$0.1.isEmpty })
        }
        try check(source, against: description)
        return source
    }

    private func check(_ source: DataSource, against description: ConnectorDescription) throws(Refusal) {
        var problems: [SchemaProblem] = []
        if !description.roles.contains(source.role) {
            let roles = description.roles.map(\.rawValue).joined(separator: ", ")
            problems.append(SchemaProblem("role", "must be one of \(roles) for \(description.title)"))
        }
        let known = Set(description.fields.map(\.name))
        for name in source.options.keys.sorted() where !known.contains(name) {
            problems.append(SchemaProblem("options.\(name)", "is not known for \(description.title)"))
        }
        for field in description.fields where field.isRequired && source.options[field.name] == nil {
            problems.append(SchemaProblem("options.\(field.name)", "is missing"))
        }
        guard problems.isEmpty else { throw .invalid(problems) }
    }
}
