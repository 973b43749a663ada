internal import DecoyDictionary
internal import OracleSQL

/// A table that is changed, as a relation of the statement.
struct Destination {
    let table: Table
    let relation: Relation
    /// The relation or partition that is written.
    let physicalName: String
    let position: Position
    /// The condition of the view through which the table is changed.
    var filter: String?
    /// Columns of that view that are expressions.
    var expressions: Set<String> = []

    /// `data.t5 AS t1`.
    var sql: String { "\(physicalName) AS \(relation.alias)" }
}

/// Tables that are changed, and values on their way into columns.
extension Compilation {
    func destination(
        _ entry: TableExpression, _ privilege: String
    ) throws(OracleFailure) -> Destination {
        guard case .table(let reference) = entry else {
            throw Failures.make(1732, "data manipulation operation not legal on this view", at: entry.position)
        }
        let place = reference.position
        guard reference.link == nil else { throw Failures.unsupported("database link", at: place) }
        guard reference.flashback == nil else {
            throw Failures.make(8187, "snapshot expression not allowed here", at: place)
        }
        guard let found = dictionary.resolve(reference.names.map(\.text), in: context.schema), found.rest.isEmpty else {
            throw OracleFailure.unknownTable(at: place)
        }
        switch found.entry {
        case .table(let table):
            try check(privilege, on: table.object, at: place)
            guard !table.isReadOnly else {
                throw Failures.make(
                    12081, "update operation not allowed on table \(table.qualifiedName.quoted)", at: place)
            }
            return try destination(table, reference)
        case .view(let view):
            try check(privilege, on: view.object, at: place)
            return try destination(view, reference)
        case .systemView(let view):
            guard dictionary.canRead(view, user: context.user) else { throw OracleFailure.unknownTable(at: place) }
            throw Failures.noPrivilege(at: place)
        case .brokenSynonym: throw Failures.make(980, "synonym translation is no longer valid", at: place)
        case .sequence, .routine, .type:
            throw Failures.make(4044, "procedure, function, package, or type is not allowed here", at: place)
        }
    }

    private func destination(_ table: Table, _ reference: TableReference) throws(OracleFailure) -> Destination {
        depend(on: table.id)
        var physicalName = table.physicalName
        if let choice = reference.partition {
            physicalName = try partition(choice, of: table, at: reference.position).physicalName
        }
        let relation = Relation(
            name: reference.alias?.text ?? table.name, schema: reference.alias == nil ? table.owner : nil,
            alias: nextAlias(), fields: Self.fields(of: table), sql: "", position: reference.position, table: table,
            hasRowID: true)
        return Destination(
            table: table, relation: relation, physicalName: physicalName, position: reference.position)
    }

    /// A view of one table: its plain columns can be written, and its condition chooses the rows.
    private func destination(_ view: View, _ reference: TableReference) throws(OracleFailure) -> Destination {
        let place = reference.position
        guard !view.isReadOnly, view.containerTableID == nil, let simple = SimpleView(view) else {
            throw view.isReadOnly
                ? Failures.make(42399, "cannot perform a DML operation on a read-only view", at: place)
                : Failures.make(1732, "data manipulation operation not legal on this view", at: place)
        }
        let caller = context
        context.user = view.owner
        context.schema = view.owner
        defer { context = caller }
        guard let found = dictionary.resolve(simple.table.names.map(\.text), in: context.schema), found.rest.isEmpty,
            case .table(let table) = found.entry
        else { throw Failures.make(1732, "data manipulation operation not legal on this view", at: place) }
        depend(on: view.id)
        let base = try destination(table, simple.table)
        var columns: [Column] = []
        var expressions: Set<String> = []
        let names = view.columnNames
        for (number, shown) in simple.columns.enumerated() {
            let name = number < names.count ? names[number] : shown.alias
            guard let source = shown.column, let column = table.column(named: source) else {
                expressions.insert(name)
                continue
            }
            var renamed = Column(
                name: name, number: column.number, type: column.type, isNullable: column.isNullable,
                position: number + 1,
                physicalName: column.physicalName)
            renamed.defaultText = column.defaultText
            renamed.isDefaultOnNull = column.isDefaultOnNull
            renamed.virtualText = column.virtualText
            renamed.identity = column.identity
            columns.append(renamed)
        }
        var filter: String?
        if let condition = simple.filter {
            let scope = Scope(outer: nil)
            scope.relations = [base.relation]
            scope.clause = .filter
            filter = try self.condition(condition, scope)
        }
        var shown = table
        shown.columns = columns
        let relation = Relation(
            name: reference.alias?.text ?? view.name, schema: reference.alias == nil ? view.owner : nil,
            alias: base.relation.alias, fields: Self.fields(of: shown), sql: "", position: place, table: table,
            hasRowID: true)
        return Destination(
            table: shown, relation: relation, physicalName: base.physicalName, position: place, filter: filter,
            expressions: expressions)
    }

