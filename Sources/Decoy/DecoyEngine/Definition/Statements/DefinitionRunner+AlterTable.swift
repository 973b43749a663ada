internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// ALTER TABLE.
extension DefinitionRunner {
    func alter(_ statement: AlterTable) throws(OracleFailure) {
        let found = try table(statement.name)
        if found.owner != setting.user, !dictionary.allows("ALTER", on: found.object, user: setting.user) {
            try demand("ALTER", "TABLE", owner: found.owner)
        }
        for (offset, action) in statement.actions.enumerated() {
            if offset > 0 { try reload() }
            guard var table = dictionary.tables[found.id] else { throw .unknownTable(at: statement.name.position) }
            try apply(action, to: &table)
        }
        try touch(found.id)
        redefined.insert(found.id)
    }

    private func apply(_ action: AlterTable.Action, to table: inout Table) throws(OracleFailure) {
        switch action {
        case .addColumns(let columns): try addColumns(columns, to: &table)
        case .modifyColumns(let columns):
            for column in columns { try modify(column, in: &table) }
        case .addConstraint(let constraint): try add(constraint, to: &table, column: nil)
        case .modifyConstraint(let choice, let state, let place):
            try change(try constraint(choice, table, place), to: state, in: &table)
        case .enableConstraint(let choice, let state, let isCascading, let place):
            let found = try constraint(choice, table, place)
            if state.isEnabled == false { try disableReferences(to: found, isCascading, table) }
            try change(found, to: state, in: &table)
        case .dropConstraint(let choice, let isCascading, let keepsIndex, let place):
            try drop(try constraint(choice, table, place, isDrop: true), of: table, isCascading, keepsIndex: keepsIndex)
        case .renameConstraint(let old, let new):
            let found = try constraint(.named(old), table, old.position)
            try link.command(
                "UPDATE dict.constraints SET name = $1, is_generated = false WHERE id = \(found.id)", [.text(new.text)])
        case .dropColumns(let names, let isCascading): try dropColumns(names, of: table, isCascading, isUnused: false)
        case .setUnused(let names, let isCascading): try dropColumns(names, of: table, isCascading, isUnused: true)
        case .dropUnusedColumns:
            try link.command("DELETE FROM dict.columns WHERE object_id = \(table.id) AND is_unused")
        case .renameColumn(let old, let new): try renameColumn(old, to: new, in: table)
        case .renameTable(let name): try rename(table, to: name)
        case .partition(let action): try apply(action, to: table)
        case .setInterval(let text):
            guard table.partitioning?.kind == .range else {
                throw OracleFailure(14_757, "Table is not partitioned by range")
            }
            try link.command(
                "UPDATE dict.tables SET interval_text = $1 WHERE id = \(table.id)", [.text(text?.text)])
        case .addLogGroup(let group): try add(group, to: table)
        case .dropLogGroup(let name): try dropLogGroups(table, "name = $1", name.text, at: name.position)
        case .dropLogData(let kinds):
            for kind in kinds { try dropLogGroups(table, "kind = $1", Self.logKind(kind), at: nil) }
        case .rowMovement(let isEnabled):
            try link.command("UPDATE dict.tables SET row_movement = \(isEnabled) WHERE id = \(table.id)")
        case .readOnly(let isReadOnly):
            try link.command("UPDATE dict.tables SET read_only = \(isReadOnly) WHERE id = \(table.id)")
        case .triggers(let areEnabled):
            try link.command("UPDATE dict.triggers SET is_enabled = \(areEnabled) WHERE table_id = \(table.id)")
        case .move: try move(table)
        case .accepted: break
        }
    }

    private func dropLogGroups(
        _ table: Table, _ test: String, _ value: String, at place: Position?
    ) throws(OracleFailure) {
        let count = try link.number(
            "WITH gone AS (DELETE FROM dict.log_groups WHERE table_id = \(table.id) AND \(test) RETURNING 1) "
                + "SELECT count(*) FROM gone", [.text(value)])
        guard count > 0 else {
            throw place == nil
                ? OracleFailure(32_587, "Cannot drop nonexistent \(value.lowercased()) supplemental logging")
                : OracleFailure(2443, "Cannot drop constraint  - nonexistent constraint", at: place)
        }
    }

