internal import Catalog
internal import ConnectorKit
internal import Model

/// What the rules of a project select at its source, and how it converts. It writes nothing; definitions pass through
/// in pages, so that memory stays flat whatever the number of tables.
struct ObjectPlan: Sendable {
    static let pageTables = 200
    /// Definitions of up to so many tables are kept between the two readings.
    static let tablesHeldMax = 1_000

    let source: any SourceDatabase
    let conversion: any SchemaConversion
    let selection: SelectedObjects
    let specification: ProjectSpecification
    private let persistence: Persistence

    /// One page: the objects converted, and the definitions of its tables.
    struct Page: Sendable {
        var objects: [ProjectObject]
        var definitions: [TableDefinition]
    }

    init(
        _ context: StepContext, source: any SourceDatabase, destination: any DestinationDatabase
    ) async throws {
        let specification = try await context.current().specification
        let route = try await context.route()
        let persistence = context.persistence
        let sourceFacts = try await persistence.run("the source") { try await source.facts() }
        let destinationFacts = try await persistence.run("the destination") { try await destination.facts() }
        self.source = source
        self.specification = specification
        self.persistence = persistence
        conversion = route.conversion(sourceFacts, destinationFacts, specification.options.conversion)
        let rules = try SelectionRules(specification.objects)
        selection = try await persistence.run("the source") {
            let schemas = rules.schemas(among: try await source.schemas())
            return rules.select(from: try await source.objects(in: schemas))
        }
    }

    /// Every object by its name alone: tables, views, and what is only listed.
    func outlines() -> [ProjectObject] {
        let tables = selection.objects.filter { $0.kind == .table }
        let views = selection.objects.filter { $0.kind == .view }
        let others = selection.objects.filter { !$0.kind.isMigrated }
        return (tables + views + others).enumerated().map { at, listed in
            let number = Int64(at) + 1
            if !listed.isMigrated { return self.listed(listed, number) }
            return ProjectObject(
                number: number, kind: listed.kind, source: listed.name, destination: selection.names[listed.name])
        }
    }

    /// Reads and converts these tables and views, page by page.
    func convert(_ outlines: [ProjectObject], _ body: (Page) async throws -> Void) async throws {
        let tables = outlines.filter { $0.kind == .table && $0.state != .listed }
        let views = outlines.filter { $0.kind == .view }
        let joints = try await joints(of: tables)
        for page in Self.pages(tables) { try await body(try await converted(tables: page, joints)) }
        for page in Self.pages(views) {
            try await body(Page(objects: try await converted(views: page), definitions: []))
        }
    }

    // MARK: Tables

    /// What tables must know of each other before each is converted alone.
    private struct Joints: Sendable {
        var choices: [ObjectName: TableChoices] = [:]
        var held: [ObjectName: TableDefinition] = [:]
        var failures: [ObjectName: Failure] = [:]
    }

    private func joints(of tables: [ProjectObject]) async throws -> Joints {
        var joints = Joints()
        var slim: [TableDefinition] = []
        let areHeld = tables.count <= Self.tablesHeldMax
        for page in Self.pages(tables) {
            for definition in try await definitions(page.map(\.source), &joints.failures).values {
                joints.choices[definition.name] = try await choices(for: definition, &joints.failures)
                slim.append(definition.jointsOnly)
                if areHeld { joints.held[definition.name] = definition }
            }
        }
        joints.choices = conversion.agreed(slim.sorted { $0.name < $1.name }, joints.choices)
        return joints
    }

    private func converted(tables page: [ProjectObject], _ joints: Joints) async throws -> Page {
        var failures = joints.failures
        let missing = page.map(\.source).filter { joints.held[$0] == nil && failures[$0] == nil }
        let read = try await definitions(missing, &failures)
        var result = Page(objects: [], definitions: [])
        for outline in page {
            guard let definition = joints.held[outline.source] ?? read[outline.source], failures[outline.source] == nil
            else {
                result.objects.append(unread(outline, failures[outline.source]))
                continue
            }
            let choices = joints.choices[outline.source] ?? TableChoices()
            result.objects.append(
                filled(outline, conversion.convert(definition, selection.names, choices)))
            result.definitions.append(definition)
        }
        return result
    }

