internal import Model

/// Foreign keys join columns of one type only, which the source does not ask for. A column that refers to another holds
/// nothing but values of that one, so it can take its type without loss.
struct ReferenceTypes {
    private struct Place: Hashable {
        let table: ObjectName
        let column: String
    }

    private let choices: [ObjectName: TableChoices]
    private let rules: DestinationRules
    private let settings: ConversionSettings
    private let tables: [ObjectName: TableDefinition]
    private var parents: [Place: Place] = [:]

    init(
        tables: [TableDefinition], choices: [ObjectName: TableChoices], rules: DestinationRules,
        settings: ConversionSettings
    ) {
        self.choices = choices
        self.rules = rules
        self.settings = settings
        self.tables = Dictionary(tables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for table in tables {
            for key in table.foreignKeys where key.isEnabled && key.columns.count == key.parentColumns.count {
                for (column, parent) in zip(key.columns, key.parentColumns) {
                    let child = Place(table: table.name, column: column)
                    let place = Place(table: key.parent, column: parent)
                    if child != place && parents[child] == nil { parents[child] = place }
                }
            }
        }
    }

    func agreed() -> [ObjectName: TableChoices] {
        var agreed = choices
        for table in tables.values {
            for key in table.foreignKeys {
                if tables[key.parent] == nil {
                    agreed[table.name, default: TableChoices()].absentParents.insert(key.parent)
                }
                guard let renamed = choices[key.parent]?.columns, !renamed.isEmpty else { continue }
                agreed[table.name, default: TableChoices()].parentColumns[key.parent] = renamed
            }
        }
        for child in parents.keys {
            let root = root(of: child)
            guard root != child, choices[child.table]?.types[child.column] == nil, let own = type(at: child),
                let wanted = type(at: root), !areAlike(own, wanted), areOfOneKind(own, wanted)
            else { continue }
            agreed[child.table, default: TableChoices()].joinedTypes[child.column] = StoredTypeText.text(of: wanted)
        }
        return agreed
    }

    /// The column at the end of the chain; a ring of tables ends at its smallest, so that all of it agrees.
    private func root(of place: Place) -> Place {
        var seen: [Place] = [place]
        while let next = parents[seen[seen.count - 1]], tables[next.table] != nil {
            if let start = seen.firstIndex(of: next) {
                return seen[start...].min { ($0.table, $0.column) < ($1.table, $1.column) } ?? next
            }
            guard seen.count < 1000 else { break }
            seen.append(next)
        }
        return seen[seen.count - 1]
    }

    private func type(at place: Place) -> StoredType? {
        guard let column = tables[place.table]?[column: place.column] else { return nil }
        let context = TypeContext(
            column: column, rules: rules, settings: settings,
            profile: choices[place.table]?.profiles[place.column], isInKey: true)
        if let wish = choices[place.table]?.types[place.column] { return try? ChosenType.choose(wish, context).stored }
        return try? TypeRules.choose(context).stored
    }

    /// The destination joins them as they are.
    private func areAlike(_ one: StoredType, _ other: StoredType) -> Bool {
        switch (one, other) {
        case (.text(_, let isFixed), .text(_, let otherIsFixed)): isFixed == otherIsFixed
        case (.bytes, .bytes), (.dateTime, .dateTime): true
        default: one == other
        }
    }

    private func areOfOneKind(_ one: StoredType, _ other: StoredType) -> Bool {
        switch (one, other) {
        case (.text, .text): true
        case (.integer, .integer), (.integer, .decimal), (.decimal, .integer), (.decimal, .decimal): true
        case (.double, .integer), (.double, .decimal): true
        default: false
        }
    }
}
