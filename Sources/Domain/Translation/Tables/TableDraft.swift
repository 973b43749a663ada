internal import Model

/// A table on its way: filled step by step, each step in an extension beside the rules it asks, and written at the end.
struct TableDraft {
    let table: TableDefinition
    let names: DestinationNames
    let choices: TableChoices
    let rules: DestinationRules
    let settings: ConversionSettings
    let translator: ExpressionTranslator

    var destination: ObjectName
    var columns: [DraftColumn] = []
    /// By the source's name of the column.
    var places: [String: Int] = [:]
    var taken: TakenNames
    var keys: [DraftKey] = []
    /// Lines of plain indexes that the table cannot be without.
    var extraKeys: [String] = []
    var checks: [String] = []
    var partitionClause: String?
    /// The source's names of the columns that the rows are spread by.
    var partitionColumns: [String] = []
    var autoIncrementNext: Int64?
    var addressColumns: [String] = []
    var parts: [ConvertedPart] = []
    var notes: [ConversionNote] = []
    /// Why nothing can be made; the table is then only noted.
    var isRefused = false

    init(_ table: TableDefinition, names: DestinationNames, choices: TableChoices, in conversion: OracleToMySQL) {
        self.table = table
        self.names = names
        self.choices = choices
        rules = conversion.rules
        settings = conversion.settings
        translator = conversion.translator
        destination = names.object(table.name)
        taken = TakenNames(conversion.rules.partNames)
    }

    mutating func convert() -> ConvertedObject {
        noteName()
        refuseByStorage()
        judgeCollation()
        if !isRefused { addColumns() }
        if !isRefused {
            fitRow()
            addDefaults()
            addVirtualColumns()
            addKeys()
            addUniqueIndexes()
            addPartitions()
            addIdentity()
            addRowAddress()
            addChecks()
            addIndexes()
            addForeignKeys()
            addComments()
        }
        var object = ConvertedObject(kind: .table, source: table.name, destination: destination, notes: notes)
        guard !isRefused else { return object }
        object.statements = [statement()]
        object.parts = parts
        object.copy = copyPlan()
        return object
    }

    // MARK: What the steps share

    mutating func note(
        _ severity: ConversionNote.Severity, _ rule: String, _ subject: String, _ text: String
    ) {
        notes.append(ConversionNote(severity, rule: rule, subject: subject, text))
    }

    mutating func refuse(_ rule: String, _ text: String, about subject: String = "") {
        isRefused = true
        note(.unsupported, rule, subject, text)
    }

    func column(_ source: String) -> DraftColumn? { places[source].map { columns[$0] } }

    /// The columns as expressions may name them.
    func scope() -> ExpressionScope {
        var known: [String: ExpressionScope.Column] = [:]
        for column in columns {
            known[column.source.name] = ExpressionScope.Column(
                source: column.source, name: column.name, type: column.stored)
        }
        return ExpressionScope(table: table.name, columns: known)
    }

    /// What a name is that is not of a column. Foreign keys and checks have names of their own in the whole database.
    enum PartKind {
        case index, foreignKey, check
    }

    /// A name for a key, an index or a constraint that nothing else of the table has, and no other table where the
    /// whole database must be without it.
    mutating func partName(_ wish: String, of source: String, _ kind: PartKind = .index) -> String {
        let plain = kind == .check ? names.check(wish) : names.part(wish)
        var name = plain
        var whole = "\(table.name).\(source)"
        // Inserted in any case: nothing else of the table may have a name that another table has.
        var isFree = taken.parts.insert(rules.partNames.key(name)).inserted
        if kind != .index, choices.crowdedParts.contains(source) { isFree = false }
        while !isFree {
            name = kind == .check ? names.check(wish, apartBy: whole) : NameShortening.fit(plain, 64, suffixOf: whole)
            isFree = taken.parts.insert(rules.partNames.key(name)).inserted
            whole += "+"
        }
        if name != plain {
            note(
                .changed, "name.clash", source,
                "Its name is another's at the destination; this one is called `\(name)`.")
        } else if names.ruled(wish) != name {
            note(.changed, "name.shortened", source, "The destination calls it `\(name)`.")
        }
        return name
    }

    /// Columns that a key, a unique index or the partitioning rests on: their types must stay comparable.
    var keyColumns: Set<String> {
        var names: Set<String> = []
        for key in table.keys { names.formUnion(key.columns) }
        for key in table.foreignKeys { names.formUnion(key.columns) }
        for index in table.indexes where index.isUnique { names.formUnion(index.parts.compactMap(\.column)) }
        if let partitioning = table.partitioning {
            names.formUnion(partitioning.level.columns + (partitioning.sublevel?.columns ?? []))
        }
        return names
    }
}

/// Names that are in use in a table, as the destination compares them.
struct TakenNames {
    var columns: Set<NameKey> = []
    var parts: Set<NameKey>

    init(_ comparison: NameComparison) {
        // The primary key has a name that nothing else may have.
        parts = [comparison.key("primary")]
    }
}