    // MARK: Columns

    private func addColumns(_ definitions: [ColumnDefinition], to table: inout Table) throws(OracleFailure) {
        var number = table.columns.map(\.number).max() ?? 0
        var position = table.columns.compactMap(\.position).max() ?? 0
        let isFilled = try hasRows(table)
        for definition in definitions {
            guard table.column(named: definition.name.text) == nil else {
                throw OracleFailure(1430, "column being added already exists in table", at: definition.name.position)
            }
            number += 1
            var column = try column(definition, number: number, in: table)
            if definition.isInvisible != true {
                position += 1
                column.position = position
            }
            if case .identity(let identity) = definition.source {
                column.identity = try makeIdentity(identity, table, column)
            }
            let isMandatory = definition.constraints.contains {
                if case .notNull = $0.body { return $0.state.isEnabled != false }
                return false
            }
            if isMandatory, isFilled, column.defaultText == nil, column.identity == nil, !column.isVirtual {
                throw OracleFailure(1758, "table must be empty to add mandatory (NOT NULL) column")
            }
            try insertColumn(column, table.id)
            var text = PhysicalTable.column(column, tableID: table.id, virtual: try virtualSQL(column, table))
            if let value = try defaultSQL(column) { text += " DEFAULT \(value)" }
            try link.command("ALTER TABLE \(baseRelation(table)) ADD COLUMN \(text)")
            if !table.kind.isTemporary {
                try link.command(
                    "ALTER TABLE \(table.pastName) ADD COLUMN c\(column.number) \(column.type.postgresColumnType)")
            }
            table.columns.append(column)
        }
        try refreshTriggers(table)
        for definition in definitions { try addConstraints(of: definition, to: &table) }
    }

    func defaultSQL(_ column: Column) throws(OracleFailure) -> String? {
        if let identity = column.identity { return "nextval('data.s\(identity.sequenceID)')" }
        guard let text = column.defaultText else { return nil }
        var parser = try Parser(text)
        return try standalone(try parser.parseExpression(), as: column.type)
    }

    func hasRows(_ table: Table, where test: String = "true") throws(OracleFailure) -> Bool {
        try link.number("SELECT count(*) FROM (SELECT 1 FROM \(table.physicalName) WHERE \(test) LIMIT 1) q") > 0
    }

    private func modify(_ definition: ColumnDefinition, in table: inout Table) throws(OracleFailure) {
        let old = try column(definition.name, table)
        if let declared = definition.type {
            let type = try resolve(declared)
            if type != old.type { try changeType(of: old, to: type, in: &table) }
        }
        switch definition.source {
        case .value(_, let text, let isOnNull):
            try link.command(
                "UPDATE dict.columns SET default_text = $1, default_on_null = \(isOnNull) "
                    + "WHERE object_id = \(table.id) AND number = \(old.number)", [.text(text.text)])
            var changed = old
            changed.defaultText = text.text
            try setDefault(changed, table)
        case .dropIdentity:
            guard let identity = old.identity else {
                throw OracleFailure(30_673, "column to be modified is not an identity column")
            }
            try link.command("ALTER TABLE \(baseRelation(table)) ALTER c\(old.number) DROP DEFAULT")
            try link.command(
                "UPDATE dict.columns SET identity_sequence = NULL "
                    + "WHERE object_id = \(table.id) AND number = \(old.number)"
            )
            try link.command("DROP SEQUENCE data.s\(identity.sequenceID)")
            try deleteObject(identity.sequenceID)
            let own = table.constraints.first {
                $0.isNotNull && $0.isNameGenerated && $0.columnNumbers == [old.number]
            }
            if let own { try drop(own, of: table, false, keepsIndex: false) }
        case .identity(let changed): try modifyIdentity(changed, old, table)
        case .virtual: throw .unsupported("MODIFY of a virtual column", at: definition.name.position)
        case nil: break
        }
        if let isInvisible = definition.isInvisible, isInvisible != old.isInvisible {
            let position =
                isInvisible ? "NULL" : "(SELECT max(position) + 1 FROM dict.columns WHERE object_id = \(table.id))"
            try link.command(
                "UPDATE dict.columns SET is_invisible = \(isInvisible), position = \(position) "
                    + "WHERE object_id = \(table.id) AND number = \(old.number)")
            try renumber(table.id)
        }
        for constraint in definition.constraints { try modifyNull(constraint, definition.name, old, in: &table) }
    }

