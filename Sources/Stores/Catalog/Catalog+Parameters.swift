package import Model

/// Parameters: only what differs from its standard is stored.
extension Catalog {
    /// All that exist, in the order of their definitions.
    package func parameters() throws(CatalogError) -> [ParameterValue] {
        let stored = try database.select(StoredParameter.self)
        return try Parameters.all.map { definition throws(CatalogError) in
            try value(of: definition, from: stored.first { $0.name == definition.name })
        }
    }

    package func parameter(_ definition: ParameterDefinition) throws(CatalogError) -> ParameterValue {
        let stored = try database.select(StoredParameter.self, "WHERE name = ?", [.text(definition.name)])
        return try value(of: definition, from: stored.first)
    }

    /// Nil goes back to the standard. A value that the definition refuses is refused with its reason.
    package func setParameter(_ name: String, to value: String?, by actor: Actor) throws(CatalogError) {
        guard let definition = Parameters.named(name) else { throw .notFound(Subject(.parameter, name)) }
        let database = try database
        guard let value else {
            return try database.write { () throws(CatalogError) in
                try database.run("DELETE FROM parameter_value WHERE name = ?", [.text(name)])
                try bump(.parameters)
            }
        }
        let checked: String
        switch definition.check(value) {
        case .success(let accepted): checked = accepted
        case .failure(let refusal): throw .refused(reason: refusal.reason)
        }
        try database.write { () throws(CatalogError) in
            let stored = StoredParameter(name: name, value: checked, changedBy: actor, changedAt: now())
            let columns = ["value", "changed_by", "changed_at"]
            if try database.update(stored, columns: columns) == 0 { try database.insert(stored) }
            try bump(.parameters)
        }
    }

    /// A stored value is checked again: it may be of another version or edited by hand.
    private func value(
        of definition: ParameterDefinition, from stored: StoredParameter?
    ) throws(CatalogError) -> ParameterValue {
        guard let stored else { return ParameterValue(definition: definition, value: definition.standard) }
        guard case .success(let value) = definition.check(stored.value) else {
            throw .unreadable(
                table: StoredParameter.table, column: "value", id: stored.name,
                problem: "a value that this parameter does not take")
        }
        return ParameterValue(
            definition: definition, value: value, changedBy: stored.changedBy, changedAt: stored.changedAt)
    }
}