    // MARK: columns

    func column(_ name: Name, of table: Table) throws(OracleFailure) -> Column {
        guard let column = table.column(named: name.text) else {
            throw Failures.unknownColumn([name], at: name.position)
        }
        return column
    }

    /// The column of `SET t.c = …`.
    func column(_ reference: Reference, of destination: Destination) throws(OracleFailure) -> Column {
        if reference.names.count > 1 {
            let owner = reference.names[reference.names.count - 2].text
            guard owner == destination.relation.name else {
                throw Failures.unknownColumn(reference.names, at: reference.position)
            }
        }
        guard let column = destination.table.column(named: reference.last.text) else {
            if destination.expressions.contains(reference.last.text) {
                throw Failures.make(1733, "virtual column not allowed here", at: reference.position)
            }
            throw Failures.unknownColumn(reference.names, at: reference.position)
        }
        return column
    }

    func checkWritable(_ column: Column, at place: Position, isInsert: Bool) throws(OracleFailure) {
        if column.isVirtual {
            throw isInsert
                ? Failures.make(54013, "INSERT operation disallowed on virtual columns", at: place)
                : Failures.make(54017, "UPDATE operation disallowed on virtual columns", at: place)
        }
        if column.identity?.isAlways == true {
            throw isInsert
                ? Failures.make(32795, "cannot insert into a generated always identity column", at: place)
                : Failures.make(32796, "cannot update a generated always identity column", at: place)
        }
    }

    // MARK: assignment

    /// The value as it is stored: converted, padded, rounded. Lengths are for the constraints of the table.
    func assigned(
        _ value: TypedExpression, to type: OracleType, column: Column?, at place: Position
    ) throws(OracleFailure) -> TypedExpression {
        if value.isNullLiteral { return try coerce(value, to: type, at: place) }
        if case .object = type, value.type != type {
            throw Failures.inconsistent(type.nameInMessages, value.type, at: place)
        }
        let sameKind = value.type.family == type.family && value.type.representation == type.representation
        var stored = sameKind ? value : try conversions.implicit(value, to: type, at: place)
        switch type {
        case .number(nil, let scale?): stored.sql = "round(\(stored.sql), \(scale))"
        case .float(let bits) where bits < 126: stored.sql = Conversion.fit(stored.sql, from: value.type, to: type)
        case .char(let length, let unit):
            stored.sql = padded(stored, length, inBytes: unit == .byte, sameKind: value.type == type)
        case .nchar(let length): stored.sql = padded(stored, length, inBytes: false, sameKind: value.type == type)
        case .timestamp(let digits), .timestampLTZ(let digits), .timestampTZ(let digits):
            let isExact = value.type.family.isDatetime && value.type.fractionDigits <= digits
            if !isExact { stored.sql = Conversion.fit(stored.sql, from: value.type, to: type) }
        case .intervalDS(let day, let second):
            if value.type != .intervalDS(day: day, second: second) {
                stored.sql = Conversion.fit(stored.sql, from: value.type, to: type)
            }
        case .intervalYM:
            if value.type != type { stored.sql = Conversion.fit(stored.sql, from: value.type, to: type) }
        default: break
        }
        stored.type = type
        return stored
    }

