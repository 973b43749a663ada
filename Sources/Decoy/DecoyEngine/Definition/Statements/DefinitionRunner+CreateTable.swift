internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// CREATE TABLE.
extension DefinitionRunner {
    func create(_ statement: CreateTable) throws(OracleFailure) {
        if let type = statement.objectType { throw .unsupported("object tables", at: type.position) }
        let owner = try owner(of: statement.name)
        try demand("CREATE", "TABLE", owner: owner)
        try demandFree(owner, statement.name.name.text, .table, at: statement.name.position)
        if owner == setting.user, !dictionary.has("UNLIMITED TABLESPACE", user: owner), dictionary.users[owner] == nil {
            throw OracleFailure(1918, "user '\(owner)' does not exist")
        }
        let id = try newObjectID()
        let kind: Table.Kind =
            switch statement.temporary {
            case .deleteRows: .temporaryDelete
            case .preserveRows: .temporaryPreserve
            case nil: statement.isIndexOrganized ? .indexOrganized : .heap
            }
        if kind == .indexOrganized { try demandPrimaryKey(statement) }
        let object = DictionaryObject(id: id, owner: owner, name: statement.name.name.text, kind: .table)
        var table = Table(object: object, columns: [], kind: kind, dataObjectID: id)
        let compiled = try statement.query.map { query throws(OracleFailure) in
            try compiler.compile(query: query)
        }
        table.columns = try columns(of: statement, table, compiled)
        table.isRowMovementEnabled = statement.isRowMovementEnabled
        table.isReadOnly = statement.isReadOnly
        try build(table, statement, compiled)
    }

    private func demandPrimaryKey(_ statement: CreateTable) throws(OracleFailure) {
        let all = statement.constraints + statement.columns.flatMap(\.constraints)
        let hasKey = all.contains {
            if case .primaryKey = $0.body { return true }
            return false
        }
        guard hasKey else {
            throw OracleFailure(25_175, "no PRIMARY KEY constraint found", at: statement.name.position)
        }
    }

    private func build(
        _ given: Table, _ statement: CreateTable, _ compiled: CompiledQuery?
    ) throws(OracleFailure) {
        var table = given
        let isPartitioned = statement.partitioning != nil
        if isPartitioned { table.dataObjectID = nil }
        try insertObject(
            table.id, table.owner, table.name, .table, dataID: table.dataObjectID,
            marks: table.kind.isTemporary ? .temporary : [])
        redefined.insert(table.id)
        try link.command(
            """
            INSERT INTO dict.tables (id, kind, row_movement, read_only, definition_scn)
            VALUES ($1, $2, $3, $4, NULL)
            """,
            [
                .int8(Int64(table.id)), .text(table.kind.rawValue), .boolean(table.isRowMovementEnabled),
                .boolean(table.isReadOnly),
            ])
        for (offset, definition) in statement.columns.enumerated() {
            if case .identity(let identity) = definition.source {
                table.columns[offset].identity = try makeIdentity(identity, table, table.columns[offset])
            }
        }
        for column in table.columns { try insertColumn(column, table.id) }
        if let cluster = statement.cluster { try put(table, in: cluster) }
        try createRelation(&table, try partitioning(of: statement, table))
        for definition in statement.columns { try addConstraints(of: definition, to: &table) }
        for constraint in statement.constraints { try add(constraint, to: &table, column: nil) }
        for group in statement.logGroups { try add(group, to: table) }
        if let compiled { try fill(table, compiled) }
    }

    /// A column that gives itself a value for NULL has a constraint of its own that says so.
    func addConstraints(of definition: ColumnDefinition, to table: inout Table) throws(OracleFailure) {
        let isNeverNull: Bool
        switch definition.source {
        case .identity: isNeverNull = true
        case .value(_, _, let isOnNull): isNeverNull = isOnNull
        default: isNeverNull = false
        }
        let isSaid = definition.constraints.contains {
            if case .notNull = $0.body { return true }
            return false
        }
        if isNeverNull, !isSaid {
            let own = ConstraintDefinition(body: .notNull, position: definition.name.position)
            try add(own, to: &table, column: definition.name)
        }
        for constraint in definition.constraints { try add(constraint, to: &table, column: definition.name) }
    }

