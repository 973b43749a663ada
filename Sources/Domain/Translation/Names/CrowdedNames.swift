internal import Model

/// Foreign keys and checks have names of their own in a whole database at the destination. Where those of several
/// tables meet, as when two schemas become one database, the first keeps its name and the others get the hash.
struct CrowdedNames {
    private struct Place: Hashable {
        let database: NameKey
        let isCheck: Bool
        let name: NameKey
    }

    let names: DestinationNames

    /// The source's names of the constraints that need another name, by table.
    func parts(of tables: [TableDefinition]) -> [ObjectName: Set<String>] {
        var taken: Set<Place> = []
        var crowded: [ObjectName: Set<String>] = [:]
        let rules = names.rules
        for table in tables.sorted(by: { $0.name < $1.name }) {
            let database = rules.objectNames.key(names.object(table.name).schema)
            func add(_ source: String, _ name: String, isCheck: Bool) {
                let place = Place(database: database, isCheck: isCheck, name: rules.partNames.key(name))
                if !taken.insert(place).inserted { crowded[table.name, default: []].insert(source) }
            }
            for (number, key) in table.foreignKeys.enumerated() {
                add(key.name, names.part(names.foreignKey(key, number, of: table)), isCheck: false)
            }
            for (number, check) in table.checks.enumerated() {
                add(check.name, names.check(names.check(check, number, of: table)), isCheck: true)
            }
        }
        return crowded
    }
}

extension DestinationNames {
    /// What a foreign key would be called at the source; a name that the source made up says nothing.
    func foreignKey(_ key: ForeignKeyDefinition, _ number: Int, of table: TableDefinition) -> String {
        key.isNameGenerated ? "FK_\(table.name.name)_\(number + 1)" : key.name
    }

    func check(_ check: CheckDefinition, _ number: Int, of table: TableDefinition) -> String {
        check.isNameGenerated ? "CK_\(table.name.name)_\(number + 1)" : check.name
    }
}
