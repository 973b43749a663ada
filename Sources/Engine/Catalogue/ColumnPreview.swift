package import Catalog
package import ConnectorKit
package import Model

/// What the columns of one table would become at a destination, before anything is chosen: asked of both ends, and
/// converted as a project would convert them.
package struct ColumnPreview: Hashable, Sendable {
    package struct Column: Hashable, Sendable {
        package var name: String
        package var type: String
        package var isNullable: Bool
        /// Part of the key that names the rows.
        package var isKey: Bool
        /// As the destination would call it; nil without a destination, or when the column does not travel.
        package var destinationName: String?
        package var mapped: String?
        package var notes: [ConversionNote]
    }

    package var columns: [Column]
    /// What is said of the table as a whole.
    package var notes: [ConversionNote]
}

/// Asks for previews of columns.
package struct ColumnPreviews: Sendable {
    /// Looking at values may take long; without an answer in time the types are those of unknown values.
    static let profileTime: Duration = .seconds(5)

    private let ends: SavedEnds
    private let connectors: ConnectorCatalogue

    package init(catalog: Catalog, connectors: ConnectorCatalogue) {
        ends = SavedEnds(catalog: catalog, connectors: connectors)
        self.connectors = connectors
    }

    /// Nil when the source has no such table. `wish` is what the user set for the table already.
    package func preview(
        _ table: ObjectName, of source: DataSource, to destination: DataSource?, _ settings: ConversionSettings,
        _ wish: TableWish? = nil
    ) async throws -> ColumnPreview? {
        try await ends.withSource(source) { database in
            guard let definition = try await database.tables([table]).first else { return nil }
            guard let destination else { return Self.plain(definition) }
            guard let route = connectors.route(from: source.kind, to: destination.kind) else {
                throw NotNow("There is no way from \(source.kind.rawValue) to \(destination.kind.rawValue).")
            }
            let facts = try await database.facts()
            let other = try await ends.withDestination(destination) { try await $0.facts() }
            let conversion = route.conversion(facts, other, settings)
            var choices = TableChoices(types: wish?.types ?? [:], columns: wish?.columns ?? [:])
            let unknown = conversion.columnsToProfile(of: definition)
            var isLate = false
            if !unknown.isEmpty {
                let found = try await Self.profile(database, table, unknown)
                choices.profiles = found ?? [:]
                isLate = found == nil
            }
            let converted = conversion.convert(definition, NameMap(), choices)
            var preview = Self.mapped(definition, converted, conversion)
            if isLate {
                preview.notes.append(
                    ConversionNote(
                        .remark, rule: "preview.profile",
                        "The values of \(unknown.joined(separator: ", ")) were not looked at in time; "
                            + "when the project is planned their types may come out smaller."))
            }
            return preview
        }
    }

    /// Nil when it took too long.
    private static func profile(
        _ database: any SourceDatabase, _ table: ObjectName, _ columns: [String]
    ) async throws -> [String: NumberProfile]? {
        try await withThrowingTaskGroup(of: [String: NumberProfile]?.self) { group in
            group.addTask { try await database.profile(table, columns: columns) }
            group.addTask {
                try await Task.sleep(for: profileTime)
                return nil
            }
            let first = try await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    private static func plain(_ table: TableDefinition) -> ColumnPreview {
        let key = Set(table.rowKey?.columns ?? [])
        let columns = table.columns.filter { !$0.isHidden }.map { column in
            ColumnPreview.Column(
                name: column.name, type: column.typeText, isNullable: column.isNullable,
                isKey: key.contains(column.name), notes: [])
        }
        return ColumnPreview(columns: columns, notes: [])
    }

    private static func mapped(
        _ table: TableDefinition, _ converted: ConvertedObject, _ conversion: any SchemaConversion
    ) -> ColumnPreview {
        var preview = plain(table)
        let relation = conversion.relation(of: table, converted)
        let known = Dictionary(relation.columns.map { ($0.source.name, $0) }, uniquingKeysWith: { first, _ in first })
        let notes = Dictionary(grouping: converted.notes, by: \.subject)
        for at in preview.columns.indices {
            let name = preview.columns[at].name
            preview.columns[at].destinationName = known[name]?.destinationName
            preview.columns[at].mapped = known[name]?.stored.map { conversion.text(of: $0) }
            preview.columns[at].notes = notes[name] ?? []
        }
        let names = Set(preview.columns.map(\.name))
        preview.notes = converted.notes.filter { !names.contains($0.subject) } + converted.parts.flatMap(\.notes)
        return preview
    }
}
