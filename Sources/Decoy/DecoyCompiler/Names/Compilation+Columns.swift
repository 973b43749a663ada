internal import DecoyDictionary
internal import OracleSQL

/// What a dotted name means: a column, a pseudo-column, a variable, a sequence, a function without parentheses.
extension Compilation {
    func reference(_ reference: Reference, _ scope: Scope) throws(OracleFailure) -> TypedExpression {
        guard reference.link == nil else { throw Failures.unsupported("database link", at: reference.position) }
        let names = reference.names
        if let column = try column(names, scope, reference) { return column }
        if names.count == 1, let pseudo = try pseudoColumn(names[0], nil, scope) { return pseudo }
        if viewDepth == 0, let variable = variables?.variable(for: .reference(reference)) {
            return TypedExpression(
                parameter(.bind(variable.index, variable.type.representation)), variable.type, bind: variable.index)
        }
        if let value = try attribute(names, scope, reference) { return value }
        if names.count > 1, let value = try sequenceValue(names, scope) { return value }
        if names.count == 1, !names[0].isQuoted, let value = Self.constants[names[0].text] { return value }
        let bare = names.map(\.text).joined(separator: ".")
        let name = bare.hasPrefix("SYS.") ? String(bare.dropFirst(4)) : bare
        if names.count > 1 || Self.functionsWithoutParentheses.contains(name), !names[0].isQuoted,
            let rule = FunctionTable.rule(named: name), rule.arguments.contains(0), rule.kind == .scalar
        {
            return try emit(
                rule, FunctionCall(name: name, arguments: [], position: reference.position, context: context))
        }
        let call = Call(names: names, arguments: [], position: reference.position)
        if let routine = variables?.rowRoutine(for: qualified(call)) { return try rowCall(routine, call, scope) }
        throw unknown(call)
    }

    private static let constants: [String: TypedExpression] = [
        "BINARY_FLOAT_NAN": TypedExpression("'NaN'::float4", .binaryFloat, nullable: false, constant: .other),
        "BINARY_FLOAT_INFINITY": TypedExpression("'Infinity'::float4", .binaryFloat, nullable: false, constant: .other),
        "BINARY_DOUBLE_NAN": TypedExpression("'NaN'::float8", .binaryDouble, nullable: false, constant: .other),
        "BINARY_DOUBLE_INFINITY": TypedExpression(
            "'Infinity'::float8", .binaryDouble, nullable: false, constant: .other),
    ]

    static let functionsWithoutParentheses: Set<String> = [
        "SYSDATE", "SYSTIMESTAMP", "CURRENT_DATE", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "USER", "UID", "DBTIMEZONE",
        "SESSIONTIMEZONE", "ORA_INVOKING_USER", "ORA_INVOKING_USERID", "SQLCODE", "SQLERRM",
    ]

    func emit(_ rule: FunctionRule, _ call: FunctionCall) throws(OracleFailure) -> TypedExpression {
        if mustBeImmutable, !rule.isDeterministic {
            throw Failures.make(30553, "The function is not deterministic", at: call.position)
        }
        do { return try rule.emit(call) } catch {
            throw error.position == nil ? error.moved(to: call.position.offset) : error
        }
    }

    /// The column that the names mean in this block or in one around it.
    func column(
        _ names: [Name], _ scope: Scope, _ reference: Reference
    ) throws(OracleFailure) -> TypedExpression? {
        var block: Scope? = scope
        while let current = block {
            if let found = try column(names, in: current, reference) { return found }
            block = current.outer
        }
        return nil
    }

    private func column(
        _ names: [Name], in scope: Scope, _ reference: Reference
    ) throws(OracleFailure) -> TypedExpression? {
        let name = names[names.count - 1]
        if names.count == 1, scope.clause == .order, scope.aggregateDepth == 0, let value = scope.aliases[name.text] {
            return value
        }
        var hits: [(relation: Int, field: Int)] = []
        var qualified = false
        for (place, relation) in scope.relations.enumerated() where place != scope.hiddenRelation {
            switch names.count {
            case 1: break
            case 2: guard relation.name == names[0].text else { continue }
            case 3:
                guard relation.schema == names[0].text, relation.name == names[1].text else { continue }
            default: continue
            }
            qualified = true
            for field in relation.find(name.text) { hits.append((place, field)) }
            if names.count > 1, hits.isEmpty, let pseudo = try rowPseudoColumn(name, place, scope) { return pseudo }
        }
        if names.count == 1, let merged = scope.merged.first(where: { $0.name == name.text }) {
            let covered = hits.allSatisfy { hit in
                merged.members.contains { $0.relation == hit.relation && $0.field == hit.field }
            }
            guard covered else { throw OracleFailure.ambiguousColumn(at: reference.position) }
            loosen(scope, reference.position)
            return merged.value
        }
        guard let hit = hits.first else {
            if names.count > 1, qualified { throw Failures.unknownColumn(names, at: reference.position) }
            return nil
        }
        guard hits.count == 1 else { throw OracleFailure.ambiguousColumn(at: reference.position) }
        if reference.isOuter { scope.outerMarks.insert(hit.relation) }
        let field = scope.relations[hit.relation].fields[hit.field]
        let text = scope.text(hit.relation, hit.field)
        if !scope.grouping.keys.contains(text) { loosen(scope, reference.position) }
        return TypedExpression(text, field.type, nullable: field.nullable)
    }