    /// `MODIFY c GENERATED … AS IDENTITY (START WITH n | START WITH LIMIT VALUE …)`.
    private func modifyIdentity(
        _ changed: IdentityDefinition, _ old: Column, _ table: Table
    ) throws(OracleFailure) {
        guard let identity = old.identity, let sequence = dictionary.sequences[identity.sequenceID] else {
            throw OracleFailure(30_673, "column to be modified is not an identity column")
        }
        try link.command(
            "UPDATE dict.columns SET identity_always = \(changed.isAlways), identity_on_null = \(changed.isOnNull) "
                + "WHERE object_id = \(table.id) AND number = \(old.number)")
        var options = changed.options
        if options.startsWithLimit {
            let isDown = (options.increment ?? sequence.increment).hasPrefix("-")
            let edge = isDown ? "min(c\(old.number)) - 1" : "max(c\(old.number)) + 1"
            let next = try link.texts("SELECT (trunc(\(edge)))::text FROM \(table.physicalName)")
            options.start = next.first?.first ?? nil
        }
        options.isRestart = options.start != nil
        try alter(sequence, options)
    }

    private func modifyNull(
        _ constraint: ConstraintDefinition, _ name: Name, _ old: Column, in table: inout Table
    ) throws(OracleFailure) {
        let known = table.constraints.first { $0.isNotNull && $0.columnNumbers == [old.number] }
        switch constraint.body {
        case .null:
            guard let known else {
                throw OracleFailure(
                    1451, "column to be modified to NULL cannot be modified to NULL", at: name.position)
            }
            try drop(known, of: table, false, keepsIndex: false)
        case .notNull:
            guard known == nil else {
                throw OracleFailure(
                    1442, "column to be modified to NOT NULL is already NOT NULL", at: name.position)
            }
            try add(constraint, to: &table, column: name)
            try link.command(
                "UPDATE dict.columns SET is_nullable = false WHERE object_id = \(table.id) AND number = \(old.number)")
        default: try add(constraint, to: &table, column: name)
        }
    }

    private func changeType(of old: Column, to type: OracleType, in table: inout Table) throws(OracleFailure) {
        let relation = baseRelation(table)
        let isFilled = try hasRows(table, where: "c\(old.number) IS NOT NULL")
        if isFilled {
            guard type.representation == old.type.representation, Self.isSameFamily(old.type, type) else {
                throw OracleFailure(1439, "column to be modified must be empty to change datatype")
            }
            if case .number(let precision?, let scale) = type {
                let before = (old.type.dictionaryPrecision ?? 99, old.type.dictionaryScale ?? 0)
                guard before.0 - before.1 <= precision - (scale ?? 0), before.1 <= scale ?? 0 else {
                    throw OracleFailure(1440, "column to be modified must be empty to decrease precision or scale")
                }
            }
        }
        var changed = old
        changed.type = type
        try link.command("ALTER TABLE \(relation) DROP CONSTRAINT IF EXISTS w\(old.number)")
        if table.kind.isTemporary { try link.command("DROP VIEW data.t\(table.id)") }
        let using: String
        if case .char(let length, _) = type {
            using = "rpad(c\(old.number)::text, \(length))"
        } else {
            using = isFilled ? "c\(old.number)" : "NULL"
        }
        try link.command(
            "ALTER TABLE \(relation) ALTER c\(old.number) DROP DEFAULT, ALTER c\(old.number) TYPE "
                + "\(type.postgresColumnType) USING \(using)::\(type.postgresColumnType)")
        if !table.kind.isTemporary {
            let pastUsing = type.representation == old.type.representation ? "c\(old.number)" : "NULL"
            try link.command(
                "ALTER TABLE \(table.pastName) ALTER c\(old.number) TYPE \(type.postgresColumnType) "
                    + "USING \(pastUsing)::\(type.postgresColumnType)")
        } else {
            try makeTemporaryView(table)
        }
        if let width = PhysicalTable.width(changed, tableID: table.id) {
            do throws(OracleFailure) {
                try link.command("ALTER TABLE \(relation) ADD CONSTRAINT w\(old.number) CHECK (\(width))")
            } catch {
                guard error.code == 12_899 else { throw error }
                throw OracleFailure(1441, "cannot decrease column length because some value is too big")
            }
        }
        try setDefault(changed, table)
        try link.command(
            """
            UPDATE dict.columns SET declared = $1, data_type = $2, data_length = $3, data_precision = $4,
            data_scale = $5, char_length = $6, char_used = $7 WHERE object_id = \(table.id) AND number = \(old.number)
            """,
            [
                .text(type.declaration), .text(type.dictionaryName), .int4(Int32(type.lengthInBytes)),
                .int4(type.dictionaryPrecision.map(Int32.init)), .int4(type.dictionaryScale.map(Int32.init)),
                .int4(Int32(type.lengthInCharacters)), .text(type.charUsed),
            ])
        if let index = table.columns.firstIndex(where: { $0.number == old.number }) { table.columns[index] = changed }
    }

