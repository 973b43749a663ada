package import Model

/// Oracle's definitions as statements of the MySQL family: OceanBase's MySQL mode, MySQL, MariaDB.
package struct OracleToMySQL: SchemaConversion {
    package let source: DatabaseFacts
    package let destination: DatabaseFacts
    package let settings: ConversionSettings
    let rules: DestinationRules
    let translator: ExpressionTranslator

    package init(source: DatabaseFacts, destination: DatabaseFacts, settings: ConversionSettings) {
        self.source = source
        self.destination = destination
        self.settings = settings
        rules = DestinationRules(destination, settings)
        translator = ExpressionTranslator(rules: rules, sourceCharacterSet: source.characterSet)
    }

    package func convert(_ table: TableDefinition, _ names: NameMap, _ choices: TableChoices) -> ConvertedObject {
        var draft = TableDraft(table, names: DestinationNames(names, settings, rules), choices: choices, in: self)
        return draft.convert()
    }

    package func convert(_ view: ViewDefinition, _ names: NameMap) -> ConvertedObject {
        convert(view, names, reading: [])
    }

    package func convert(
        _ view: ViewDefinition, _ names: NameMap, reading known: [KnownRelation]
    ) -> ConvertedObject {
        ViewConversion(
            view: view, names: DestinationNames(names, settings, rules), translator: translator, known: known
        ).convert()
    }

    package func relation(of table: TableDefinition, _ converted: ConvertedObject) -> KnownRelation {
        let names = DestinationNames(NameMap(), settings, rules)
        let copied = Dictionary((converted.copy?.columns ?? []).map { ($0.sourceName, $0) }) { first, _ in first }
        let lost = Set(converted.notes.filter { $0.severity == .unsupported }.map(\.subject))
        let columns = table.columns.compactMap { column -> KnownRelation.Column? in
            if let copy = copied[column.name] {
                return KnownRelation.Column(
                    source: column, destinationName: copy.destinationName, stored: copy.destinationType)
            }
            // Computed columns do not travel, but are there.
            guard column.virtualText != nil, !column.isHidden, !lost.contains(column.name) else { return nil }
            return KnownRelation.Column(source: column, destinationName: names.column(column.name))
        }
        return KnownRelation(name: table.name, columns: columns)
    }

    package func relation(of view: ViewDefinition, _ names: NameMap) -> KnownRelation {
        let names = DestinationNames(names, settings, rules)
        return KnownRelation(
            name: view.name,
            columns: view.columns.map {
                KnownRelation.Column(source: $0, destinationName: names.column($0.name))
            })
    }

    package func note(on object: ListedObject) -> ConversionNote { ListedObjectNote.note(on: object, rules) }

    package func text(of type: StoredType) -> String { StoredTypeText.text(of: type) }

    package func columnsToProfile(of table: TableDefinition) -> [String] {
        table.columns.filter { $0.virtualText == nil && $0.identity == nil && NumberTypes.needsProfile($0.type) }
            .map(\.name)
    }

    package func agreed(
        _ tables: [TableDefinition], _ choices: [ObjectName: TableChoices], _ names: NameMap
    ) -> [ObjectName: TableChoices] {
        var agreed = ReferenceTypes(tables: tables, choices: choices, rules: rules, settings: settings).agreed()
        let crowded = CrowdedNames(names: DestinationNames(names, settings, rules)).parts(of: tables)
        for (table, parts) in crowded { agreed[table, default: TableChoices()].crowdedParts = parts }
        return agreed
    }

    package func clashes(among objects: [ObjectName], _ names: NameMap) -> [[ObjectName]] {
        let destinations = DestinationNames(names, settings, rules)
        let comparison = rules.objectNames
        var groups: [[NameKey]: [ObjectName]] = [:]
        for object in Set(objects) {
            let name = destinations.object(object)
            groups[[comparison.key(name.schema), comparison.key(name.name)], default: []].append(object)
        }
        return groups.values.filter { $0.count > 1 }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
    }
}