    /// In a grouped block a name outside of aggregates must turn out to be part of a key.
    func loosen(_ scope: Scope, _ place: Position) {
        if scope.grouping.isGrouped, scope.aggregateDepth == 0 { scope.grouping.loose.append(place) }
    }

    // MARK: pseudo-columns

    private func pseudoColumn(_ name: Name, _ relation: Int?, _ scope: Scope) throws(OracleFailure) -> TypedExpression?
    {
        guard !name.isQuoted else { return nil }
        switch name.text {
        case "ROWNUM": return try rowNumber(name, scope)
        case "LEVEL", "CONNECT_BY_ISLEAF", "CONNECT_BY_ISCYCLE": return try hierarchyColumn(name, scope)
        case "ROWID", "ORA_ROWSCN": return try unqualifiedRowColumn(name, scope)
        default: return nil
        }
    }

    private func rowNumber(_ name: Name, _ scope: Scope) throws(OracleFailure) -> TypedExpression {
        guard let text = scope.rowNumberSQL else {
            if scope.relations.isEmpty, let outer = scope.outer { return try rowNumber(name, outer) }
            throw Failures.unsupported("ROWNUM in this place", at: name.position)
        }
        loosen(scope, name.position)
        return TypedExpression(text, .anyNumber, nullable: false)
    }

    private func hierarchyColumn(_ name: Name, _ scope: Scope) throws(OracleFailure) -> TypedExpression {
        var block: Scope? = scope
        while let current = block {
            if let tree = current.tree {
                loosen(current, name.position)
                return TypedExpression(try tree.pseudoColumn(name), .anyNumber, nullable: false)
            }
            block = current.outer
        }
        throw Failures.make(1788, "CONNECT BY clause required in this query block", at: name.position)
    }

    private func unqualifiedRowColumn(_ name: Name, _ scope: Scope) throws(OracleFailure) -> TypedExpression? {
        var block: Scope? = scope
        while let current = block {
            let places = current.relations.indices.filter { current.relations[$0].hasRowID }
            guard places.count <= 1 else { throw OracleFailure.ambiguousColumn(at: name.position) }
            if let place = places.first {
                return try rowPseudoColumn(name, place, current)
            }
            block = current.outer
        }
        return nil
    }

    /// `T.ROWID` and `T.ORA_ROWSCN`.
    private func rowPseudoColumn(
        _ name: Name, _ place: Int, _ scope: Scope
    ) throws(OracleFailure) -> TypedExpression? {
        guard !name.isQuoted, scope.relations[place].hasRowID else { return nil }
        switch name.text {
        case "ROWID":
            loosen(scope, name.position)
            return TypedExpression(
                scope.text(place, physicalName: "rid"), .rowid, nullable: scope.relations[place].mayBeMissing)
        case "ORA_ROWSCN":
            loosen(scope, name.position)
            return TypedExpression("ora.row_scn(\(scope.text(place, physicalName: "born")))", .anyNumber)
        default: return nil
        }
    }

    // MARK: sequences

    private func sequenceValue(_ names: [Name], _ scope: Scope) throws(OracleFailure) -> TypedExpression? {
        let last = names[names.count - 1]
        guard last.text == "NEXTVAL" || last.text == "CURRVAL" else { return nil }
        guard let found = dictionary.resolve(names.dropLast().map(\.text), in: context.schema), found.rest.isEmpty,
            case .sequence(let sequence) = found.entry, dictionary.canSee(sequence.object, user: context.user)
        else { throw OracleFailure.unknownSequence(at: names[0].position) }
        guard dictionary.allows("SELECT", on: sequence.object, user: context.user) else {
            throw Failures.noPrivilege(at: names[0].position)
        }
        switch scope.clause {
        case .select, .values: break
        default: throw Failures.make(2287, "sequence number not allowed here", at: last.position)
        }
        depend(on: sequence.id)
        if last.text == "CURRVAL" || scope.advanced.contains(sequence.id) {
            return TypedExpression("currval('\(sequence.physicalName)')::numeric", .anyNumber, nullable: false)
        }
        scope.advanced.insert(sequence.id)
        return TypedExpression("nextval('\(sequence.physicalName)')::numeric", .anyNumber, nullable: false)
    }
}