    private static func isSameFamily(_ old: OracleType, _ new: OracleType) -> Bool {
        switch (old, new) {
        case (.varchar2, .varchar2), (.char, .char), (.varchar2, .char), (.char, .varchar2), (.nvarchar2, .nvarchar2),
            (.nchar, .nchar), (.raw, .raw), (.long, .clob), (.longRaw, .blob), (.nchar, .nvarchar2):
            true
        case (.varchar2, _), (.char, _), (.nvarchar2, _), (.raw, _), (.clob, _), (.blob, _): false
        default: true
        }
    }

    private func dropColumns(
        _ names: [Name], of table: Table, _ isCascading: Bool, isUnused: Bool
    ) throws(OracleFailure) {
        var gone: Set<Int> = []
        for name in names {
            guard let column = table.column(named: name.text) else {
                throw .invalidIdentifier("\"\(name.text)\"", at: name.position)
            }
            gone.insert(column.number)
        }
        guard table.visibleColumns.contains(where: { !gone.contains($0.number) }) else {
            throw OracleFailure(12_983, "cannot drop all columns in a table")
        }
        if let scheme = table.partitioning,
            !gone.isDisjoint(with: Set(scheme.keyNumbers + scheme.subpartitionKeyNumbers))
        {
            throw OracleFailure(12_984, "cannot drop partitioning column")
        }
        for constraint in table.constraints where !gone.isDisjoint(with: Set(constraint.columnNumbers)) {
            let isWhole = gone.isSuperset(of: Set(constraint.columnNumbers))
            let isReferenced = !references(to: constraint).isEmpty
            guard isCascading || (isWhole && !isReferenced) else {
                throw isReferenced
                    ? OracleFailure(12_992, "cannot drop parent key column")
                    : OracleFailure(12_991, "column is referenced in a multi-column constraint")
            }
            try drop(constraint, of: table, true, keepsIndex: false)
        }
        for index in table.indexes where index.parts.contains(where: { gone.contains($0.columnNumber ?? 0) }) {
            try dropPhysical(index, of: table)
            try deleteObject(index.id)
        }
        try dropPhysical(gone, table)
        if isUnused {
            for number in gone {
                try link.command(
                    "UPDATE dict.columns SET is_unused = true, is_hidden = true, position = NULL, "
                        + "name = 'SYS_C' || lpad(number::text, 5, '0') || '_UNUSED$' "
                        + "WHERE object_id = \(table.id) AND number = \(number)")
            }
        } else {
            try link.command(
                "DELETE FROM dict.columns WHERE object_id = \(table.id) AND number = ANY (\(Self.array(gone.sorted())))"
            )
        }
        try renumber(table.id)
    }

    private func dropPhysical(_ gone: Set<Int>, _ table: Table) throws(OracleFailure) {
        var left = table
        left.columns.removeAll { gone.contains($0.number) }
        if table.kind.isTemporary { try link.command("DROP VIEW data.t\(table.id)") }
        for number in gone.sorted() {
            try link.command("ALTER TABLE \(baseRelation(table)) DROP COLUMN c\(number) CASCADE")
            if !table.kind.isTemporary { try link.command("ALTER TABLE \(table.pastName) DROP COLUMN c\(number)") }
            if let identity = table.column(number: number)?.identity {
                try link.command("DROP SEQUENCE data.s\(identity.sequenceID)")
                try deleteObject(identity.sequenceID)
            }
        }
        try refreshTriggers(left)
    }

