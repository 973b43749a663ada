internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// Comments, objects kept by name, and commands to the system and the database.
extension DefinitionRunner {
    func comment(_ statement: CommentStatement) throws(OracleFailure) {
        let text: PostgresValue = .text(statement.text.isEmpty ? nil : statement.text)
        switch statement.subject {
        case .other: return
        case .table(let name): try comment(on: name, nil, text)
        case .column(let name, let column): try comment(on: name, column, text)
        }
    }

    private func comment(on name: ObjectName, _ column: Name?, _ text: PostgresValue) throws(OracleFailure) {
        let owner = name.schema?.text ?? setting.schema
        let object: DictionaryObject
        let isKnown: Bool
        var number = 0
        switch dictionary.find(owner: owner, name: name.name.text) {
        case .table(let table):
            object = table.object
            number = column.flatMap { table.column(named: $0.text)?.number } ?? 0
            isKnown = column == nil || number > 0
        case .view(let view):
            object = view.object
            number = column.flatMap { view.column(named: $0.text)?.number } ?? 0
            isKnown = column == nil || number > 0
        default: throw .unknownTable(at: name.position)
        }
        guard dictionary.canSee(object, user: setting.user) else { throw .unknownTable(at: name.position) }
        if object.owner != setting.user { try demandSystem("COMMENT ANY TABLE") }
        guard isKnown else {
            throw .invalidIdentifier("\"\(column?.text ?? "")\"", at: column?.position ?? name.position)
        }
        if column != nil {
            try link.command(
                "UPDATE dict.columns SET comment = $1 WHERE object_id = \(object.id) AND number = \(number)", [text])
        } else {
            let relation = object.kind == .view ? "views" : "tables"
            try link.command("UPDATE dict.\(relation) SET comment = $1 WHERE id = \(object.id)", [text])
        }
    }

    func keep(_ statement: KeptObject) throws(OracleFailure) {
        if statement.kind == "DIMENSION" {
            let owner = try owner(of: ObjectName(schema: statement.schema, name: statement.name))
            try demand("CREATE", "DIMENSION", owner: owner)
            try demandFree(owner, statement.name.text, .dimension, at: statement.name.position)
            return try insertObject(try newObjectID(), owner, statement.name.text, .dimension)
        }
        switch statement.kind {
        case "DIRECTORY": try demandSystem("CREATE ANY DIRECTORY")
        case "EDITION": try demandSystem("CREATE ANY EDITION")
        default: try demandSystem("CREATE \(statement.kind == "CONTEXT" ? "ANY CONTEXT" : statement.kind)")
        }
        let known = try link.number(
            "SELECT count(*) FROM dict.kept WHERE kind = $1 AND name = $2",
            [.text(statement.kind), .text(statement.name.text)])
        guard known == 0 || statement.isReplacing else {
            throw statement.kind == "TABLESPACE"
                ? OracleFailure(1543, "tablespace '\(statement.name.text)' already exists", at: statement.name.position)
                : .nameInUse(at: statement.name.position)
        }
        try link.command(
            "INSERT INTO dict.kept (kind, name, value) VALUES ($1, $2, $3) "
                + "ON CONFLICT (kind, name) DO UPDATE SET value = excluded.value",
            [.text(statement.kind), .text(statement.name.text), .text(statement.value)])
    }

    func alterSystem(_ command: SystemCommand) throws(OracleFailure) {
        try demandSystem("ALTER SYSTEM")
        systemCommand = command.text
        let words = command.text
        if words.contains("SWITCH LOGFILE") || words.contains("ARCHIVE LOG CURRENT") {
            try link.command("SELECT clock.switch_log()")
        }
    }

    /// Supplemental logging of the whole database is kept for V$DATABASE; other commands change nothing.
    func alterDatabase(_ command: SystemCommand) throws(OracleFailure) {
        try demandSystem("ALTER DATABASE")
        let words = command.text
        if words.contains("FORCE LOGGING") {
            let isOn = !words.contains("NO FORCE LOGGING")
            try setFlag("FORCE_LOGGING", isOn)
        }
        guard words.contains("SUPPLEMENTAL LOG DATA") else { return }
        let isOn = words.contains("ADD SUPPLEMENTAL")
        guard isOn || words.contains("DROP SUPPLEMENTAL") else { throw .invalidOption(at: command.position) }
        let kinds = [
            ("( ALL )", "ALL"), ("PRIMARY KEY", "PK"), ("UNIQUE", "UI"), ("FOREIGN KEY", "FK"), ("PROCEDURAL", "PL"),
        ]
        let named = kinds.filter { words.contains($0.0) }
        for (_, name) in named { try setFlag("SUPPLEMENTAL_LOG_DATA_\(name)", isOn) }
        if named.isEmpty { try setFlag("SUPPLEMENTAL_LOG_DATA_MIN", isOn) }
        if isOn, !named.isEmpty {
            try link.command(
                "UPDATE dict.settings SET value = 'IMPLICIT' WHERE name = 'SUPPLEMENTAL_LOG_DATA_MIN' AND value = 'NO'")
        }
    }

    private func setFlag(_ name: String, _ isOn: Bool) throws(OracleFailure) {
        try link.command(
            "UPDATE dict.settings SET value = $2 WHERE name = $1", [.text(name), .text(isOn ? "YES" : "NO")])
    }
}
