internal import DecoyDictionary
internal import OracleSQL

/// Values.
extension Compilation {
    func expression(_ expression: Expression, _ scope: Scope) throws(OracleFailure) -> TypedExpression {
        guard let grouped = scope.nearestGrouped else { return try plain(expression, scope) }
        let mark = grouped.grouping.loose.count
        let value = try plain(expression, scope)
        if grouped.grouping.loose.count > mark, grouped.grouping.keys.contains(value.sql) {
            grouped.grouping.loose.removeSubrange(mark...)
        }
        return value
    }

    private func plain(_ expression: Expression, _ scope: Scope) throws(OracleFailure) -> TypedExpression {
        switch expression {
        case .literal(let literal, let place): return try self.literal(literal, at: place)
        case .reference(let name): return try reference(name, scope)
        case .bind(let bind): return try self.bind(bind, expression)
        case .call(let call): return try self.call(call, scope)
        case .unary(let operation, let operand, let place): return try unary(operation, operand, scope, place)
        case .arithmetic(let operation, let left, let right, let place):
            return try arithmetic(operation, left, right, scope, place)
        case .concatenation(let parts, let place):
            var operands: [TypedExpression] = []
            operands.reserveCapacity(parts.count)
            for part in parts { operands.append(try self.expression(part, scope)) }
            return try arithmetic.concatenate(operands, at: place)
        case .caseOf(let branching): return try caseOf(branching, scope)
        case .cast(let cast): return try self.cast(cast, scope)
        case .extract(let field, let value, let place):
            return try construct("EXTRACT \(Self.words(field))", [self.expression(value, scope)], place)
        case .trim(let trim): return try self.trim(trim, scope)
        case .atTimeZone(let value, let zone, let place):
            let moment = try self.expression(value, scope)
            guard let zone else { return try construct("AT LOCAL", [moment], place) }
            return try construct("AT TIME ZONE", [moment, self.expression(zone, scope)], place)
        case .asInterval(let value, let qualifier, let place): return try asInterval(value, qualifier, scope, place)
        case .subquery(let query, let place): return try scalar(query, scope, place)
        case .list(let parts, _) where parts.count == 1: return try self.expression(parts[0], scope)
        case .list(_, let place): throw OracleFailure.missingClosing(at: place)
        case .collate(let value, _): return try self.expression(value, scope)
        default: return try special(expression, scope)
        }
    }

    /// Variables that do not look like names, conditions as values, and what is refused.
    private func special(_ expression: Expression, _ scope: Scope) throws(OracleFailure) -> TypedExpression {
        if let variable = variables?.variable(for: expression) {
            return TypedExpression(
                parameter(.bind(variable.index, variable.type.representation)), variable.type, bind: variable.index)
        }
        if expression.isCondition { return TypedExpression("(\(try condition(expression, scope)))", .boolean) }
        switch expression {
        case .member(let value, let name):
            if case .reference(let reference) = value {
                throw Failures.unknownColumn(reference.names + [name], at: value.position)
            }
            return try attribute(name, of: try self.expression(value, scope), [name])
        case .defaultValue(let place): throw OracleFailure.missingExpression(at: place)
        case .cursor(_, let place): throw Failures.make(22_902, "CURSOR expression not allowed", at: place)
        case .multiset(_, let place): throw Failures.unsupported("MULTISET", at: place)
        default: throw Failures.unsupported("expression", at: expression.position)
        }
    }

    private func bind(_ bind: Bind, _ expression: Expression) throws(OracleFailure) -> TypedExpression {
        if let variable = variables?.variable(for: expression) {
            return TypedExpression(
                parameter(.bind(variable.index, variable.type.representation)), variable.type, bind: variable.index)
        }
        let type = bind.index < bindTypes.count ? bindTypes[bind.index].type : .varchar2(4000, .byte)
        return TypedExpression(parameter(.bind(bind.index, type.representation)), type, bind: bind.index)
    }