    // MARK: Columns

    private func columns(
        of statement: CreateTable, _ table: Table, _ compiled: CompiledQuery?
    ) throws(OracleFailure) -> [Column] {
        var columns: [Column] = []
        var names: Set<String> = []
        let visible = compiled?.columns.filter { !$0.hidden } ?? []
        if compiled != nil, !statement.columns.isEmpty, statement.columns.count != visible.count {
            throw OracleFailure(1730, "invalid number of column names specified", at: statement.name.position)
        }
        if statement.columns.isEmpty {
            for (offset, result) in visible.enumerated() {
                guard names.insert(result.name).inserted else { throw OracleFailure(957, "duplicate column name") }
                let type = try storable(result.type)
                var column = Column(name: result.name, number: offset + 1, type: type, position: offset + 1)
                column.isNullable = true
                columns.append(column)
            }
            return columns
        }
        var position = 0
        for (offset, definition) in statement.columns.enumerated() {
            guard names.insert(definition.name.text).inserted else {
                throw OracleFailure(957, "duplicate column name", at: definition.name.position)
            }
            let known = offset < visible.count ? visible[offset].type : nil
            var column = try column(definition, number: offset + 1, in: table, known: known, typesVirtual: false)
            if definition.isInvisible != true {
                position += 1
                column.position = position
            }
            columns.append(column)
        }
        try checkColumns(columns, statement)
        var whole = table
        whole.columns = columns
        for (offset, definition) in statement.columns.enumerated() where definition.type == nil {
            guard case .virtual(let expression, _) = definition.source else { continue }
            columns[offset].type = try virtualType(expression, whole)
        }
        return columns
    }

    private func checkColumns(_ columns: [Column], _ statement: CreateTable) throws(OracleFailure) {
        guard columns.count <= 1000 else {
            throw OracleFailure(1792, "maximum number of columns in a table or view is 1000")
        }
        let longs = columns.filter { $0.type == .long || $0.type == .longRaw }
        guard longs.count < 2 else {
            throw OracleFailure(1754, "a table may contain only one column of type LONG")
        }
    }

    /// A type of a query's column that a table can hold: texts without a length get one.
    private func storable(_ type: OracleType) throws(OracleFailure) -> OracleType {
        switch type {
        case .varchar2(0, _): throw OracleFailure(1723, "zero-length columns are not allowed")
        case .plsInteger: .number(precision: nil, scale: nil)
        case .refCursor: throw OracleFailure(902, "invalid datatype")
        default: type
        }
    }

    /// A column as its definition says; the type of a virtual column without one is that of its expression.
    func column(
        _ definition: ColumnDefinition, number: Int, in table: Table, known: OracleType? = nil,
        typesVirtual: Bool = true
    ) throws(OracleFailure) -> Column {
        var type = try definition.type.map { declared throws(OracleFailure) in try resolve(declared) } ?? known
        if type == nil { type = try referencedType(definition, table) }
        var column = Column(name: definition.name.text, number: number, type: type ?? .varchar2(4000, .byte))
        column.isInvisible = definition.isInvisible ?? false
        for constraint in definition.constraints {
            switch constraint.body {
            case .notNull: column.isNullable = constraint.state.isEnabled == false
            case .primaryKey: column.isNullable = constraint.state.isEnabled == false
            default: break
            }
        }
        switch definition.source {
        case .value(_, let text, let isOnNull):
            column.defaultText = text.text
            column.isDefaultOnNull = isOnNull
            if isOnNull { column.isNullable = false }
        case .virtual(let expression, let text):
            column.virtualText = text.text
            if type == nil, typesVirtual { column.type = try virtualType(expression, table) }
        case .identity: column.isNullable = false
        case .dropIdentity, nil: break
        }
        return column
    }

    private func virtualType(_ expression: Expression, _ table: Table) throws(OracleFailure) -> OracleType {
        try value(expression, over: table).type
    }

    /// A column that refers to another one may take its type from there.
    private func referencedType(
        _ definition: ColumnDefinition, _ table: Table
    ) throws(OracleFailure) -> OracleType? {
        for constraint in definition.constraints {
            guard case .foreignKey(_, let parent, let names, _) = constraint.body else { continue }
            let other = try self.table(parent)
            if let name = names.first { return other.column(named: name.text)?.type }
            return other.primaryKey?.columnNumbers.first.flatMap { other.column(number: $0)?.type }
        }
        return nil
    }

