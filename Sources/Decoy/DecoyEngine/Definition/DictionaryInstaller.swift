package import DecoyDictionary
package import OracleSQL
internal import PostgresClient

/// Makes the dictionary of a new database, and the views of the server at every start.
package enum DictionaryInstaller {
    /// The tables of schema `dict`, SYS, SYSTEM and the roles. Functions of schema `ora` may come later.
    package static func install(_ link: any DefinitionLink, systemPassword: String) throws(OracleFailure) {
        for statement in statements(of: DictionarySchema.script) { try link.command(statement) }
        var id = 0
        for (name, isRole) in [("SYS", false), ("SYSTEM", false)] + SystemPrivileges.roles.map({ ($0.name, true) }) {
            let verifiers = isRole ? nil : try DefinitionRunner.verifiers(user: name, password: systemPassword)
            try link.command(
                "INSERT INTO dict.users (id, name, is_role, verifiers, is_maintained, default_tablespace) "
                    + "VALUES (\(id), $1, \(isRole), $2, true, 'SYSTEM')", [.text(name), .text(verifiers)])
            id += id == 0 ? 9 : 1
        }
        for role in SystemPrivileges.roles {
            for privilege in role.privileges {
                try link.command(
                    "INSERT INTO dict.grants VALUES ($1, 'SYS', 'S', $2, NULL, '{}', true)",
                    [.text(role.name), .text(privilege)])
            }
        }
        for (grantee, role) in [("SYSTEM", "DBA"), ("DBA", "SELECT_CATALOG_ROLE"), ("DBA", "EXECUTE_CATALOG_ROLE")] {
            try link.command(
                "INSERT INTO dict.grants VALUES ($1, 'SYS', 'R', $2, NULL, '{}', true)", [.text(grantee), .text(role)])
        }
    }

    /// Replaces the views of schema `sys`.
    package static func installViews(
        _ link: any DefinitionLink, _ views: [SystemView]
    ) throws(OracleFailure) {
        try link.command("DROP SCHEMA IF EXISTS sys CASCADE")
        try link.command("CREATE SCHEMA sys")
        for statement in statements(of: functions) { try link.command(statement) }
        for view in views { try link.command(text(of: view)) }
        try register(views, link)
    }

    /// What the views call, and DBMS_METADATA.
    package static let functions = DictionarySchema.viewFunctions + "\n" + DictionarySchema.metadata

    /// Objects below this number are the server's own: the snapshot has them as system views.
    package static let firstUserObject = 73_000

    /// The server's own views are in the dictionary too, as objects of SYS with public synonyms.
    private static func register(_ views: [SystemView], _ link: any DefinitionLink) throws(OracleFailure) {
        try link.command("DELETE FROM dict.objects WHERE id < \(firstUserObject)")
        var objects: [String] = []
        var columns: [String] = []
        var texts: [String] = []
        var synonyms: [String] = []
        for (offset, view) in views.enumerated() {
            let id = 2000 + offset * 2
            let kind = view.isTable ? "TABLE" : "VIEW"
            let quoted = DefinitionRunner.quote(view.objectName)
            objects.append("(\(id), '\(view.owner)', \(quoted), '\(kind)', 1)")
            objects.append("(\(id + 1), 'PUBLIC', \(DefinitionRunner.quote(view.name)), 'SYNONYM', 1)")
            synonyms.append("(\(id + 1), '\(view.owner)', \(quoted))")
            if !view.isTable { texts.append("(\(id), \(DefinitionRunner.quote(view.query)), true, false)") }
            for column in view.columns {
                let type = column.type
                columns.append(
                    "(\(id), \(column.number), \(column.number), \(DefinitionRunner.quote(column.name)), "
                        + "'\(type.declaration)', '\(type.dictionaryName)', \(type.lengthInBytes), "
                        + "\(type.lengthInCharacters), \(type.charUsed.map { "'\($0)'" } ?? "NULL"), true)")
            }
        }
        guard !views.isEmpty else { return }
        try link.command(
            "INSERT INTO dict.objects (id, owner, name, kind, namespace) VALUES \(objects.joined(separator: ", "))")
        try link.command(
            "INSERT INTO dict.columns (object_id, number, position, name, declared, data_type, data_length, "
                + "char_length, char_used, is_nullable) VALUES \(columns.joined(separator: ", "))")
        try link.command(
            "INSERT INTO dict.views (id, text, read_only, check_option) VALUES \(texts.joined(separator: ", "))")
        try link.command(
            "INSERT INTO dict.synonyms (id, to_owner, to_name) VALUES \(synonyms.joined(separator: ", "))")
    }

    /// `CREATE VIEW sys."NAME"`: every column gets the type that its Oracle type has; an empty text is NULL.
    package static func text(of view: SystemView) -> String {
        var columns: [String] = []
        for (offset, column) in view.columns.enumerated() {
            let type = column.representation.postgresType
            let value = "q.x\(offset + 1)::\(type)"
            let shown = column.representation == .text ? "NULLIF(\(value), '')" : value
            columns.append("\(shown) AS \(column.physicalName)")
        }
        let names = view.columns.indices.map { "x\($0 + 1)" }.joined(separator: ", ")
        return "CREATE VIEW \(view.physicalName) AS SELECT \(columns.joined(separator: ", ")) "
            + "FROM (\(view.query)) AS q (\(names))"
    }

    /// The statements of a script: they end with a semicolon at the end of a line or before another statement, outside
    /// of dollar quotes.
    static func statements(of script: String) -> [String] {
        var found: [String] = []
        var current = ""
        var isQuoted = false
        var dollars = 0
        for character in script {
            current.append(character)
            dollars = character == "$" ? dollars + 1 : 0
            if dollars == 2 {
                isQuoted.toggle()
                dollars = 0
            }
            if character == ";", !isQuoted {
                let text = current.drop { $0.isWhitespace }
                if text.count > 1 { found.append(String(text.dropLast())) }
                current = ""
            }
        }
        return found
    }
}
