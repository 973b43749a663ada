internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// Constraints: the rows of the dictionary, and what PostgreSQL enforces.
extension DefinitionRunner {
    /// Adds a constraint to a table; `column` is the one that it was written behind.
    func add(
        _ definition: ConstraintDefinition, to table: inout Table, column: Name?
    ) throws(OracleFailure) {
        if case .null = definition.body { return }
        let id = try link.number("SELECT nextval('dict.constraint_ids')")
        let name = definition.name?.text ?? "SYS_C00\(id)"
        var constraint = Constraint(
            id: id, owner: table.owner, name: name, kind: .check, columnNumbers: [])
        constraint.isNameGenerated = definition.name == nil
        if let given = definition.name { try demandFreeConstraint(table.owner, given) }
        let state = definition.state
        constraint.isEnabled = state.isEnabled ?? true
        constraint.isValidated = state.isValidated ?? constraint.isEnabled
        constraint.isDeferrable = state.isDeferrable ?? false
        constraint.isInitiallyDeferred = state.isInitiallyDeferred ?? false
        constraint.isRely = state.isRely ?? false
        var condition: Expression?
        switch definition.body {
        case .null: return
        case .notNull:
            guard let column else { return }
            let found = try self.column(column, table)
            constraint.columnNumbers = [found.number]
            constraint.isNotNull = true
            constraint.condition = "\"\(found.name)\" IS NOT NULL"
        case .check(let expression, let text):
            constraint.condition = text.text
            constraint.columnNumbers = try columns(in: expression, text, table)
            if let column, constraint.columnNumbers.contains(where: { table.column(number: $0)?.name != column.text }) {
                throw OracleFailure(2438, "Column check constraint cannot reference other columns", at: column.position)
            }
            condition = expression
        case .primaryKey(let names):
            guard table.primaryKey == nil else {
                throw OracleFailure(2260, "table can have only one primary key", at: definition.position)
            }
            try setKey(&constraint, .primaryKey, names, table)
        case .unique(let names): try setKey(&constraint, .unique, names, table)
        case .foreignKey(let names, let parent, let parentNames, let rule):
            try setReference(&constraint, names, (parent, parentNames, rule), table)
        }
        if constraint.kind == .primaryKey || constraint.kind == .unique {
            try makeKeyIndex(&constraint, definition, &table)
        }
        try save(constraint, table)
        table.constraints.append(constraint)
        if constraint.isEnabled { try enforce(constraint, &table, condition: condition) }
    }

    func column(_ name: Name, _ table: Table) throws(OracleFailure) -> Column {
        guard let column = table.column(named: name.text) else {
            throw .invalidIdentifier("\"\(name.text)\"", at: name.position)
        }
        return column
    }

    private func demandFreeConstraint(_ owner: String, _ name: Name) throws(OracleFailure) {
        let taken = try link.number(
            "SELECT count(*) FROM dict.constraints WHERE owner = $1 AND name = $2", [.text(owner), .text(name.text)])
        guard taken == 0 else {
            throw OracleFailure(2264, "name already used by an existing constraint", at: name.position)
        }
    }

    private func setKey(
        _ constraint: inout Constraint, _ kind: Constraint.Kind, _ names: [Name], _ table: Table
    ) throws(OracleFailure) {
        constraint.kind = kind
        for name in names {
            let column = try column(name, table)
            guard !constraint.columnNumbers.contains(column.number) else {
                throw OracleFailure(957, "duplicate column name", at: name.position)
            }
            let isRefused: Bool
            switch column.type {
            case .clob, .nclob, .blob, .bfile, .long, .longRaw, .object, .xmlType, .json: isRefused = true
            case .timestampTZ: isRefused = true
            default: isRefused = false
            }
            guard !isRefused else {
                throw OracleFailure(
                    2329, "column of datatype \(column.type.dictionaryName) cannot be unique or a primary key",
                    at: name.position)
            }
            constraint.columnNumbers.append(column.number)
        }
        let same = table.constraints.contains {
            ($0.kind == .unique || $0.kind == .primaryKey) && $0.columnNumbers == constraint.columnNumbers
        }
        guard !same else {
            throw OracleFailure(
                2261, "such unique or primary key already exists in the table", at: names.first?.position)
        }
    }

