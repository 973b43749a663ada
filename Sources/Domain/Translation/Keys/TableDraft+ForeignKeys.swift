internal import Model

extension TableDraft {
    mutating func addForeignKeys() {
        for (number, key) in table.foreignKeys.enumerated() {
            guard key.isEnabled else {
                note(.changed, "foreign.disabled", key.name, "The foreign key is disabled at the source and not made.")
                continue
            }
            guard settings.migratesForeignKeys else {
                note(.lossy, "foreign.off", key.name, "The project makes no foreign keys.")
                continue
            }
            guard hasAllColumns(key.columns, of: key.name) else { continue }
            if partitionClause != nil && !rules.abilities.partitionsWithForeignKeys {
                note(
                    .unsupported, "foreign.partitioned", key.name,
                    "Partitioned tables have no foreign keys at the destination; this one is left out.")
                continue
            }
            if let computed = key.columns.first(where: { column($0)?.isCopied == false }) {
                note(.unsupported, "foreign.virtual", key.name, "\(computed) is computed and refers to nothing here.")
                continue
            }
            if choices.absentParents.contains(key.parent) {
                note(
                    .changed, "foreign.parent", key.name,
                    "\(key.parent) is not part of the project; the key can be made only where it is already.")
            }
            let name = partName(names.foreignKey(key, number, of: table), of: key.name, .foreignKey)
            var reference = ForeignReference(
                columns: key.columns.compactMap { column($0)?.name }, parent: names.object(key.parent),
                parentColumns: key.parentColumns.map { parentColumn($0, of: key) }, parentSource: key.parent,
                parentSourceColumns: key.parentColumns)
            if key.isDeferrable { noteDeferrable(key.name) }
            if !key.isValidated {
                reference.isUnproven = true
                note(
                    .remark, "foreign.novalidate", key.name,
                    "The key was never proven for the rows that are there. It is made without looking at them, and "
                        + "holds for every later change, as at the source.")
            }
            parts.append(
                ConvertedPart(
                    kind: .foreignKey, name: name, statement: statement(of: key, reference, name: name),
                    reference: reference))
        }
    }

    private func statement(of key: ForeignKeyDefinition, _ reference: ForeignReference, name: String) -> String {
        let parent = reference.parent
        var text = "ALTER TABLE \(NameText.quoted(destination.schema)).\(NameText.quoted(destination.name))"
        text += " ADD CONSTRAINT \(NameText.quoted(name)) FOREIGN KEY (\(NameText.list(reference.columns)))"
        text += " REFERENCES \(NameText.quoted(parent.schema)).\(NameText.quoted(parent.name))"
        text += " (\(NameText.list(reference.parentColumns)))"
        switch key.onDelete {
        case .refuse: break
        case .cascade: text += " ON DELETE CASCADE"
        case .setNull: text += " ON DELETE SET NULL"
        }
        return text
    }

    /// A table that refers to itself knows what became of its columns; another's follow the rule for names.
    private func parentColumn(_ source: String, of key: ForeignKeyDefinition) -> String {
        if key.parent == table.name, let own = column(source) { return own.name }
        if let wish = choices.parentColumns[key.parent]?[source], !wish.isEmpty {
            return names.column(written: wish)
        }
        return names.column(source)
    }
}
