internal import Model

extension TableDraft {
    /// A column that numbers its rows goes on with the next number that the source would have given out.
    mutating func addIdentity() {
        for place in columns.indices {
            guard let identity = columns[place].source.identity else { continue }
            let name = columns[place].source.name
            guard case .integer(let bits, _) = columns[place].stored else {
                note(
                    .lossy, "identity.type", name,
                    "\(StoredTypeText.text(of: columns[place].stored)) cannot number rows here; the programs must give "
                        + "the values.")
                continue
            }
            let next = identity.next ?? identity.start
            guard identity.step > 0, next > 0, isInRange(next, bits) else {
                note(
                    .lossy, "identity.direction", name,
                    "The destination numbers upwards from 1; START WITH \(identity.start) INCREMENT BY "
                        + "\(identity.step), now at \(next), cannot be kept. The programs must give the values.")
                continue
            }
            columns[place].isAutoIncrement = true
            columns[place].isNullable = false
            columns[place].defaultText = nil
            autoIncrementNext = next
            noteChanges(of: identity, name)
            guard rules.abilities.needsKeyForAutoIncrement, !keys.contains(where: { $0.columns.first == name }) else {
                continue
            }
            let key = partName("IX_\(table.name.name)_\(name)", of: name)
            extraKeys.append("KEY \(NameText.quoted(key)) (\(NameText.quoted(columns[place].name)))")
            note(.changed, "identity.key", name, "A column that numbers rows needs an index here: `\(key)`.")
        }
    }

    private func isInRange(_ next: Int64, _ bits: Int) -> Bool {
        guard bits < 64, bits > 0 else { return true }
        return next < Int64(1) << Int64(bits - 1)
    }

    private mutating func noteChanges(of identity: ColumnIdentity, _ name: String) {
        if identity.step != 1 {
            note(
                .lossy, "identity.step", name,
                "The source counts in steps of \(identity.step); here the step is a setting of the session "
                    + "(auto_increment_increment), 1 by standard.")
        }
        if identity.isAlways {
            note(
                .changed, "identity.always", name,
                "The source refuses values given by hand; the destination takes them.")
        }
    }
}