    private func setReference(
        _ constraint: inout Constraint, _ names: [Name],
        _ reference: (parent: ObjectName, names: [Name], rule: ConstraintDefinition.DeleteRule), _ table: Table
    ) throws(OracleFailure) {
        constraint.kind = .foreignKey
        constraint.columnNumbers = try names.map { name throws(OracleFailure) in try column(name, table).number }
        let isSelf =
            reference.parent.name.text == table.name
            && (reference.parent.schema?.text ?? setting.schema) == table.owner
        let parent = isSelf ? table : try self.table(reference.parent)
        if !isSelf, !dictionary.allows("REFERENCES", on: parent.object, user: table.owner) {
            throw OracleFailure(1031, "insufficient privileges", at: reference.parent.position)
        }
        guard reference.names.isEmpty || reference.names.count == names.count else {
            throw OracleFailure(
                2256, "number of referencing columns must match referenced columns", at: reference.parent.position)
        }
        var key: Constraint?
        if reference.names.isEmpty {
            key = parent.primaryKey
            guard key != nil else {
                throw OracleFailure(
                    2268, "referenced table does not have a primary key", at: reference.parent.position)
            }
            guard key?.columnNumbers.count == names.count else {
                throw OracleFailure(
                    2256, "number of referencing columns must match referenced columns", at: reference.parent.position)
            }
        } else {
            let numbers = try reference.names.map { name throws(OracleFailure) in try column(name, parent).number }
            key = parent.constraints.first {
                ($0.kind == .primaryKey || $0.kind == .unique) && Set($0.columnNumbers) == Set(numbers)
            }
            // The columns pair up in the order of the referenced key.
            if let key {
                let pairs = Dictionary(uniqueKeysWithValues: zip(numbers, constraint.columnNumbers))
                constraint.columnNumbers = key.columnNumbers.compactMap { pairs[$0] }
            }
        }
        guard let key else {
            throw OracleFailure(
                2270, "no matching unique or primary key for this column-list", at: reference.parent.position)
        }
        for (mine, other) in zip(constraint.columnNumbers, key.columnNumbers) {
            let types = (table.column(number: mine)?.type, parent.column(number: other)?.type)
            guard types.0?.representation == types.1?.representation else {
                throw OracleFailure(
                    2267, "column type incompatible with referenced column type", at: names.first?.position)
            }
        }
        constraint.referencedTableID = parent.id
        constraint.referencedConstraintID = key.id
        switch reference.rule {
        case .noAction: constraint.deleteRule = .noAction
        case .cascade: constraint.deleteRule = .cascade
        case .setNull: constraint.deleteRule = .setNull
        }
    }

    /// The columns that a condition names, by going through its tokens: good enough for the dictionary, for the
    /// compiler has refused all that is no column.
    private func columns(
        in expression: Expression, _ text: Fragment, _ table: Table
    ) throws(OracleFailure) -> [Int] {
        _ = try condition(expression, over: table)
        var numbers: [Int] = []
        for token in try Lexer.tokens(of: text.text) where token.kind == .word || token.kind == .quotedName {
            guard let column = table.column(named: token.text), !numbers.contains(column.number) else { continue }
            numbers.append(column.number)
        }
        return numbers
    }

    func save(_ constraint: Constraint, _ table: Table) throws(OracleFailure) {
        try link.command(
            """
            INSERT INTO dict.constraints (id, owner, name, table_id, kind, columns, condition, is_not_null, ref_table,
            ref_constraint, delete_rule, is_enabled, is_validated, is_deferrable, is_deferred, is_rely, is_generated,
            index_id) VALUES ($1, $2, $3, $4, $5, \(Self.array(constraint.columnNumbers)), $6, $7, $8, $9, $10, $11,
            $12, $13, $14, $15, $16, $17)
            """,
            [
                .int8(Int64(constraint.id)), .text(constraint.owner), .text(constraint.name), .int8(Int64(table.id)),
                .text(constraint.kind.rawValue), .text(constraint.condition), .boolean(constraint.isNotNull),
                .int8(constraint.referencedTableID.map(Int64.init)),
                .int8(constraint.referencedConstraintID.map(Int64.init)), .text(constraint.deleteRule.rawValue),
                .boolean(constraint.isEnabled), .boolean(constraint.isValidated), .boolean(constraint.isDeferrable),
                .boolean(constraint.isInitiallyDeferred), .boolean(constraint.isRely),
                .boolean(constraint.isNameGenerated), .int8(constraint.indexID.map(Int64.init)),
            ])
    }

