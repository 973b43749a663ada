package import Model

/// A list of objects that a person brings: as text `SCHEMA.TB1 | SCHEMA.TB2 |`, or as CSV with names at the
/// destination, columns and row filters. Nothing is asked of any database; `check` compares it with what is listed.
package struct ObjectImport: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var source: ObjectName
        package var destination: ObjectName?
        /// Source column to destination column; empty means all.
        package var columns: [String: String]
        package var filter: String?
    }

    /// What cannot be read, with its place.
    package struct Problem: Hashable, Sendable {
        /// Of the text: the entry; of a CSV: the line. Counted from 1.
        package var place: Int
        package var text: String
    }

    package private(set) var entries: [Entry] = []
    package private(set) var problems: [Problem] = []

    package static let entriesMax = 100_000
    package static let columns = [
        "source database", "source table", "destination database", "destination table", "column mapping", "row filter",
    ]

    // MARK: Reading

    /// Entries are separated by `|` or by ends of lines; empty ones are passed over.
    package init(text: String) {
        var rest = text[...]
        var place = 0
        while true {
            let end = rest.isEmpty ? nil : Self.end(of: rest)
            let word = RuleText.trimmed(end.map { rest[..<$0] } ?? rest)
            if !word.isEmpty {
                place += 1
                if let (schema, name) = RuleText.parts(word), !schema.text.isEmpty, !name.text.isEmpty {
                    add(Entry(source: ObjectName(schema.text, name.text), columns: [:]), place)
                } else {
                    problems.append(Problem(place: place, text: "“\(word.prefix(80))” is not SCHEMA.OBJECT."))
                }
            }
            guard let end else { return }
            rest = rest[rest.index(after: end)...]
        }
    }

    private static func end(of text: Substring) -> Substring.Index? {
        var inQuotes = false
        for at in text.indices {
            let character = text[at]
            if character == "\"" { inQuotes.toggle() }
            if character.isNewline || character == "|" && !inQuotes { return at }
        }
        return nil
    }

    /// Columns as in `ObjectImport.columns`; a first line with these names is passed over, columns that are missing at
    /// the end of a line are empty.
    package init(csv: String) {
        for line in CSVText.lines(csv) {
            guard let fields = line.fields else {
                problems.append(Problem(place: line.number, text: "A quoted field has no end."))
                continue
            }
            if fields.allSatisfy(\.isEmpty) { continue }
            if line.number == 1, fields[0].lowercased() == Self.columns[0] { continue }
            guard fields.count <= Self.columns.count else {
                problems.append(
                    Problem(
                        place: line.number, text: "It has \(fields.count) columns; \(Self.columns.count) are known."))
                continue
            }
            let padded = fields + [String](repeating: "", count: Self.columns.count - fields.count)
            add(fields: padded, line.number)
        }
    }

    private mutating func add(fields: [String], _ place: Int) {
        guard !fields[0].isEmpty, !fields[1].isEmpty else {
            problems.append(Problem(place: place, text: "The source database or table is missing."))
            return
        }
        guard let columns = Self.columns(fields[4]) else {
            problems.append(
                Problem(place: place, text: "The column mapping is not SOURCE=destination; SOURCE=destination."))
            return
        }
        let source = ObjectName(fields[0], fields[1])
        var destination: ObjectName?
        if !fields[2].isEmpty || !fields[3].isEmpty {
            destination = ObjectName(
                fields[2].isEmpty ? source.schema : fields[2], fields[3].isEmpty ? source.name : fields[3])
        }
        add(
            Entry(
                source: source, destination: destination, columns: columns,
                filter: fields[5].isEmpty ? nil : fields[5]), place)
    }

    private mutating func add(_ entry: Entry, _ place: Int) {
        guard entries.count < Self.entriesMax else {
            if problems.last?.place != 0 {
                problems.append(Problem(place: 0, text: "Only the first \(Self.entriesMax) objects were read."))
            }
            return
        }
        entries.append(entry)
    }

    /// `A=a; B=b`; a column alone keeps its name.
    private static func columns(_ text: String) -> [String: String]? {
        var columns: [String: String] = [:]
        var rest = text[...]
        while !rest.isEmpty {
            let end = RuleText.firstIndex(of: ";", in: rest)
            let part = end.map { rest[..<$0] } ?? rest
            rest = end.map { rest[rest.index(after: $0)...] } ?? ""
            if RuleText.trimmed(part).isEmpty { continue }
            let sides = RuleText.sides(String(part))
            let left = RuleText.word(sides.left).text
            let right = sides.right.map { RuleText.word($0).text } ?? left
            guard !left.isEmpty, !right.isEmpty, columns[left] == nil else { return nil }
            columns[left] = right
        }
        return columns
    }

    // MARK: Comparing

    /// What became of the entries, before they replace a selection.
    package struct Check: Hashable, Sendable {
        package var tables: Int
        package var views: Int
        /// Named in the import and not at the source.
        package var missing: [ObjectName]
        /// There, and of a kind that is not migrated.
        package var notMigrated: [ObjectName]
        package var twice: [ObjectName]
        package var problems: [Problem]

        package var isClean: Bool {
            missing.isEmpty && notMigrated.isEmpty && twice.isEmpty && problems.isEmpty
        }
    }

    package func check(against listed: [ListedObject]) -> Check {
        var kinds: [ObjectName: ObjectKind] = [:]
        for object in listed where kinds[object.name]?.isMigrated != true { kinds[object.name] = object.kind }
        var check = Check(tables: 0, views: 0, missing: [], notMigrated: [], twice: [], problems: problems)
        var seen: Set<ObjectName> = []
        for entry in entries {
            guard seen.insert(entry.source).inserted else {
                check.twice.append(entry.source)
                continue
            }
            switch kinds[entry.source] {
            case .table: check.tables += 1
            case .view: check.views += 1
            case nil: check.missing.append(entry.source)
            default: check.notMigrated.append(entry.source)
            }
        }
        return check
    }

    /// A selection of exactly these objects; of an object that is named twice the first entry counts. `map` is kept.
    package func selection(map: [String: String] = [:]) -> ObjectSelection {
        var selection = ObjectSelection(map: map)
        var seen: Set<ObjectName> = []
        for entry in entries where seen.insert(entry.source).inserted {
            selection.include.append(SelectionRule.text(for: entry.source))
            let renamed = entry.destination.map { SelectionRule.text(for: $0) }
            guard renamed != nil || entry.filter != nil || !entry.columns.isEmpty else { continue }
            selection.tables[SelectionRule.text(for: entry.source)] = TableWish(
                renamedTo: renamed, filter: entry.filter, columns: entry.columns)
        }
        return selection
    }

    /// The CSV of what a selection takes, which `init(csv:)` reads back the same.
    package static func csv(of preview: SelectionPreview, _ selection: ObjectSelection) -> String {
        var lines = [CSVText.line(columns)]
        for entry in preview.final where entry.kind.isMigrated {
            let wish = selection.wish(for: entry.source)
            let mapping = (wish?.columns ?? [:]).sorted { $0.key < $1.key }
                .map { "\(RuleText.quoted($0.key))=\(RuleText.quoted($0.value))" }.joined(separator: "; ")
            lines.append(
                CSVText.line([
                    entry.source.schema, entry.source.name, entry.destination.schema, entry.destination.name, mapping,
                    wish?.filter ?? "",
                ]))
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }
}
