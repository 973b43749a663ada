package import Model

/// The rules of an object selection, read and ready to be asked. One rule: `SCHEMA.PATTERN`, or
/// `SCHEMA.PATTERN=database.name`; in the pattern `*` is any run of characters, `?` any one, `[a-z]` one of these,
/// `[!a-z]` one but these. A rule that names one object goes before patterns; among patterns the first one counts.
package struct SelectionRules: Sendable {
    private let include: RuleSet
    private let exclude: RuleSet
    private let selection: ObjectSelection

    package init(_ selection: ObjectSelection) throws(Failure) {
        self.selection = selection
        include = try RuleSet(selection.include)
        exclude = try RuleSet(selection.exclude)
    }

    /// The schemas that some rule names.
    package func schemas(among known: [String]) -> [String] { known.filter(include.schemas.contains) }

    package func select(from listed: [ListedObject]) -> SelectedObjects {
        var selected = SelectedObjects(
            objects: [], names: NameMap(schemas: selection.map),
            ruleCounts: [Int](repeating: 0, count: selection.include.count),
            excludeCounts: [Int](repeating: 0, count: selection.exclude.count), idleRules: [])
        var used: Set<Int> = []
        for object in listed {
            let places = include.places(of: object.name)
            guard let first = places.first else { continue }
            used.formUnion(places)
            let exclusions = exclude.places(of: object.name)
            for at in exclusions { selected.excludeCounts[at] += 1 }
            guard exclusions.isEmpty else { continue }
            for at in places { selected.ruleCounts[at] += 1 }
            selected.objects.append(object)
            if let renamed = selection.wish(for: object.name)?.renamedTo {
                selected.names.objects[object.name] = SelectionRule.name(
                    renamed, in: selected.names[object.name].schema)
            } else if let mapped = include.rules[first].mapped(object.name) {
                selected.names.objects[object.name] = mapped
            }
        }
        selected.idleRules = selection.include.indices.filter { !used.contains($0) }.map { selection.include[$0] }
        return selected
    }
}

extension ObjectSelection {
    /// What is set for one table; its name stands there plainly, or quoted as in a rule.
    package func wish(for name: ObjectName) -> TableWish? {
        tables.isEmpty ? nil : tables[name.description] ?? tables[SelectionRule.text(for: name)]
    }
}

/// What the rules of a project took.
package struct SelectedObjects: Hashable, Sendable {
    package var objects: [ListedObject]
    package var names: NameMap
    /// How many of these objects each rule of inclusion meets.
    package var ruleCounts: [Int]
    /// How many objects each rule of exclusion holds out.
    package var excludeCounts: [Int]
    /// Rules of inclusion that met no object.
    package var idleRules: [String]
}

/// Rules to be asked many times: ten thousand that name one object each cost no more than one.
private struct RuleSet: Sendable {
    let rules: [SelectionRule]
    private let exact: [ObjectName: Int]
    private let patterns: [String: [Int]]
    let schemas: Set<String>

    init(_ texts: [String]) throws(Failure) {
        var rules: [SelectionRule] = []
        for text in texts { rules.append(try SelectionRule(text)) }
        var exact: [ObjectName: Int] = [:]
        var patterns: [String: [Int]] = [:]
        for (at, rule) in rules.enumerated() {
            if rule.isExact {
                let name = ObjectName(rule.schema, rule.name)
                if exact[name] == nil { exact[name] = at }
            } else {
                patterns[rule.schema, default: []].append(at)
            }
        }
        self.rules = rules
        self.exact = exact
        self.patterns = patterns
        schemas = Set(rules.map(\.schema))
    }

    /// The rules that meet a name, the one that counts first.
    func places(of name: ObjectName) -> [Int] {
        var places = exact[name].map { [$0] } ?? []
        for at in patterns[name.schema] ?? [] where rules[at].matches(name) { places.append(at) }
        return places
    }
}
