package import JSON
package import Model

/// A project as a person writes it down: the content of a project file, and of the body with which the API makes one.
/// Its ends name saved data sources, or describe connections that are saved with the project.
package struct ProjectFile: Hashable, Sendable {
    package enum End: Hashable, Sendable {
        /// The name or the id of a saved data source.
        case saved(String)
        case described(kind: String, url: String)
    }

    package var source: End
    package var destination: End
    /// Everything but the ends, which stand here with empty ids until they are saved.
    package var specification: ProjectSpecification

    package init(source: End, destination: End, specification: ProjectSpecification) {
        self.source = source
        self.destination = destination
        self.specification = specification
    }

    package static func parse(_ text: String) throws(Failure) -> ProjectFile {
        let json: JSONValue
        do throws(JSONFailure) {
            json = try JSONParser.parse(text)
        } catch {
            throw Failure(
                "PROJECT-0011", "The file is not JSON: \(error).",
                advice: "Correct that place; commas, quotes and brackets are the usual causes.")
        }
        return try parse(json)
    }

    package static func parse(_ json: JSONValue) throws(Failure) -> ProjectFile {
        let fields = try FileFields(
            json, at: "",
            known: ["name", "type", "source", "destination", "objects", "steps", "options", "tags", "alertLevel"])
        let name = try name(fields)
        let none = EndReference(dataSource: DataSourceID(rawValue: ""))
        var specification = ProjectSpecification(
            name: name, kind: try kind(fields), source: none,
            destination: none, objects: try objects(try fields.needed("objects")), steps: try steps(fields),
            options: try ProjectOptions(file: fields["options"]), tags: try tags(fields))
        specification.alertLevel = try fields.choice("alertLevel", AlertLevel.self) ?? specification.alertLevel
        return ProjectFile(
            source: try end("source", fields), destination: try end("destination", fields),
            specification: specification)
    }

    /// What is asked for and cannot be done is refused, or a synchronization would run as a migration.
    private static func kind(_ fields: FileFields) throws(Failure) -> ProjectKind {
        guard let kind = try fields.choice("type", ProjectKind.self) else { return .migration }
        guard kind == .migration else {
            throw fields.wrong(
                "type", .string(kind.rawValue), "migration: this version has no synchronization projects")
        }
        return kind
    }

    private static func name(_ fields: FileFields) throws(Failure) -> String {
        let value = try fields.needed("name")
        guard let name = value.asString, isName(name) else {
            throw fields.wrong(
                "name", value,
                "1 to \(Limits.nameLengthMax) letters or digits of any script, with - _ . and blanks inside")
        }
        return name
    }

    /// Whether a text may be the name of a project.
    package static func isName(_ name: String) -> Bool {
        guard (1...Limits.nameLengthMax).contains(name.count), name.first != " ", name.last != " " else { return false }
        return name.allSatisfy { $0.isLetter || $0.isNumber || "-_. ".contains($0) }
    }

    private static func steps(_ fields: FileFields) throws(Failure) -> [StepKind] {
        guard let names = try fields.texts("steps") else { return [.schema, .full, .indexes] }
        var steps: Set<StepKind> = []
        for name in names {
            guard let step = StepKind(rawValue: name) else {
                throw fields.wrong(
                    "steps", .string(name), "a list of \(StepKind.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            steps.insert(step)
        }
        // Indexes that wait for the rows are built when there was a schema to make them from.
        if steps.isSuperset(of: [.schema, .full]) { steps.insert(.indexes) }
        steps.remove(.precheck)
        guard !steps.isEmpty else { throw fields.wrong("steps", .array([]), "a list of at least one step") }
        return steps.sorted()
    }

    private static func tags(_ fields: FileFields) throws(Failure) -> [String] {
        let tags = try fields.texts("tags") ?? []
        try ProjectTags.check(tags)
        return tags
    }

    private static func end(_ name: String, _ fields: FileFields) throws(Failure) -> End {
        let end = try FileFields(
            try fields.needed(name), at: fields.path(of: name), known: ["dataSource", "kind", "url"])
        if let saved = try end.text("dataSource") {
            guard end["kind"] == nil, end["url"] == nil else {
                throw FileFields.problem(name, "names a data source and describes one", "Keep one of both.")
            }
            return .saved(saved)
        }
        guard let kind = try end.text("kind"), let url = try end.text("url") else {
            throw FileFields.problem(
                name, "names no database", "Give dataSource with a saved one, or kind and url of a connection.")
        }
        return .described(kind: kind, url: url)
    }

    private static func objects(_ json: JSONValue) throws(Failure) -> ObjectSelection {
        let fields = try FileFields(json, at: "objects", known: ["include", "exclude", "map", "tables"])
        var selection = ObjectSelection(
            include: try fields.texts("include") ?? [], exclude: try fields.texts("exclude") ?? [],
            map: try fields.textsByName("map") ?? [:])
        guard !selection.include.isEmpty else {
            throw FileFields.problem("objects.include", "selects nothing", "Give at least one rule, such as HR.*.")
        }
        if let tables = fields["tables"] {
            guard let members = tables.asObject else { throw fields.wrong("tables", tables, "an object") }
            for (name, value) in members {
                let wish = try FileFields(
                    value, at: "objects.tables.\(name)", known: ["rename", "filter", "columns", "types"])
                selection.tables[name] = TableWish(
                    renamedTo: try wish.text("rename"), filter: try wish.text("filter"),
                    columns: try wish.textsByName("columns") ?? [:], types: try wish.textsByName("types") ?? [:])
            }
        }
        _ = try SelectionRules(selection)
        return selection
    }
}