    /// The index of a key: one that exists, one that is made with it, or a row of the dictionary alone, for
    /// PostgreSQL's own index stands behind its constraint.
    private func makeKeyIndex(
        _ constraint: inout Constraint, _ definition: ConstraintDefinition, _ table: inout Table
    ) throws(OracleFailure) {
        switch definition.state.index {
        case .existing(let name):
            let owner = name.schema?.text ?? setting.schema
            guard
                let index = table.indexes.first(where: { $0.object.owner == owner && $0.object.name == name.name.text })
            else {
                throw OracleFailure(
                    14_196, "Specified index cannot be used to enforce the constraint.", at: name.position)
            }
            constraint.indexID = index.id
        case .create(let index): constraint.indexID = try create(index, on: &table)
        case .options, nil:
            let columns = constraint.columnNumbers
            if let index = table.indexes.first(where: { $0.parts.map(\.columnNumber) == columns.map(Optional.some) }) {
                constraint.indexID = index.id
                return
            }
            guard constraint.isEnabled else { return }
            var name = constraint.name
            let taken = try link.number(
                "SELECT count(*) FROM dict.objects WHERE owner = $1 AND name = $2 AND namespace = 4",
                [.text(table.owner), .text(name)])
            if taken > 0 {
                guard constraint.isNameGenerated else { throw .nameInUse(at: definition.position) }
                name += "_1"
            }
            let id = try newObjectID()
            let object = DictionaryObject(id: id, owner: table.owner, name: name, kind: .index)
            let parts = columns.map { number in
                Index.Part(
                    columnNumber: number, expression: nil, isDescending: false,
                    name: table.column(number: number)?.name ?? "")
            }
            let index = Index(object: object, tableID: table.id, isUnique: !constraint.isDeferrable, parts: parts)
            try save(index, isGenerated: constraint.isNameGenerated)
            table.indexes.append(index)
            constraint.indexID = id
        }
    }

    // MARK: Enforcing

    /// Makes PostgreSQL enforce the constraint; rows that break it are refused in Oracle's words.
    func enforce(
        _ constraint: Constraint, _ table: inout Table, condition: Expression? = nil
    ) throws(OracleFailure) {
        let relation = baseRelation(table)
        let deferral =
            constraint.isDeferrable
            ? " DEFERRABLE INITIALLY \(constraint.isInitiallyDeferred ? "DEFERRED" : "IMMEDIATE")" : ""
        let names = constraint.columnNumbers.map { "c\($0)" }.joined(separator: ", ")
        let validity = constraint.isValidated ? "" : " NOT VALID"
        do throws(OracleFailure) {
            switch constraint.kind {
            case .check where constraint.isNotNull && constraint.isValidated:
                try link.command("ALTER TABLE \(relation) ALTER \(names) SET NOT NULL")
            case .check where constraint.isNotNull:
                try link.command(
                    "ALTER TABLE \(relation) ADD CONSTRAINT k\(constraint.id) CHECK (\(names) IS NOT NULL) NOT VALID")
            case .check:
                let text = try checkText(constraint, table, condition)
                try link.command(
                    "ALTER TABLE \(relation) ADD CONSTRAINT k\(constraint.id) CHECK (\(text))\(validity)")
            case .primaryKey, .unique: try enforceKey(constraint, table, names, deferral)
            case .foreignKey: try enforceReference(constraint, table, names, deferral)
            }
        } catch {
            throw Self.violationInTable(error, constraint)
        }
        if constraint.kind == .primaryKey {
            for number in constraint.columnNumbers {
                if let index = table.columns.firstIndex(where: { $0.number == number }) {
                    table.columns[index].isNullable = false
                }
                try link.command(
                    "UPDATE dict.columns SET is_nullable = false WHERE object_id = \(table.id) AND number = \(number)")
            }
        }
    }

    private func checkText(
        _ constraint: Constraint, _ table: Table, _ condition: Expression?
    ) throws(OracleFailure) -> String {
        if let condition { return try self.condition(condition, over: table) }
        var parser = try Parser(constraint.condition ?? "")
        return try self.condition(parser.parseCondition(), over: table)
    }

    private func enforceKey(
        _ constraint: Constraint, _ table: Table, _ names: String, _ deferral: String
    ) throws(OracleFailure) {
        let relation = baseRelation(table)
        if constraint.kind == .primaryKey {
            for number in constraint.columnNumbers {
                try link.command("ALTER TABLE \(relation) ALTER c\(number) SET NOT NULL")
            }
        }
        if let scheme = table.partitioning {
            guard scheme.isHeld(by: constraint.columnNumbers, of: table) else {
                return try enforceGlobalKey(constraint, table, names)
            }
        }
        let scope = table.kind.isTemporary ? "backend, " : ""
        if isPartial(constraint, table) {
            // Oracle counts a key with some columns NULL as a value; only a key that is NULL altogether is free.
            let test = constraint.columnNumbers.map { "c\($0) IS NOT NULL" }.joined(separator: " OR ")
            try link.command(
                "CREATE UNIQUE INDEX k\(constraint.id) ON \(relation) (\(scope)\(names)) NULLS NOT DISTINCT "
                    + "WHERE \(test)"
            )
        } else {
            try link.command(
                "ALTER TABLE \(relation) ADD CONSTRAINT k\(constraint.id) UNIQUE (\(scope)\(names))\(deferral)")
        }
    }