    /// The declared type with its schema; ORA-00902 for a type that does not exist.
    func resolve(_ declared: DeclaredType) throws(OracleFailure) -> OracleType {
        let type = declared.resolved(lengthUnit)
        guard case .object(let schema, let name) = type else { return type }
        let owner = schema ?? setting.schema
        if case .type(let found)? = dictionary.find(owner: owner, name: name) {
            guard dictionary.allows("EXECUTE", on: found.object, user: setting.user) else {
                throw .invalidDatatype(at: declared.position)
            }
            return .object(schema: found.object.owner, name: found.object.name)
        }
        if schema == nil, case .type(let found)? = dictionary.find(owner: "PUBLIC", name: name) {
            return .object(schema: found.object.owner, name: found.object.name)
        }
        if schema == "SYS" || schema == "MDSYS" { return type }
        if schema == nil, ["ANYDATA", "ANYTYPE", "ANYDATASET"].contains(name) {
            return .object(schema: "SYS", name: name)
        }
        throw .invalidDatatype(at: declared.position)
    }

    func insertColumn(_ column: Column, _ object: Int) throws(OracleFailure) {
        var owner: String?
        if case .object(let schema, _) = column.type { owner = schema }
        if column.type == .xmlType { owner = "SYS" }
        try link.command(
            """
            INSERT INTO dict.columns (object_id, number, position, name, declared, data_type, type_owner, data_length,
            data_precision, data_scale, char_length, char_used, is_nullable, default_text, default_on_null,
            virtual_text, is_invisible, is_hidden, is_unused, identity_always, identity_on_null, identity_sequence)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
            $22)
            """,
            [
                .int8(Int64(object)), .int4(Int32(column.number)), .int4(column.position.map(Int32.init)),
                .text(column.name), .text(column.type.declaration), .text(column.type.dictionaryName), .text(owner),
                .int4(Int32(column.type.lengthInBytes)), .int4(column.type.dictionaryPrecision.map(Int32.init)),
                .int4(column.type.dictionaryScale.map(Int32.init)), .int4(Int32(column.type.lengthInCharacters)),
                .text(column.type.charUsed), .boolean(column.isNullable), .text(column.defaultText),
                .boolean(column.isDefaultOnNull), .text(column.virtualText), .boolean(column.isInvisible),
                .boolean(column.isHidden), .boolean(column.isUnused), .boolean(column.identity?.isAlways),
                .boolean(column.identity?.isOnNull), .int8((column.identity?.sequenceID).map(Int64.init)),
            ])
    }

    func makeIdentity(
        _ identity: IdentityDefinition, _ table: Table, _ column: Column
    ) throws(OracleFailure) -> Column.Identity {
        guard column.type.isNumeric else {
            throw OracleFailure(30_675, "identity column must be a numeric type")
        }
        guard !table.columns.contains(where: { $0.identity != nil && $0.number != column.number }) else {
            throw OracleFailure(30_669, "table can have only one identity column")
        }
        let id = try newObjectID()
        try makeSequence(id, owner: table.owner, name: "ISEQ$$_\(table.id)", identity.options, isGenerated: true)
        return Column.Identity(isAlways: identity.isAlways, isOnNull: identity.isOnNull, sequenceID: id)
    }

    // MARK: AS SELECT

    func fill(_ table: Table, _ compiled: CompiledQuery) throws(OracleFailure) {
        guard compiled.parameters.isEmpty else {
            throw OracleFailure(1027, "bind variables not allowed for data definition operations")
        }
        let columns = table.visibleColumns.map(\.physicalName).joined(separator: ", ")
        let visible = compiled.columns.enumerated().filter { !$0.element.hidden }.map { "q.x\($0.offset + 1)" }
        let names = compiled.columns.indices.map { "x\($0 + 1)" }.joined(separator: ", ")
        try link.command(
            "INSERT INTO \(table.physicalName) (\(columns)) SELECT \(visible.joined(separator: ", ")) "
                + "FROM (\(compiled.sql)) AS q (\(names))")
    }
}
