internal import DecoyDictionary
internal import OracleSQL

/// Tables and views by name, with the rights to read them.
extension Compilation {
    func relation(_ table: TableReference, _ scope: Scope) throws(OracleFailure) -> Relation {
        guard table.link == nil else { throw Failures.unsupported("database link", at: table.position) }
        let place = table.position
        if table.names.count == 1, let common = scope.commonTables[table.names[0].text] {
            let alias = nextAlias()
            return Relation(
                name: table.alias?.text ?? table.names[0].text, alias: alias, fields: common.fields,
                sql: "\(common.physicalName) AS \(alias)", position: place)
        }
        guard let found = dictionary.resolve(table.names.map(\.text), in: context.schema), found.rest.isEmpty else {
            // DUAL is there even before the views of the dictionary are.
            guard table.names.last?.text == "DUAL", table.names.count == 1 || table.names[0].text == "SYS" else {
                throw OracleFailure.unknownTable(at: place)
            }
            return try relation(Self.dual, table)
        }
        switch found.entry {
        case .table(let entry):
            try check("SELECT", on: entry.object, at: place)
            return try relation(entry, table, scope)
        case .view(let view):
            try check("SELECT", on: view.object, at: place)
            return try relation(view, table, scope)
        case .systemView(let view):
            guard dictionary.canRead(view, user: context.user) else { throw OracleFailure.unknownTable(at: place) }
            return try relation(view, table)
        case .brokenSynonym: throw Failures.make(980, "synonym translation is no longer valid", at: place)
        case .sequence, .routine, .type:
            throw Failures.make(4044, "procedure, function, package, or type is not allowed here", at: place)
        }
    }

    private static let dual = SystemView(
        name: "DUAL", columns: [(name: "DUMMY", type: .varchar2(1, .byte))], query: "SELECT 'X'::text",
        isPublic: true, isTable: true)

    /// ORA-00942 for what the user cannot see, ORA-01031 for what the user sees and may not use this way.
    func check(_ privilege: String, on object: DictionaryObject, at place: Position) throws(OracleFailure) {
        if dictionary.allows(privilege, on: object, user: context.user) { return }
        throw dictionary.canSee(object, user: context.user)
            ? Failures.noPrivilege(at: place) : OracleFailure.unknownTable(at: place)
    }

    func relation(_ table: Table, _ reference: TableReference, _ scope: Scope) throws(OracleFailure) -> Relation {
        depend(on: table.id)
        let alias = nextAlias()
        var physicalName = table.physicalName
        if let choice = reference.partition {
            physicalName = try partition(choice, of: table, at: reference.position).physicalName
        }
        var fields = Compilation.fields(of: table)
        var sql = "\(physicalName) AS \(alias)"
        var isPast = false
        if let flashback = reference.flashback ?? moment {
            guard reference.partition == nil else {
                throw Failures.unsupported("AS OF of a partition", at: reference.position)
            }
            sql = try pastRows(table, flashback, scope) + " AS \(alias)"
            isPast = true
            if flashback.isOfVersions { fields += Self.versionFields }
        }
        if let sample = reference.sample {
            let percent = try conversions.number(expression(sample.percent, scope), at: reference.position).sql
            sql += " TABLESAMPLE \(sample.isByBlock ? "SYSTEM" : "BERNOULLI") (\(percent))"
            if let seed = sample.seed {
                sql += " REPEATABLE (\(try conversions.number(expression(seed, scope), at: reference.position).sql))"
            }
        }
        let relation = Relation(
            name: reference.alias?.text ?? table.name, schema: reference.alias == nil ? table.owner : nil,
            alias: alias, fields: fields, sql: sql, position: reference.position, table: table, hasRowID: true)
        relation.isPast = isPast
        return relation
    }

    static func fields(of table: Table) -> [Relation.Field] {
        var fields = table.visibleColumns.map { column in
            Relation.Field(
                name: column.name, physicalName: column.physicalName, type: column.type, nullable: column.isNullable)
        }
        for column in table.columns where column.position == nil && !column.isHidden && !column.isUnused {
            fields.append(
                Relation.Field(
                    name: column.name, physicalName: column.physicalName, type: column.type,
                    nullable: column.isNullable, isHidden: true))
        }
        return fields
    }

    func partition(
        _ choice: TableReference.PartitionChoice, of table: Table, at place: Position
    ) throws(OracleFailure) -> Partition {
        guard let partitioning = table.partitioning else {
            throw Failures.make(14501, "object is not partitioned", at: place)
        }
        guard case .name(let name) = choice.key else {
            throw Failures.unsupported("PARTITION FOR", at: place)
        }
        guard partitioning.kind != .reference else {
            throw Failures.unsupported("a partition of a table partitioned by reference", at: place)
        }
        let found =
            choice.isSubpartition
            ? partitioning.subpartition(named: name.text) : partitioning.partition(named: name.text)
        guard let found else {
            throw choice.isSubpartition
                ? Failures.make(14251, "Specified subpartition does not exist", at: name.position)
                : Failures.make(2149, "Specified partition does not exist", at: name.position)
        }
        return found
    }