    private func isPartial(_ key: Constraint, _ table: Table) -> Bool {
        key.kind == .unique && key.columnNumbers.count > 1 && !key.isDeferrable
            && key.columnNumbers.contains { table.column(number: $0)?.isNullable ?? true }
    }

    /// A foreign key of PostgreSQL refers to a constraint alone. Where a stricter index keeps the key, a constraint
    /// that it implies stands beside it.
    private func makeReferable(_ key: Constraint, _ table: Table) throws(OracleFailure) {
        let names = key.columnNumbers.map { "c\($0)" }.joined(separator: ", ")
        let relation = baseRelation(table)
        guard try link.number("SELECT count(*) FROM pg_constraint WHERE conname = 'r\(key.id)'") == 0 else { return }
        try link.command("ALTER TABLE \(relation) ADD CONSTRAINT r\(key.id) UNIQUE (\(names))")
    }

    /// A key without the partitioning columns: a relation of the keys alone keeps them unique over all partitions.
    private func enforceGlobalKey(
        _ constraint: Constraint, _ table: Table, _ names: String
    ) throws(OracleFailure) {
        let columns = constraint.columnNumbers.compactMap { table.column(number: $0) }
            .map { "c\($0.number) \($0.type.postgresColumnType)" }.joined(separator: ", ")
        try link.command("CREATE TABLE data.g\(constraint.id) (rid int8 NOT NULL, \(columns))")
        try link.command("INSERT INTO data.g\(constraint.id) SELECT rid, \(names) FROM \(table.physicalName)")
        try link.command("CREATE INDEX ON data.g\(constraint.id) (rid)")
        try link.command(
            "ALTER TABLE data.g\(constraint.id) ADD CONSTRAINT k\(constraint.id) UNIQUE (\(names))")
        try link.command(
            "CREATE TRIGGER global_key_\(constraint.id) AFTER INSERT OR UPDATE OR DELETE ON \(table.physicalName) "
                + "FOR EACH ROW EXECUTE FUNCTION dict.keep_global_key('g\(constraint.id)', '\(names)')")
    }

    private func enforceReference(
        _ constraint: Constraint, _ table: Table, _ names: String, _ tail: String
    ) throws(OracleFailure) {
        guard let parentID = constraint.referencedTableID else { return }
        guard let parent = parentID == table.id ? table : dictionary.tables[parentID],
            let key = parent.constraints.first(where: { $0.id == constraint.referencedConstraintID })
        else { return }
        let other = key.columnNumbers.map { "c\($0)" }.joined(separator: ", ")
        var relation = parent.physicalName
        if let scheme = parent.partitioning, !scheme.isHeld(by: key.columnNumbers, of: parent) {
            relation = "data.g\(key.id)"
        } else if isPartial(key, parent) {
            try makeReferable(key, parent)
        }
        let rule =
            switch constraint.deleteRule {
            case .noAction: ""
            case .cascade: " ON DELETE CASCADE"
            case .setNull: " ON DELETE SET NULL"
            }
        let text =
            "ALTER TABLE \(table.physicalName) ADD CONSTRAINT k\(constraint.id) FOREIGN KEY (\(names)) "
            + "REFERENCES \(relation) (\(other))\(rule)\(tail)"
        if table.partitioning != nil, !constraint.isValidated {
            try enforceUnvalidated(text)
        } else {
            try link.command(text + (constraint.isValidated ? "" : " NOT VALID"))
        }
        if constraint.deleteRule == .setNull {
            try link.command(
                "CREATE OR REPLACE TRIGGER touch_row BEFORE UPDATE ON \(table.physicalName) FOR EACH ROW "
                    + "EXECUTE FUNCTION dict.touch_row()")
        }
    }

    /// PostgreSQL looks at all rows of a partitioned table; rows that break the key cannot stay.
    private func enforceUnvalidated(_ text: String) throws(OracleFailure) {
        do throws(OracleFailure) { try link.command(text) } catch {
            guard error.code == 2291 || error.code == 2292 else { throw error }
            throw .unsupported("NOVALIDATE of a key that rows of a partitioned table break")
        }
    }

