internal import ConnectorKit
internal import Model
internal import OracleClient

/// Whether the tables have shapes that can be migrated. What the destination makes of a type is told by the
/// conversion; here is only what the source cannot give.
enum ShapePrechecks {
    static let all = [
        SourcePrecheck(
            "source.objects.types", "Columns have types that can be read", area: "objects",
            consequence: "These columns are left out."
        ) { context throws(DatabaseRefusal) in
            var found: [PrecheckFinding] = []
            for table in context.scope.tables {
                let unread = table.columns.filter { !isRead($0.type) }
                guard !unread.isEmpty else { continue }
                let list = unread.map { "\($0.name) \($0.typeText)" }.joined(separator: ", ")
                found.append(
                    context.finding(
                        .warning, "Not read: \(list).", subject: "\(table.name)",
                        advice: "Leave the columns out, or keep their content in columns of another type."))
            }
            return context.findings(found, orPassed: "Every column has a type that can be read.")
        },
        SourcePrecheck(
            "source.objects.kinds", "Tables hold rows of their own", area: "objects",
            consequence: "These tables are not copied."
        ) { context throws(DatabaseRefusal) in
            let found = context.scope.tables.compactMap { table -> PrecheckFinding? in
                let kind: String
                switch table.storage {
                case .temporary: kind = "a temporary table: its rows belong to sessions"
                case .external: kind = "an external table: its rows lie in files"
                case .nested: kind = "the store of a nested table"
                case .heap, .indexOrganized, .clustered: return nil
                }
                return context.finding(
                    .warning, "This is \(kind).", subject: "\(table.name)", advice: "Remove it from the project.")
            }
            return context.findings(found, orPassed: "Every table holds rows of its own.")
        },
        SourcePrecheck(
            "source.objects.keys", "Tables have a key", area: "objects",
            consequence: "Rows of these tables are told apart by their address alone."
        ) { context throws(DatabaseRefusal) in
            let found = context.scope.tables.filter { $0.rowKey == nil }.map { table in
                context.finding(
                    .warning, "It has neither a primary key nor a unique one without nullable columns.",
                    subject: "\(table.name)",
                    advice: "It is copied with hidden columns for the address of the row. A key of its own is better.")
            }
            return context.findings(found, orPassed: "Every table has a key.")
        },
        SourcePrecheck(
            "source.objects.keytypes", "Keys have types that compare exactly", area: "objects",
            consequence: "Two rows with different keys may be taken for the same one."
        ) { context throws(DatabaseRefusal) in
            let found = context.scope.tables.compactMap { table -> PrecheckFinding? in
                let columns = (table.rowKey?.columns ?? []).compactMap { table[column: $0] }
                guard let column = columns.first(where: { !comparesExactly($0.type) }) else { return nil }
                return context.finding(
                    .warning, "\(column.name) \(column.typeText) is part of its key.", subject: "\(table.name)",
                    advice: "Compare the rows of this table by hand, or give it another key.")
            }
            return context.findings(found, orPassed: "Every key compares exactly.")
        },
        SourcePrecheck("source.objects.pseudo", "No column has a name that is needed", area: "objects") {
            context throws(DatabaseRefusal) in
            let reserved: Set = ["OMS_OBJECT_NUMBER", "OMS_RELATIVE_FNO", "OMS_BLOCK_NUMBER", "OMS_ROW_NUMBER"]
            let found = context.scope.tables.compactMap { table -> PrecheckFinding? in
                let clashes = table.columns.map(\.name).filter { reserved.contains($0.uppercased()) }
                guard table.rowKey == nil, !clashes.isEmpty else { return nil }
                return context.finding(
                    .warning, "The columns \(clashes.joined(separator: ", ")) have names of hidden columns.",
                    subject: "\(table.name)",
                    advice: "The hidden columns get other names. A table with a key needs none.")
            }
            return context.findings(found, orPassed: "No name of a hidden column is in use.")
        },
        SourcePrecheck(
            "source.objects.names", "Names stay different without regard to case", area: "objects",
            consequence: "One of two such objects is refused by a destination that does not tell case apart."
        ) { context throws(DatabaseRefusal) in
            var byName: [ObjectName: [ObjectName]] = [:]
            for name in context.scope.tables.map(\.name) + context.scope.converted.map(\.source) {
                byName[ObjectName(name.schema.lowercased(), name.name.lowercased()), default: []].append(name)
            }
            let found = byName.values.map { Set($0).sorted() }.filter { $0.count > 1 }.map { names in
                context.finding(
                    .warning, "These names differ in case alone: \(names.map(\.description).joined(separator: ", ")).",
                    subject: names[0].description, advice: "Rename one of them in the project.")
            }
            return context.findings(found.sorted { $0.subject < $1.subject }, orPassed: "No two names are alike.")
        },
        SourcePrecheck(
            "source.objects.movement", "Rows without a key stay where they are", area: "objects",
            consequence: "A row that moves while changes are followed looks like another row."
        ) { context throws(DatabaseRefusal) in
            let keyless = Set(context.scope.tables.filter { $0.rowKey == nil }.map(\.name))
            guard !keyless.isEmpty else { return context.passed("Every table has a key.") }
            let moving = try await moving(context, Set(keyless.map(\.schema)).sorted())
            let found = moving.filter { keyless.contains($0) }.sorted().map { name in
                context.finding(
                    .warning, "Its rows may move to another address.", subject: "\(name)",
                    advice: "Switch row movement off while the project runs, or give the table a key.",
                    fix: "ALTER TABLE \(OracleText.quoted(name)) DISABLE ROW MOVEMENT;")
            }
            return context.findings(found, orPassed: "No table without a key lets its rows move.")
        },
    ]

    private static func isRead(_ type: ColumnType) -> Bool {
        switch type {
        case .externalFile, .object, .other: false
        default: true
        }
    }

    /// Floating numbers and moments with a zone have several forms of one value.
    private static func comparesExactly(_ type: ColumnType) -> Bool {
        switch type {
        case .binaryFloat, .binaryDouble, .timestamp(_, .carried): false
        default: true
        }
    }

    private static func moving(
        _ context: SourcePrecheck.Context, _ schemas: [String]
    ) async throws(DatabaseRefusal) -> Set<ObjectName> {
        let list = schemas.map(OracleText.literal).joined(separator: ", ")
        let views = context.source.powers.views
        return try await context.source.pool.ask("look for row movement") { connection throws(OracleError) in
            var names = Set<ObjectName>()
            try await connection.each(
                """
                SELECT OWNER, TABLE_NAME FROM \(views)_TABLES WHERE ROW_MOVEMENT = 'ENABLED' AND OWNER IN (\(list))
                """
            ) { record throws(OracleError) in
                if let owner = record.text(0), let name = record.text(1) { names.insert(ObjectName(owner, name)) }
            }
            return names
        }
    }
}