    private func renumber(_ id: Int) throws(OracleFailure) {
        try link.command(
            """
            UPDATE dict.columns c SET position = q.place FROM
            (SELECT number, row_number() OVER (ORDER BY position) AS place FROM dict.columns
             WHERE object_id = \(id) AND position IS NOT NULL) q
            WHERE c.object_id = \(id) AND c.number = q.number
            """)
    }

    private func renameColumn(_ old: Name, to new: Name, in table: Table) throws(OracleFailure) {
        let column = try column(old, table)
        guard table.column(named: new.text) == nil else {
            throw OracleFailure(957, "duplicate column name", at: new.position)
        }
        try link.command(
            "UPDATE dict.columns SET name = $1 WHERE object_id = \(table.id) AND number = \(column.number)",
            [.text(new.text)])
        try link.command(
            "UPDATE dict.index_parts SET name = $1 WHERE column_number = \(column.number) AND name = $2 "
                + "AND index_id IN (SELECT id FROM dict.indexes WHERE table_id = \(table.id))",
            [.text(new.text), .text(column.name)])
        for constraint in table.constraints where constraint.columnNumbers.contains(column.number) {
            guard let condition = constraint.condition else { continue }
            try link.command(
                "UPDATE dict.constraints SET condition = $1 WHERE id = \(constraint.id)",
                [.text(try Self.renamed(condition, column.name, new.text))])
        }
    }