    /// All of a page with few questions; when that is refused, one by one, so that one table cannot hide the others.
    private func definitions(
        _ names: [ObjectName], _ failures: inout [ObjectName: Failure]
    ) async throws -> [ObjectName: TableDefinition] {
        try Task.checkCancellation()
        guard !names.isEmpty else { return [:] }
        do {
            let found = try await persistence.run("the source") { try await source.tables(names) }
            return Dictionary(found.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        } catch let refusal as DatabaseRefusal {
            guard names.count > 1 else {
                failures[names[0]] = refusal.failure
                return [:]
            }
            var found: [ObjectName: TableDefinition] = [:]
            for name in names { found.merge(try await definitions([name], &failures)) { first, _ in first } }
            return found
        }
    }

    private func choices(
        for table: TableDefinition, _ failures: inout [ObjectName: Failure]
    ) async throws -> TableChoices {
        let wish = specification.objects.wish(for: table.name)
        var choices = TableChoices(types: wish?.types ?? [:], columns: wish?.columns ?? [:], filter: wish?.filter)
        let unknown = conversion.columnsToProfile(of: table)
        guard !unknown.isEmpty else { return choices }
        do {
            choices.profiles = try await persistence.run("the source") {
                try await source.profile(table.name, columns: unknown)
            }
        } catch let refusal as DatabaseRefusal {
            failures[table.name] = refusal.failure
        }
        return choices
    }

    // MARK: Views and the rest

    private func converted(views page: [ProjectObject]) async throws -> [ProjectObject] {
        try Task.checkCancellation()
        let names = page.map(\.source)
        var failures: [ObjectName: Failure] = [:]
        var found: [ObjectName: ViewDefinition] = [:]
        do {
            let views = try await persistence.run("the source") { try await source.views(names) }
            found = Dictionary(views.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        } catch let refusal as DatabaseRefusal {
            guard page.count > 1 else { return page.map { unread($0, refusal.failure) } }
            for outline in page {
                do {
                    let views = try await persistence.run("the source") { try await source.views([outline.source]) }
                    for view in views { found[view.name] = view }
                } catch let refusal as DatabaseRefusal {
                    failures[outline.source] = refusal.failure
                }
            }
        }
        let known = try await relations(read: Array(found.values))
        return page.map { outline in
            guard let view = found[outline.source] else { return unread(outline, failures[outline.source]) }
            var object = filled(outline, conversion.convert(view, selection.names, reading: known))
            object.sourceText = view.queryText
            object.dependsOn = view.dependsOn
            return object
        }
    }

    /// The tables and views that these views read, so that their queries are translated by the types of the columns.
    private func relations(read views: [ViewDefinition]) async throws -> [KnownRelation] {
        let names = Set(views.flatMap(\.dependsOn)).sorted()
        guard !names.isEmpty else { return [] }
        do {
            let tables = try await persistence.run("the source") { try await source.tables(names) }
            let inner = try await persistence.run("the source") { try await source.views(names) }
            let relations = tables.map { table in
                let wish = specification.objects.wish(for: table.name)
                let choices = TableChoices(types: wish?.types ?? [:], columns: wish?.columns ?? [:])
                return conversion.relation(of: table, conversion.convert(table, selection.names, choices))
            }
            return relations + inner.map { conversion.relation(of: $0, selection.names) }
        } catch is DatabaseRefusal {
            // What cannot be described is unknown to the translation, which then says so.
            return []
        }
    }

    private func filled(_ outline: ProjectObject, _ converted: ConvertedObject) -> ProjectObject {
        var object = outline
        object.destination = converted.destination
        object.state = converted.isSupported ? .ready : .unsupported
        object.converted = converted
        return object
    }

    private func unread(_ outline: ProjectObject, _ failure: Failure?) -> ProjectObject {
        var object = outline
        object.state = .unread
        object.failure =
            failure
            ?? Failure(
                "SCHEMA-0005", "The definition of \(outline.source) could not be read: it is gone.",
                advice: "Remove the object from the project, or create it again at the source and retry.")
        return object
    }

    private func listed(_ other: ListedObject, _ number: Int64) -> ProjectObject {
        var object = ProjectObject(
            number: number, kind: other.kind, source: other.name, destination: selection.names[other.name],
            state: .listed)
        object.converted = ConvertedObject(
            kind: other.kind, source: other.name, destination: object.destination, notes: [conversion.note(on: other)])
        return object
    }

    private static func pages(_ objects: [ProjectObject]) -> [[ProjectObject]] {
        stride(from: 0, to: objects.count, by: pageTables).map {
            Array(objects[$0..<min(objects.count, $0 + pageTables)])
        }
    }
}

extension TableDefinition {
    /// What other tables may ask of this one: its keys, its references, and their columns.
    fileprivate var jointsOnly: TableDefinition {
        let named = Set(keys.flatMap(\.columns) + foreignKeys.flatMap(\.columns))
        var slim = TableDefinition(name: name, columns: columns.filter { named.contains($0.name) }, storage: storage)
        slim.keys = keys
        slim.foreignKeys = foreignKeys
        return slim
    }
}

extension ListedObject {
    /// Tables without rows of their own are told, as other kinds are, and not migrated.
    var isMigrated: Bool { kind.isMigrated && flags.isDisjoint(with: ["temporary", "external", "nested"]) }
}