    /// CHAR values lie with all their blanks; a value that is too long stays so, for the constraint to refuse.
    private func padded(_ value: TypedExpression, _ length: Int, inBytes: Bool, sameKind: Bool) -> String {
        if sameKind, value.constant == nil, value.bind == nil { return value.sql }
        if case .text(let text)? = value.constant {
            let size = inBytes ? text.utf8.count : text.unicodeScalars.count
            return SQLText.literal(text + String(repeating: " ", count: max(0, length - size)))
        }
        return "ora.pad_\(inBytes ? "bytes" : "chars")(\(value.sql), \(length))"
    }

    /// What DEFAULT stands for: the expression of the definition, read with the owner's names.
    func defaultValue(of column: Column, _ table: Table, at place: Position) throws(OracleFailure) -> String {
        if let identity = column.identity { return "nextval('data.s\(identity.sequenceID)')::numeric" }
        guard let text = column.defaultText else { return "NULL::\(column.representation.postgresType)" }
        let caller = context
        var owner = context
        owner.schema = table.owner
        owner.user = table.owner
        context = owner
        defer { context = caller }
        let scope = Scope(outer: nil)
        scope.clause = .values
        do {
            var parser = try Parser(text)
            let value = try expression(parser.parseExpression(), scope)
            return try assigned(value, to: column.type, column: column, at: place).sql
        } catch { throw error.moved(to: place.offset) }
    }

    /// The value for a column of INSERT, UPDATE or MERGE; DEFAULT and DEFAULT ON NULL included.
    func stored(
        _ value: Expression, in column: Column, of table: Table, _ scope: Scope, isInsert: Bool
    ) throws(OracleFailure) -> String {
        if case .defaultValue(let place) = value { return try defaultValue(of: column, table, at: place) }
        try checkWritable(column, at: value.position, isInsert: isInsert)
        let typed = try expression(value, scope)
        let result = try assigned(typed, to: column.type, column: column, at: value.position)
        guard isInsert, typed.nullable || typed.isNullLiteral else { return result.sql }
        guard column.isDefaultOnNull || column.identity?.isOnNull == true else { return result.sql }
        return "coalesce(\(result.sql), \(try defaultValue(of: column, table, at: value.position)))"
    }
}

/// A view whose rows are rows of one table: SELECT columns FROM table WHERE condition.
struct SimpleView {
    let table: TableReference
    /// The column of the table behind each column of the view, nil for an expression.
    let columns: [(alias: String, column: String?)]
    let filter: Expression?

    init?(_ view: View) {
        guard let statement = try? parseStatement(view.text), case .query(let query) = statement,
            case .select(let select) = query.body, query.with.isEmpty, query.limit == nil, select.from.count == 1,
            case .table(let table) = select.from[0], select.quantifier == nil, select.groups.isEmpty,
            select.having == nil, select.hierarchy == nil, table.flashback == nil,
            !(select.filter?.namesRowNumber ?? false)
        else { return nil }
        var columns: [(alias: String, column: String?)] = []
        for column in select.columns {
            // A star would need the table as it was when the view was made.
            guard case .expression(let value, let alias, let heading) = column else { return nil }
            if case .reference(let reference) = value, reference.names.count <= 2 {
                columns.append((alias?.text ?? reference.last.text, reference.last.text))
            } else {
                columns.append((alias?.text ?? heading, nil))
            }
        }
        self.table = table
        self.columns = columns
        self.filter = select.filter
    }
}

extension TableExpression {
    var position: Position {
        switch self {
        case .table(let reference): reference.position
        case .subquery(let subquery): subquery.position
        case .collection(let collection): collection.position
        case .jsonTable(let table): table.position
        case .pivot(let pivot): pivot.position
        case .unpivot(let unpivot): unpivot.position
        case .join(let join): join.position
        }
    }
}
