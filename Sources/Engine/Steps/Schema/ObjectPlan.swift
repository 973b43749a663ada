internal import Catalog
internal import ConnectorKit
internal import Model

/// What the rules of a project select at its source, and how it converts. It writes nothing; definitions pass through
/// in pages, so that memory stays flat whatever the number of tables.
struct ObjectPlan: Sendable {
    static let pageTables = 200
    /// Pages that are read at once, each through a connection of its own.
    static let pagesAhead = 2
    /// Tables of a page whose values are looked at at once.
    static let profilesAhead = 4

    let source: any SourceDatabase
    let conversion: any SchemaConversion
    let selection: SelectedObjects
    let specification: ProjectSpecification
    /// Of the source's users; what lies in others belongs to the source itself.
    private let schemas: Set<String>
    private let destination: any DestinationDatabase
    private let persistence: Persistence

    /// One page: the objects converted, and the definitions of its tables. A revision replaces what an earlier page
    /// said of its tables.
    struct Page: Sendable {
        var objects: [ProjectObject]
        var definitions: [TableDefinition]
        var isRevision = false
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
        self.destination = destination
        self.specification = specification
        self.persistence = persistence
        conversion = route.conversion(sourceFacts, destinationFacts, specification.options.conversion)
        let rules = try SelectionRules(specification.objects)
        let all = try await persistence.run("the source") { try await source.schemas() }
        schemas = Set(all)
        selection = try await persistence.run("the source") {
            rules.select(from: try await source.objects(in: rules.schemas(among: all)))
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

    /// Reads and converts these tables and views, page by page. What a table must know of others, the types of the
    /// columns that it refers to, is known when all were read: the few tables that it changes come once more.
    func convert(_ outlines: [ProjectObject], _ body: (Page) async throws -> Void) async throws {
        let tables = outlines.filter { $0.kind == .table && $0.state != .listed }
        let views = outlines.filter { $0.kind == .view }
        var joints = Joints()
        var grounds = ViewGrounds()
        try await read(tables) { page in
            joints.add(page)
            let page = converted(page, page.choices)
            for object in page.objects { grounds.add(object) }
            try await body(page)
        }
        let agreed = conversion.agreed(
            joints.slim.sorted { $0.name < $1.name }, joints.choices, selection.names)
        let revised = tables.filter { table in
            agreed[table.source] != joints.choices[table.source] && !joints.failed.contains(table.source)
        }
        joints.slim = []
        try await read(revised) { page in
            var page = converted(page, agreed)
            page.isRevision = true
            try await body(page)
        }
        try await convert(views, &grounds, body)
    }

    // MARK: Tables

    /// What is kept of every table until the last is read.
    private struct Joints: Sendable {
        /// Only of tables of which something is known or wished.
        var choices: [ObjectName: TableChoices] = [:]
        var slim: [TableDefinition] = []
        var failed: Set<ObjectName> = []

        mutating func add(_ page: ReadPage) {
            choices.merge(page.choices) { first, _ in first }
            slim += page.definitions.values.map(\.jointsOnly)
            failed.formUnion(page.failures.keys)
        }
    }

    private struct ReadPage: Sendable {
        var outlines: [ProjectObject]
        var definitions: [ObjectName: TableDefinition] = [:]
        var choices: [ObjectName: TableChoices] = [:]
        var failures: [ObjectName: Failure] = [:]
    }

    /// Pages in their order, a few of them read ahead.
    private func read(_ tables: [ProjectObject], _ body: (ReadPage) async throws -> Void) async throws {
        let pages = Self.pages(tables)
        try await withThrowingTaskGroup(of: (Int, ReadPage).self) { group in
            var begun = 0
            func readNext() {
                guard begun < pages.count else { return }
                let at = begun
                begun += 1
                group.addTask { (at, try await read(page: pages[at])) }
            }
            for _ in 0..<Self.pagesAhead { readNext() }
            var waiting: [Int: ReadPage] = [:]
            var wanted = 0
            while let (at, page) = try await group.next() {
                waiting[at] = page
                while let page = waiting.removeValue(forKey: wanted) {
                    try await body(page)
                    wanted += 1
                    readNext()
                }
            }
        }
    }

    private func read(page outlines: [ProjectObject]) async throws -> ReadPage {
        var page = ReadPage(outlines: outlines)
        page.definitions = try await definitions(outlines.map(\.source), &page.failures)
        for table in page.definitions.values {
            if let wish = specification.objects.wish(for: table.name) {
                page.choices[table.name] = TableChoices(
                    types: wish.types, columns: wish.columns, filter: wish.filter)
            }
        }
        try await profile(&page)
        return page
    }

    private func converted(_ read: ReadPage, _ choices: [ObjectName: TableChoices]) -> Page {
        var result = Page(objects: [], definitions: [])
        for outline in read.outlines {
            guard let definition = read.definitions[outline.source], read.failures[outline.source] == nil else {
                result.objects.append(unread(outline, read.failures[outline.source]))
                continue
            }
            let chosen = choices[outline.source] ?? TableChoices()
            result.objects.append(filled(outline, conversion.convert(definition, selection.names, chosen)))
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

    /// Looks at the values of columns whose type says too little, several tables at once.
    private func profile(_ page: inout ReadPage) async throws {
        let asked = page.definitions.values.map { ($0.name, conversion.columnsToProfile(of: $0)) }
            .filter { !$0.1.isEmpty }.sorted { $0.0 < $1.0 }
        guard !asked.isEmpty else { return }
        let found = try await withThrowingTaskGroup(of: Profiled.self) { group in
            var begun = 0
            func profileNext() {
                guard begun < asked.count else { return }
                let (name, columns) = asked[begun]
                begun += 1
                group.addTask { try await profile(name, columns) }
            }
            for _ in 0..<Self.profilesAhead { profileNext() }
            var found: [Profiled] = []
            while let one = try await group.next() {
                found.append(one)
                profileNext()
            }
            return found
        }
        for one in found {
            page.choices[one.table, default: TableChoices()].profiles = one.profiles
            page.failures[one.table] = one.failure
        }
    }

    private struct Profiled: Sendable {
        var table: ObjectName
        var profiles: [String: NumberProfile] = [:]
        var failure: Failure?
    }

    private func profile(_ table: ObjectName, _ columns: [String]) async throws -> Profiled {
        try Task.checkCancellation()
        do {
            let profiles = try await persistence.run("the source") {
                try await source.profile(table, columns: columns)
            }
            return Profiled(table: table, profiles: profiles)
        } catch let refusal as DatabaseRefusal {
            return Profiled(table: table, failure: refusal.failure)
        }
    }

    // MARK: Views and the rest

    /// Page by page; those that turn out to have no ground to stand on come once more.
    private func convert(
        _ views: [ProjectObject], _ grounds: inout ViewGrounds, _ body: (Page) async throws -> Void
    ) async throws {
        guard !views.isEmpty else { return }
        for page in Self.pages(views) {
            let objects = try await converted(views: page, &grounds)
            for object in objects { grounds.add(object) }
            try await body(Page(objects: objects, definitions: []))
        }
        let read = grounds.read
        for listed in selection.objects
        where !listed.isMigrated && listed.kind != .synonym && read.contains(listed.name) {
            grounds.add(other: listed.name, called: destinationName(of: listed.name))
        }
        let databases = grounds.databases
        guard !databases.isEmpty else { return }
        let existing = try await persistence.run("the destination") {
            try await ExistingNames.read(databases, at: destination)
        }
        let lacking = grounds.lacking(existing)
        for page in Self.pages(views.filter { lacking[$0.source] != nil }) {
            var objects = try await converted(views: page, &grounds)
            for at in objects.indices { objects[at].leaveOut(lacking: lacking[objects[at].source] ?? []) }
            try await body(Page(objects: objects, definitions: [], isRevision: true))
        }
    }

    private func destinationName(of source: ObjectName) -> ObjectName {
        conversion.convert(ViewDefinition(name: source, columns: [], queryText: ""), selection.names).destination
    }

    private func converted(
        views page: [ProjectObject], _ grounds: inout ViewGrounds
    ) async throws -> [ProjectObject] {
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
        for relation in known where schemas.contains(relation.name.schema) {
            grounds.add(other: relation.name, called: destinationName(of: relation.name))
        }
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
        // Their names alone matter here.
        slim.checks = checks.map { CheckDefinition(name: $0.name, text: "", isNameGenerated: $0.isNameGenerated) }
        return slim
    }
}

extension ListedObject {
    /// Tables without rows of their own are told, as other kinds are, and not migrated.
    var isMigrated: Bool { kind.isMigrated && flags.isDisjoint(with: ["temporary", "external", "nested"]) }
}