    /// A rule of the function table under a name that no call can have.
    func construct(
        _ name: String, _ arguments: [TypedExpression], _ place: Position
    ) throws(OracleFailure) -> TypedExpression {
        guard let rule = FunctionTable.rule(named: name) else { throw Failures.unsupported(name, at: place) }
        var value = try emit(
            rule, FunctionCall(name: name, arguments: arguments, position: place, context: context))
        value.isAggregate = arguments.contains(where: \.isAggregate)
        return value
    }

    private static func words(_ field: ExtractField) -> String {
        switch field {
        case .year: "YEAR"
        case .month: "MONTH"
        case .day: "DAY"
        case .hour: "HOUR"
        case .minute: "MINUTE"
        case .second: "SECOND"
        case .timezoneHour: "TIMEZONE_HOUR"
        case .timezoneMinute: "TIMEZONE_MINUTE"
        case .timezoneRegion: "TIMEZONE_REGION"
        case .timezoneAbbreviation: "TIMEZONE_ABBR"
        }
    }

    private func unary(
        _ operation: UnaryOperator, _ operand: Expression, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> TypedExpression {
        switch operation {
        case .minus: return try arithmetic.negate(expression(operand, scope), at: place)
        case .plus:
            let value = try expression(operand, scope)
            return value.type.family.isInterval || value.type.family.isNumeric
                ? value : try conversions.number(value, at: place)
        case .prior, .connectByRoot: return try treeOperator(operation, operand, scope, place)
        case .distinct: throw Failures.unsupported("DISTINCT in this place", at: place)
        }
    }

    private func arithmetic(
        _ operation: ArithmeticOperator, _ left: Expression, _ right: Expression, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> TypedExpression {
        let (first, second) = (try expression(left, scope), try expression(right, scope))
        switch operation {
        case .add: return try arithmetic.apply(.plus, first, second, at: place)
        case .subtract: return try arithmetic.apply(.minus, first, second, at: place)
        case .multiply: return try arithmetic.apply(.times, first, second, at: place)
        case .divide: return try arithmetic.apply(.divide, first, second, at: place)
        case .power: return try construct("POWER", [first, second], place)
        case .modulo: return try construct("MOD", [first, second], place)
        default: throw Failures.unsupported("MULTISET operator", at: place)
        }
    }

    private func cast(_ cast: CastExpression, _ scope: Scope) throws(OracleFailure) -> TypedExpression {
        guard cast.fallback == nil, cast.format.isEmpty, !cast.isTreat else {
            throw Failures.unsupported("CAST with a default or a format", at: cast.position)
        }
        let value = try expression(cast.value, scope)
        switch (value.type.family, cast.type) {
        case (.clob, .clob), (.clob, .nclob): return value
        default: break
        }
        if case .object(let schema, let name) = cast.type, let type = objectType([schema, name].compactMap { $0 }) {
            let own = OracleType.object(schema: type.object.owner, name: type.object.name)
            if value.type == own { return value }
        }
        return try conversions.cast(value, to: cast.type, at: cast.position)
    }

    private func trim(_ trim: TrimExpression, _ scope: Scope) throws(OracleFailure) -> TypedExpression {
        let side =
            switch trim.side {
            case .leading: "LEADING"
            case .trailing: "TRAILING"
            case .both: "BOTH"
            }
        let value = try expression(trim.value, scope)
        let set =
            try trim.character.map { (character) throws(OracleFailure) in try expression(character, scope) }
            ?? TypedExpression("' '::text", .char(1, .byte), nullable: false, constant: .text(" "))
        return try construct("TRIM \(side)", [value, set], trim.position)
    }

    /// `(a - b) DAY TO SECOND`.
    private func asInterval(
        _ value: Expression, _ qualifier: IntervalQualifier, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> TypedExpression {
        let inner = try expression(value, scope)
        guard qualifier.leading != .year, qualifier.leading != .month else {
            throw Failures.unsupported("difference as YEAR TO MONTH", at: place)
        }
        let type = OracleType.intervalDS(day: qualifier.leadingDigits ?? 2, second: qualifier.fractionDigits ?? 6)
        if inner.type.family == .seconds { return TypedExpression(inner.sql, type, nullable: inner.nullable) }
        guard inner.type.family == .number else { throw Failures.inconsistent("INTERVAL", inner.type, at: place) }
        return TypedExpression("round(\(inner.sql) * 86400::numeric)", type, nullable: inner.nullable)
    }

    // MARK: CASE

    private func caseOf(_ branching: CaseExpression, _ scope: Scope) throws(OracleFailure) -> TypedExpression {
        let operand = try branching.operand.map { (operand) throws(OracleFailure) in try expression(operand, scope) }
        // The short form computes the operand once; it needs one text of it for all tests.
        var single: String?
        var tests: [String] = []
        var results: [TypedExpression] = []
        for branch in branching.branches {
            if let operand {
                let pair = try comparing.pair(operand, expression(branch.test, scope), at: branch.test.position)
                if operand.isVolatile {
                    guard single == nil || single == pair.0 else {
                        throw Failures.unsupported(
                            "CASE of a random value and of several types", at: branch.test.position)
                    }
                    single = pair.0
                    tests.append(pair.1)
                } else {
                    tests.append("\(pair.0) = \(pair.1)")
                }
            } else {
                tests.append(try condition(branch.test, scope))
            }
            results.append(try expression(branch.result, scope))
        }
        if let otherwise = branching.otherwise { results.append(try expression(otherwise, scope)) }
        let places = branching.branches.map(\.result.position) + (branching.otherwise.map { [$0.position] } ?? [])
        let united = try unite(results, at: places)
        var sql = single.map { "CASE \($0)" } ?? "CASE"
        for (place, test) in tests.enumerated() { sql += " WHEN \(test) THEN \(united.values[place].sql)" }
        if branching.otherwise != nil { sql += " ELSE \(united.values[tests.count].sql)" }
        let nullable = branching.otherwise == nil || results.contains(where: \.nullable)
        return TypedExpression(
            "(\(sql) END)", united.type, nullable: nullable, isAggregate: results.contains(where: \.isAggregate))
    }

    /// Values of one type; ORA-00932 where the types do not go together.
    func unite(
        _ values: [TypedExpression], at places: [Position]
    ) throws(OracleFailure) -> (values: [TypedExpression], type: OracleType) {
        var type: OracleType?
        for (place, value) in values.enumerated() where !value.isNullLiteral {
            guard let known = type else {
                type = value.type
                continue
            }
            guard let union = TypeUnion.of(known, value.type) else {
                throw Failures.inconsistent(known.nameInMessages, value.type, at: places[place])
            }
            type = union
        }
        let result = type ?? .nullText
        var united: [TypedExpression] = []
        for (place, value) in values.enumerated() { united.append(try coerce(value, to: result, at: places[place])) }
        return (united, result)
    }

    /// The value in the representation of a type that it goes together with.
    func coerce(
        _ value: TypedExpression, to type: OracleType, at place: Position
    ) throws(OracleFailure) -> TypedExpression {
        if value.isNullLiteral {
            return TypedExpression("NULL::\(type.representation.postgresType)", type, constant: .null)
        }
        if value.type.family == type.family, value.type.representation == type.representation {
            var same = value
            same.type = type
            return same
        }
        return try conversions.implicit(value, to: type, at: place)
    }

    // MARK: subqueries as values

    private func scalar(_ query: Query, _ scope: Scope, _ place: Position) throws(OracleFailure) -> TypedExpression {
        let block = try block(query, outer: scope)
        guard block.columns.count == 1 else { throw OracleFailure.tooManyValues(at: place) }
        return TypedExpression("(\(block.sql))", block.columns[0].type)
    }
}
