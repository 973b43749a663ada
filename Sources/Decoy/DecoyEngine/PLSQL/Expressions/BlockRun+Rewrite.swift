internal import OracleSQL

// Replaces what PL/SQL alone knows by numbered values.
extension BlockRun {
    /// One part of an expression: its value becomes a bind when PL/SQL knows it.
    private func rewrite(_ part: Expression, _ frame: Frame, _ cells: inout [Cell]) throws(Raised) -> Expression {
        switch part {
        case .literal(.boolean(let value), _): return bind(.truth(value), &cells, part)
        case .literal, .defaultValue: return part
        case .reference, .bind, .call, .member, .apply, .attribute:
            let value: BlockValue?
            if case .bind(let bind) = part { value = binds[bind.index] } else { value = try own(part, frame) }
            guard let value else { return try rewriteParts(part, frame, &cells) }
            guard case .scalar(let cell) = value else { throw wrongType(part, frame) }
            return bind(cell, &cells, part)
        case .and, .or, .not, .caseOf, .comparison, .isNull, .subquery, .exists, .cursor, .multiset:
            guard case .scalar(let cell) = try evaluate(part, frame) else { throw wrongType(part, frame) }
            return bind(cell, &cells, part)
        default:
            return try rewriteParts(part, frame, &cells)
        }
    }

    private func bind(_ cell: Cell, _ cells: inout [Cell], _ part: Expression) -> Expression {
        cells.append(cell)
        return .bind(Bind(name: String(cells.count), index: cells.count - 1, position: part.position))
    }

    private func rewriteAll(
        _ parts: [Expression], _ frame: Frame, _ cells: inout [Cell]
    ) throws(Raised) -> [Expression] {
        var rewritten: [Expression] = []
        for part in parts { rewritten.append(try rewrite(part, frame, &cells)) }
        return rewritten
    }

    private func rewriteOptional(
        _ part: Expression?, _ frame: Frame, _ cells: inout [Cell]
    ) throws(Raised) -> Expression? {
        guard let part else { return nil }
        return try rewrite(part, frame, &cells)
    }

    /// The same operation over rewritten parts.
    func rewriteParts(
        _ expression: Expression, _ frame: Frame, _ cells: inout [Cell]
    ) throws(Raised) -> Expression {
        switch expression {
        case .unary(let found, let inner, let place):
            return .unary(found, try rewrite(inner, frame, &cells), place)
        case .arithmetic(let found, let left, let right, let place):
            let left = try rewrite(left, frame, &cells)
            let right = try rewrite(right, frame, &cells)
            switch found {
            case .power: return BlockRun.call("POWER", [left, right], place)
            case .modulo: return BlockRun.call("MOD", [left, right], place)
            default: return .arithmetic(found, left, right, place)
            }
        case .concatenation(let parts, let place): return .concatenation(try rewriteAll(parts, frame, &cells), place)
        case .call(var call):
            var arguments: [Call.Argument] = []
            for argument in call.arguments {
                arguments.append(
                    Call.Argument(name: argument.name, value: try rewrite(argument.value, frame, &cells)))
            }
            call.arguments = arguments
            call.fallback = try rewriteOptional(call.fallback, frame, &cells)
            return .call(call)
        case .extract(let field, let inner, let place):
            return .extract(field, try rewrite(inner, frame, &cells), place)
        case .atTimeZone(let inner, let zone, let place):
            return .atTimeZone(try rewrite(inner, frame, &cells), try rewriteOptional(zone, frame, &cells), place)
        case .asInterval(let inner, let qualifier, let place):
            return .asInterval(try rewrite(inner, frame, &cells), qualifier, place)
        case .list(let parts, let place): return .list(try rewriteAll(parts, frame, &cells), place)
        case .cast, .trim: return try rewriteWords(expression, frame, &cells)
        default: return try rewriteCondition(expression, frame, &cells)
        }
    }

    private static func call(_ name: String, _ arguments: [Expression], _ place: Position) -> Expression {
        .call(
            Call(names: [Name(name, at: place)], arguments: arguments.map { Call.Argument(value: $0) }, position: place)
        )
    }

    private func rewriteWords(
        _ expression: Expression, _ frame: Frame, _ cells: inout [Cell]
    ) throws(Raised) -> Expression {
        switch expression {
        case .cast(let cast):
            let value = try rewrite(cast.value, frame, &cells)
            let fallback = try rewriteOptional(cast.fallback, frame, &cells)
            return .cast(
                CastExpression(
                    value: value, type: cast.type, fallback: fallback, format: cast.format, isTreat: cast.isTreat,
                    position: cast.position))
        case .trim(let trim):
            let character = try rewriteOptional(trim.character, frame, &cells)
            let value = try rewrite(trim.value, frame, &cells)
            return .trim(TrimExpression(side: trim.side, character: character, value: value, position: trim.position))
        default: return expression
        }
    }

    private func rewriteCondition(
        _ expression: Expression, _ frame: Frame, _ cells: inout [Cell]
    ) throws(Raised) -> Expression {
        switch expression {
        case .between(let between):
            let value = try rewrite(between.value, frame, &cells)
            let low = try rewrite(between.low, frame, &cells)
            let high = try rewrite(between.high, frame, &cells)
            return .between(
                BetweenCondition(
                    value: value, low: low, high: high, isNegated: between.isNegated, position: between.position))
        case .inside(let value, .list(let list), let isNegated, let place):
            let value = try rewrite(value, frame, &cells)
            return .inside(value, .list(try rewriteAll(list, frame, &cells)), isNegated: isNegated, place)
        case .like(let like):
            let value = try rewrite(like.value, frame, &cells)
            let pattern = try rewrite(like.pattern, frame, &cells)
            let escape = try rewriteOptional(like.escape, frame, &cells)
            return .like(
                LikeCondition(
                    kind: like.kind, value: value, pattern: pattern, escape: escape, isNegated: like.isNegated,
                    position: like.position))
        case .isTest(let inner, let test, let isNegated, let place):
            return .isTest(try rewrite(inner, frame, &cells), test, isNegated: isNegated, place)
        case .inside, .quantified:
            throw fault(
                expression.position.offset, "PLS-00405: subquery not allowed in this context", in: frame.unit)
        case .memberOf(let element, let collection, let isSubset, let isNegated, let place):
            guard !isSubset else { throw Raised(.unsupported("SUBMULTISET in PL/SQL", at: place)) }
            let isInside = try isMember(element, collection, frame, place)
            return bind(.truth(isInside.map { $0 != isNegated }), &cells, expression)
        default: return expression
        }
    }

    private func isMember(
        _ element: Expression, _ collection: Expression, _ frame: Frame, _ place: Position
    ) throws(Raised) -> Bool? {
        let wanted = try evaluate(element, frame)
        guard case .collection(let values) = try evaluate(collection, frame) else { throw wrongType(collection, frame) }
        guard let values, !wanted.isNull else { return nil }
        for value in values.elements where try compare(.equal, wanted, value, place) == true { return true }
        return false
    }
}