    /// Rows that are there already break the constraint: the numbers differ from those for a single row.
    static func violationInTable(_ failure: OracleFailure, _ constraint: Constraint) -> OracleFailure {
        let name = "\(constraint.owner).\(constraint.name)"
        switch (failure.code, constraint.kind) {
        case (1, .primaryKey): return OracleFailure(2437, "cannot validate (\(name)) - primary key violated")
        case (1, _): return OracleFailure(2299, "cannot validate (\(name)) - duplicate keys found")
        case (2290, _): return OracleFailure(2293, "cannot validate (\(name)) - check constraint violated")
        case (2291, _), (2292, _): return OracleFailure(2298, "cannot validate (\(name)) - parent keys not found")
        case (1400, .primaryKey), (1407, .primaryKey):
            return OracleFailure(1449, "column contains NULL values; cannot alter to NOT NULL")
        case (1400, _), (1407, _): return OracleFailure(2296, "cannot enable (\(name)) - null values found")
        default: return failure
        }
    }

    /// Takes PostgreSQL's part of a constraint away.
    func release(_ constraint: Constraint, _ table: Table) throws(OracleFailure) {
        let relation = baseRelation(table)
        if constraint.isNotNull {
            let isInKey = table.constraints.contains {
                $0.id != constraint.id && $0.isEnabled && ($0.kind == .primaryKey || $0.isNotNull)
                    && $0.columnNumbers.contains(constraint.columnNumbers.first ?? 0)
            }
            if !isInKey {
                try link.command("ALTER TABLE \(relation) ALTER c\(constraint.columnNumbers.first ?? 0) DROP NOT NULL")
            }
        }
        if constraint.kind == .primaryKey {
            for number in constraint.columnNumbers {
                let isNotNull = table.constraints.contains {
                    $0.isNotNull && $0.isEnabled && $0.columnNumbers == [number]
                }
                guard !isNotNull else { continue }
                try link.command("ALTER TABLE \(relation) ALTER c\(number) DROP NOT NULL")
                try link.command(
                    "UPDATE dict.columns SET is_nullable = true WHERE object_id = \(table.id) AND number = \(number)")
            }
        }
        try link.command("ALTER TABLE \(relation) DROP CONSTRAINT IF EXISTS k\(constraint.id)")
        if constraint.kind == .unique || constraint.kind == .primaryKey {
            try link.command("ALTER TABLE \(relation) DROP CONSTRAINT IF EXISTS r\(constraint.id)")
            try link.command("DROP INDEX IF EXISTS data.k\(constraint.id)")
            try link.command("DROP TRIGGER IF EXISTS global_key_\(constraint.id) ON \(relation)")
            try link.command("DROP TABLE IF EXISTS data.g\(constraint.id)")
        }
    }

    // MARK: Log groups

    func add(_ definition: LogGroupDefinition, to table: Table) throws(OracleFailure) {
        switch definition.body {
        case .group(let name, let columns, let unlogged, let isAlways):
            let numbers = try columns.map { name throws(OracleFailure) in try column(name, table).number }
            let others = try unlogged.map { name throws(OracleFailure) in try column(name, table).number }
            guard !table.logGroups.contains(where: { $0.name == name.text }) else {
                throw OracleFailure(2264, "name already used by an existing constraint", at: name.position)
            }
            try saveLogGroup(table, name.text, "USER LOG GROUP", isAlways, (numbers, others), isGenerated: false)
        case .data(let kinds):
            for kind in kinds {
                let id = try link.number("SELECT nextval('dict.constraint_ids')")
                let text = Self.logKind(kind)
                guard !table.logGroups.contains(where: { $0.kind.rawValue == text }) else {
                    throw OracleFailure(
                        32_588, "supplemental logging attribute \(text) exists", at: definition.position)
                }
                try saveLogGroup(
                    table, "SYS_C00\(id)", text, kind == .all || kind == .primaryKey, ([], []), isGenerated: true)
            }
        }
    }

    static func logKind(_ kind: LogGroupDefinition.Data) -> String {
        switch kind {
        case .all: "ALL COLUMN LOGGING"
        case .primaryKey: "PRIMARY KEY LOGGING"
        case .unique: "UNIQUE KEY LOGGING"
        case .foreignKey: "FOREIGN KEY LOGGING"
        }
    }

    private func saveLogGroup(
        _ table: Table, _ name: String, _ kind: String, _ isAlways: Bool, _ columns: ([Int], [Int]), isGenerated: Bool
    ) throws(OracleFailure) {
        try link.command(
            "INSERT INTO dict.log_groups VALUES (\(table.id), $1, $2, $3, \(Self.array(columns.0)), "
                + "\(Self.array(columns.1)), $4)",
            [.text(name), .text(kind), .boolean(isAlways), .boolean(isGenerated)])
    }
}