    private func relation(_ view: SystemView, _ reference: TableReference) throws(OracleFailure) -> Relation {
        guard reference.flashback == nil else {
            throw Failures.make(8185, "Flashback not supported for user SYS", at: reference.position)
        }
        let alias = nextAlias()
        let fields = view.columns.map { column in
            Relation.Field(
                name: column.name, physicalName: column.physicalName, type: column.type, nullable: column.isNullable)
        }
        let sql =
            view.name == "DUAL"
            ? "(VALUES ('X'::text)) AS \(alias)(\"DUMMY\")" : "\(view.physicalName) AS \(alias)"
        let relation = Relation(
            name: reference.alias?.text ?? view.name, schema: reference.alias == nil ? view.owner : nil, alias: alias,
            fields: fields, sql: sql, position: reference.position)
        relation.isDual = view.name == "DUAL"
        return relation
    }

    /// A view is its text, read with the rights and the names of its owner.
    private func relation(
        _ view: View, _ reference: TableReference, _ scope: Scope
    ) throws(OracleFailure) -> Relation {
        depend(on: view.id)
        if let container = view.containerTableID, let table = dictionary.tables[container] {
            return try relation(table, reference, scope)
        }
        let kept = moment
        if let flashback = reference.flashback { moment = flashback }
        defer { moment = kept }
        let block = try viewBlock(view, at: reference.position)
        let alias = nextAlias()
        var fields: [Relation.Field] = []
        let names = view.columnNames
        for (place, column) in block.columns.enumerated() {
            let name = place < names.count ? names[place] : column.name
            fields.append(
                Relation.Field(
                    name: name, physicalName: "o\(place)", type: column.type, nullable: column.nullable))
        }
        return Relation(
            name: reference.alias?.text ?? view.name, schema: reference.alias == nil ? view.owner : nil, alias: alias,
            fields: fields, sql: "(\(block.sql)) AS \(alias)", position: reference.position)
    }

    func viewBlock(_ view: View, at place: Position) throws(OracleFailure) -> CompiledBlock {
        guard viewDepth < 24 else { throw OracleFailure.tooDeep(at: place) }
        let caller = context
        var owner = SessionContext(user: view.owner)
        owner.version = caller.version
        owner.nlsDateFormat = caller.nlsDateFormat
        context = owner
        viewDepth += 1
        defer {
            context = caller
            viewDepth -= 1
        }
        do throws(OracleFailure) {
            guard case .query(let query) = try parseStatement(view.text) else {
                throw OracleFailure.invalidStatement(at: place)
            }
            return try block(query, outer: nil)
        } catch {
            // What only this server does not know is no error of the view.
            if error.code == 3001 { throw error.moved(to: place.offset) }
            throw Failures.make(4063, "view \"\(view.owner).\(view.name)\" has errors", at: place)
        }
    }

    // MARK: rows as they were

    /// Current rows born at or before the moment, and replaced rows that still lived then.
    private func pastRows(
        _ table: Table, _ flashback: Flashback, _ scope: Scope
    ) throws(OracleFailure) -> String {
        if flashback.isOfVersions { return try versions(table, flashback) }
        let number = try number(of: flashback, table)
        let boundary = parameter(.session(.flashbackBoundary(number)))
        let scn = parameter(.session(.flashbackSCN(number)))
        let committed = { (column: String) in
            "(\(column) < \(boundary) OR EXISTS (SELECT 1 FROM clock.commits k WHERE k.xid = \(column)"
                + " AND k.scn <= \(scn)))"
        }
        let list = (["rid", "born"] + Compilation.fields(of: table).map(\.physicalName)).joined(separator: ", ")
        return "(SELECT \(list) FROM \(table.physicalName) h WHERE \(committed("h.born")) UNION ALL"
            + " SELECT \(list) FROM \(table.pastName) h WHERE \(committed("h.born")) AND NOT \(committed("h.died")))"
    }

    /// Equal moments of one statement are one moment: all its tables are read at the same SCN.
    func number(of flashback: Flashback, _ table: Table) throws(OracleFailure) -> Int {
        let (value, kind): (Expression, FlashbackMoment.Kind)
        let place: Position
        switch flashback {
        case .scn(let expression, let position): (value, kind, place) = (expression, .scn, position)
        case .timestamp(let expression, let position): (value, kind, place) = (expression, .time, position)
        case .versionsSCN(_, _, let position), .versionsTimestamp(_, _, let position):
            throw Failures.unsupported("VERSIONS BETWEEN here", at: position)
        }
        let text = try separately { () throws(OracleFailure) -> String in
            let typed = try expression(value, Scope(outer: nil))
            switch kind {
            case .scn: return try conversions.number(typed, at: place).sql
            case .time: return try conversions.utcSeconds(typed, at: place)
            }
        }
        let known = flashbacks.firstIndex { $0.kind == kind && $0.sql == text.sql && $0.parameters == text.parameters }
        let number = known ?? flashbacks.count
        if known == nil {
            flashbacks.append(FlashbackMoment(kind: kind, tables: [], sql: text.sql, parameters: text.parameters))
        }
        if !flashbacks[number].tables.contains(table.id) { flashbacks[number].tables.append(table.id) }
        return number
    }
}

extension View {
    /// In the order of the query behind it, however the dictionary keeps them.
    var columnNames: [String] {
        columns.sorted { ($0.position ?? $0.number, $0.number) < ($1.position ?? $1.number, $1.number) }.map(\.name)
    }
}
