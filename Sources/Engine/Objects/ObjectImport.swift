package import Model

/// A list of objects that a person brings: as text `SCHEMA.TB1 | SCHEMA.TB2 |`, or as CSV with names at the
/// destination, columns and row filters. Nothing is asked of any database; `check` compares it with what is listed.
package struct ObjectImport: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        /// Where it stands, counted from 1.
        package var line: Int
        package var source: ObjectName
        package var destination: ObjectName?
        /// Source column to destination column; empty means all.
        package var columns: [String: String]
        package var filter: String?
    }

    /// What cannot be taken, with its line; 0 is the whole list.
    package struct Problem: Hashable, Sendable {
        package var line: Int
        /// What stands there.
        package var text: String
        package var why: String

        init(_ line: Int, _ text: some StringProtocol, _ why: String) {
            self.line = line
            self.text = String(text.prefix(200))
            self.why = why
        }
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
        var line = 1
        while true {
            let end = rest.isEmpty ? nil : Self.end(of: rest)
            let word = RuleText.trimmed(end.map { rest[..<$0] } ?? rest)
            if let (schema, name) = RuleText.parts(word), !schema.text.isEmpty, !name.text.isEmpty {
                add(Entry(line: line, source: ObjectName(schema.text, name.text), columns: [:]))
            } else if !word.isEmpty {
                problems.append(Problem(line, word, "It is not SCHEMA.OBJECT."))
            }
            guard let end else { return }
            if rest[end].isNewline { line += 1 }
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
                problems.append(Problem(line.number, "", "A quoted field has no end."))
                continue
            }
            if fields.allSatisfy(\.isEmpty) { continue }
            if line.number == 1, fields[0].lowercased() == Self.columns[0] { continue }
            if let why = add(fields: fields, line.number) {
                problems.append(Problem(line.number, fields.joined(separator: ","), why))
            }
        }
    }

    /// Why the fields are no entry, or nil.
    private mutating func add(fields: [String], _ line: Int) -> String? {
        guard fields.count <= Self.columns.count else {
            return "It has \(fields.count) columns; \(Self.columns.count) are known."
        }
        let fields = fields + [String](repeating: "", count: Self.columns.count - fields.count)
        guard !fields[0].isEmpty, !fields[1].isEmpty else { return "The source database or table is missing." }
        guard let columns = Self.columns(fields[4]) else {
            return "The column mapping is not SOURCE=destination; SOURCE=destination."
        }
        let source = ObjectName(fields[0], fields[1])
        var destination: ObjectName?
        if !fields[2].isEmpty || !fields[3].isEmpty {
            destination = ObjectName(
                fields[2].isEmpty ? source.schema : fields[2], fields[3].isEmpty ? source.name : fields[3])
        }
        add(
            Entry(
                line: line, source: source, destination: destination, columns: columns,
                filter: fields[5].isEmpty ? nil : fields[5]))
        return nil
    }

    private mutating func add(_ entry: Entry) {
        guard entries.count < Self.entriesMax else {
            if problems.last?.line != 0 {
                problems.append(Problem(0, "", "Only the first \(Self.entriesMax) objects were read."))
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
        package var tables = 0
        package var views = 0
        /// Named in the list and not at the source.
        package var missing = 0
        /// There, and of a kind that is not migrated.
        package var notMigrated = 0
        package var twice = 0
        /// What is missing or not migrated: no selection can take it.
        package var unusable: Set<ObjectName> = []
        /// What could not be read, then each of these entries.
        package var problems: [Problem]
    }

    package func check(against listed: [ListedObject]) -> Check {
        var kinds: [ObjectName: ObjectKind] = [:]
        for object in listed where kinds[object.name]?.isMigrated != true { kinds[object.name] = object.kind }
        var check = Check(problems: problems)
        var seen: Set<ObjectName> = []
        for entry in entries {
            func isLeftOut(_ why: String) { check.problems.append(Problem(entry.line, entry.source.description, why)) }
            guard seen.insert(entry.source).inserted else {
                check.twice += 1
                isLeftOut("It is named before; the first one counts.")
                continue
            }
            switch kinds[entry.source] {
            case .table: check.tables += 1
            case .view: check.views += 1
            case nil:
                check.missing += 1
                check.unusable.insert(entry.source)
                isLeftOut("The source has no object of this name.")
            case .some(let kind):
                check.notMigrated += 1
                check.unusable.insert(entry.source)
                isLeftOut("It is of the kind \(kind.rawValue), which is only listed.")
            }
        }
        return check
    }

    /// A selection of exactly these objects, but for those left out; of an object that is named twice the first entry
    /// counts. `map` is kept.
    package func selection(
        map: [String: String] = [:], leavingOut unusable: Set<ObjectName> = []
    ) -> ObjectSelection {
        var selection = ObjectSelection(map: map)
        var seen = unusable
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
        for entry in preview.final where entry.object.kind.isMigrated {
            let source = entry.object.name
            let wish = selection.wish(for: source)
            let mapping = (wish?.columns ?? [:]).sorted { $0.key < $1.key }
                .map { "\(RuleText.quoted($0.key))=\(RuleText.quoted($0.value))" }.joined(separator: "; ")
            lines.append(
                CSVText.line([
                    source.schema, source.name, entry.destination.schema, entry.destination.name, mapping,
                    wish?.filter ?? "",
                ]))
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }
}