    /// A text with one name replaced, quoted so that it is right whatever the name.
    private static func renamed(_ text: String, _ old: String, _ new: String) throws(OracleFailure) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var last = 0
        for token in try Lexer.tokens(of: text) where token.text == old {
            guard token.kind == .word || token.kind == .quotedName else { continue }
            result += bytes[last..<token.start]
            result += Array("\"\(new)\"".utf8)
            last = token.end
        }
        result += bytes[last...]
        return String(decoding: result, as: UTF8.self)
    }

    // MARK: Constraints

    private func constraint(
        _ choice: AlterTable.ConstraintChoice, _ table: Table, _ place: Position, isDrop: Bool = false
    ) throws(OracleFailure) -> Constraint {
        switch choice {
        case .named(let name):
            if let found = table.constraints.first(where: { $0.name == name.text }) { return found }
            throw isDrop
                ? OracleFailure(2443, "Cannot drop constraint  - nonexistent constraint", at: name.position)
                : OracleFailure(2430, "cannot enable constraint (\(name.text)) - no such constraint", at: name.position)
        case .primaryKey:
            if let found = table.primaryKey { return found }
            throw OracleFailure(2441, "Cannot drop nonexistent primary key", at: place)
        case .unique(let names):
            let numbers = try names.map { name throws(OracleFailure) in try column(name, table).number }
            let found = table.constraints.first { $0.kind == .unique && Set($0.columnNumbers) == Set(numbers) }
            if let found { return found }
            throw OracleFailure(2442, "Cannot drop nonexistent unique key", at: place)
        }
    }

    /// Foreign keys that point to a key, with their tables.
    func references(to constraint: Constraint) -> [(table: Table, constraint: Constraint)] {
        var found: [(table: Table, constraint: Constraint)] = []
        for table in dictionary.tables.values {
            for other in table.constraints where other.referencedConstraintID == constraint.id {
                found.append((table, other))
            }
        }
        return found
    }

    func drop(
        _ constraint: Constraint, of table: Table, _ isCascading: Bool, keepsIndex: Bool
    ) throws(OracleFailure) {
        let children = references(to: constraint)
        guard isCascading || children.isEmpty else {
            throw OracleFailure(2273, "this unique/primary key is referenced by some foreign keys")
        }
        for child in children { try drop(child.constraint, of: child.table, false, keepsIndex: true) }
        try release(constraint, table)
        try link.command("DELETE FROM dict.constraints WHERE id = \(constraint.id)")
        if constraint.isNotNull {
            let isInKey = table.primaryKey?.columnNumbers.contains(constraint.columnNumbers.first ?? 0) ?? false
            if !isInKey {
                try link.command(
                    "UPDATE dict.columns SET is_nullable = true WHERE object_id = \(table.id) "
                        + "AND number = \(constraint.columnNumbers.first ?? 0)")
            }
        }
        if let index = constraint.indexID, !keepsIndex {
            let isPhysical =
                try link.number(
                    "SELECT count(*) FROM pg_class WHERE relname = 'i\(index)' AND relnamespace = 'data'::regnamespace")
                > 0
            if !isPhysical { try deleteObject(index) }
        }
    }

    private func disableReferences(
        to constraint: Constraint, _ isCascading: Bool, _ table: Table
    ) throws(OracleFailure) {
        let children = references(to: constraint).filter { $0.constraint.isEnabled }
        guard isCascading || children.isEmpty else {
            throw OracleFailure(
                2297, "cannot disable constraint (\(constraint.owner).\(constraint.name)) - dependencies exist")
        }
        for child in children {
            var other = child.table
            var state = ConstraintState()
            state.isEnabled = false
            try change(child.constraint, to: state, in: &other)
        }
    }

    private func change(
        _ old: Constraint, to state: ConstraintState, in table: inout Table
    ) throws(OracleFailure) {
        var constraint = old
        if let isEnabled = state.isEnabled {
            constraint.isEnabled = isEnabled
            constraint.isValidated = state.isValidated ?? isEnabled
        } else if let isValidated = state.isValidated {
            constraint.isValidated = isValidated
        }
        constraint.isRely = state.isRely ?? constraint.isRely
        constraint.isInitiallyDeferred = state.isInitiallyDeferred ?? constraint.isInitiallyDeferred
        if old.isEnabled { try release(old, table) }
        if constraint.isEnabled {
            if constraint.kind == .foreignKey,
                let parent = constraint.referencedTableID.flatMap({ dictionary.tables[$0] }),
                let key = parent.constraints.first(where: { $0.id == constraint.referencedConstraintID }),
                !key.isEnabled
            {
                throw OracleFailure(
                    2298, "cannot validate (\(constraint.owner).\(constraint.name)) - parent keys not found")
            }
            try enforce(constraint, &table)
        }
        if constraint.isNotNull {
            try link.command(
                "UPDATE dict.columns SET is_nullable = \(!constraint.isEnabled) WHERE object_id = \(table.id) "
                    + "AND number = \(constraint.columnNumbers.first ?? 0)")
        }
        try link.command(
            """
            UPDATE dict.constraints SET is_enabled = $1, is_validated = $2, is_rely = $3, is_deferred = $4,
            changed = dict.now() WHERE id = \(constraint.id)
            """,
            [
                .boolean(constraint.isEnabled), .boolean(constraint.isValidated), .boolean(constraint.isRely),
                .boolean(constraint.isInitiallyDeferred),
            ])
    }

    // MARK: Segments

    /// The table gets a new segment: the numbers of its rows begin again under another data object number.
    func move(_ table: Table) throws(OracleFailure) {
        guard table.partitioning == nil else {
            throw OracleFailure(14_511, "cannot perform operation on a partitioned object")
        }
        guard !table.kind.isTemporary else { return }
        try newSegment(table)
        try withoutTriggers(table.physicalName) { () throws(OracleFailure) in
            try link.command("UPDATE \(table.physicalName) SET rid = DEFAULT")
        }
    }

    func newSegment(_ table: Table) throws(OracleFailure) {
        let dataID = try newObjectID()
        try link.command(PhysicalTable.sequence(dataID))
        try link.command(
            "ALTER TABLE \(baseRelation(table)) ALTER rid SET DEFAULT \(PhysicalTable.nextRow(dataID))")
        if let old = table.dataObjectID { try link.command("DROP SEQUENCE IF EXISTS data.r\(old)") }
        try link.command("UPDATE dict.objects SET data_id = \(dataID) WHERE id = \(table.id)")
    }

    func withoutTriggers(
        _ relation: String, _ body: () throws(OracleFailure) -> Void
    ) throws(OracleFailure) {
        try link.command("ALTER TABLE \(relation) DISABLE TRIGGER USER")
        try body()
        try link.command("ALTER TABLE \(relation) ENABLE TRIGGER USER")
    }
}
