internal import Model

extension TableDraft {
    mutating func refuseByStorage() {
        if let (rule, text) = StorageRules.refusal(of: table.storage) { refuse(rule, text) }
    }

    /// Only a binary collation tells texts apart as the source does.
    mutating func judgeCollation() {
        guard rules.knowsCollation else {
            return refuse("table.collation", "The destination has no collation `\(rules.collation.prefix(64))`.")
        }
        guard !isRefused, !rules.collation.hasSuffix("bin") else { return }
        note(
            .lossy, "table.collation", "",
            "Under \(rules.collation) texts that differ in case or accents may be equal: keys may refuse rows that the "
                + "source takes, and comparisons give other rows.")
    }

    mutating func addColumns() {
        let inKeys = keyColumns
        for column in table.columns where isWanted(column) {
            do throws(ConversionRefusal) {
                let choice = try chooseType(of: column, isInKey: inKeys.contains(column.name))
                notes += choice.notes
                add(column, choice)
            } catch {
                guard choices.types[column.name] == nil else {
                    return refuse(error.rule, error.reason, about: column.name)
                }
                note(.unsupported, error.rule, column.name, "The column is left out. \(error.reason)")
            }
        }
        if columns.isEmpty { refuse("table.columns", "The table has no column that can be carried.") }
        if columns.count > rules.limits.columnsMax {
            refuse(
                "table.columns",
                "\(columns.count) columns are more than the destination's \(rules.limits.columnsMax). Choose columns "
                    + "to copy."
            )
        }
    }

    /// Columns that the database made for itself, and those that the operator did not choose, are not carried.
    private mutating func isWanted(_ column: ColumnDefinition) -> Bool {
        if column.isHidden && column.name.hasPrefix("SYS_") { return false }
        if choices.columns.isEmpty || choices.columns[column.name] != nil { return true }
        note(.lossy, "column.chosen", column.name, "The column was not chosen and is left out.")
        return false
    }

    private func chooseType(
        of column: ColumnDefinition, isInKey: Bool
    ) throws(ConversionRefusal) -> TypeChoice {
        let context = TypeContext(
            column: column, rules: rules, settings: settings, profile: choices.profiles[column.name],
            isInKey: isInKey && column.virtualText == nil)
        if let wish = choices.types[column.name] { return try ChosenType.choose(wish, context) }
        guard let joined = choices.joinedTypes[column.name] else { return try TypeRules.choose(context) }
        let stored = try TypeTextReader(joined).read(rules)
        return TypeChoice(
            stored,
            context.note(
                .changed, "type.reference",
                "It refers to a column that is \(joined) and takes its type; a foreign key here joins one type only."))
    }

    private mutating func add(_ column: ColumnDefinition, _ choice: TypeChoice) {
        let draft = DraftColumn(
            source: column, name: columnName(of: column.name), stored: choice.stored, onLoss: choice.onLoss,
            isNullable: column.isNullable)
        places[column.name] = columns.count
        columns.append(draft)
        guard column.isHidden else { return }
        if rules.abilities.hasInvisibleColumns {
            columns[columns.count - 1].isInvisible = true
        } else {
            note(
                .changed, "column.hidden", column.name, "The destination has no invisible columns; this one is visible."
            )
        }
    }

    /// Two names that are one name at the destination: the second is renamed by the shown rule.
    private mutating func columnName(of source: String) -> String {
        let wish = choices.columns[source].flatMap { $0.isEmpty ? nil : $0 }
        var name = wish.map(names.column(written:)) ?? names.column(source)
        let expected = wish ?? names.ruled(source)
        if !taken.columns.insert(rules.partNames.key(name)).inserted {
            name = NameShortening.fit(name, rules.limits.columnNameLengthMax, suffixOf: source)
            taken.columns.insert(rules.partNames.key(name))
            note(
                .changed, "name.clash", source,
                "Another column of the table already has this name at the destination; this one is called `\(name)`.")
        } else if name != expected {
            note(.changed, "name.shortened", source, "The destination calls it `\(name)`.")
        }
        return name
    }

    mutating func noteName() {
        let wish = names.map.objects[table.name]?.name ?? names.ruled(table.name.name)
        guard destination.name != wish, destination.name.lowercased() != wish.lowercased() else { return }
        note(.changed, "name.shortened", "", "The destination calls the table `\(destination.name)`.")
    }
}
