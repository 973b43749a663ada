internal import Model
internal import OracleSQL

extension ExpressionWriter {
    /// A condition; whoever puts it beside others sets parentheses around it.
    func condition(_ tree: Expression) throws(ConversionRefusal) -> String {
        try nested { () throws(ConversionRefusal) in try writtenCondition(tree) }
    }

    private func writtenCondition(_ tree: Expression) throws(ConversionRefusal) -> String {
        switch tree {
        case .comparison(let comparison, let left, let right, let place):
            return try self.comparison(comparison, left, right, place)
        case .quantified(let comparison, let left, let quantifier, let right, let place):
            return try quantified(comparison, left, quantifier, right, place)
        case .and(let parts, _): return try joined(parts, by: " AND ")
        case .or(let parts, _): return try joined(parts, by: " OR ")
        case .not(let part, _): return "NOT (\(try condition(part)))"
        case .between(let between): return try self.between(between)
        case .inside(let value, let set, let isNegated, let place):
            return try inside(value, set, isNegated: isNegated, place)
        case .like(let like): return try self.like(like)
        case .isNull(let inner, let isNegated, _): return isNull(try value(inner), isNegated: isNegated)
        case .exists(let query, _): return "EXISTS (\(try self.query(query).text))"
        case .call(let call) where tree.isCondition: return try conditionCall(call)
        case .isTest(let inner, let test, let isNegated, let place):
            return try tested(inner, test, isNegated: isNegated, place)
        default:
            throw refusal("expression.form", "This condition does not exist at the destination.", at: tree.position)
        }
    }

    private func joined(_ parts: [Expression], by separator: String) throws(ConversionRefusal) -> String {
        var texts: [String] = []
        for part in parts { texts.append("(\(try condition(part)))") }
        return texts.joined(separator: separator)
    }

    private func tested(
        _ inner: Expression, _ test: Expression.Test, isNegated: Bool, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> String {
        let written = try value(inner)
        guard test == .nan || test == .infinite, written.kind.isNumber else {
            throw refusal("expression.form", "This condition does not exist at the destination.", at: place)
        }
        // The destination's numbers are never infinite and never undefined.
        return isNegated ? "\(written.text) IS NOT NULL" : "(\(written.text) IS NULL) AND NULL"
    }

    private func conditionCall(_ call: Call) throws(ConversionRefusal) -> String {
        switch call.names.last?.text {
        case "REGEXP_LIKE": return try patternTest(call)
        case "LNNVL":
            guard call.arguments.count == 1 else { break }
            return "(\(try condition(call.arguments[0].value))) IS NOT TRUE"
        default: break
        }
        throw refusal("expression.form", "This condition does not exist at the destination.", at: call.position)
    }

    // MARK: Comparisons

    static func mark(_ comparison: Comparison) -> String {
        switch comparison {
        case .equal: "="
        case .notEqual: "<>"
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        }
    }

    private func comparison(
        _ comparison: Comparison, _ left: Expression, _ right: Expression, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> String {
        if case .list(let lefts, _) = left {
            if case .subquery(let query, _) = right {
                let written = try self.query(query)
                return "\(try row(lefts, beside: written, place)) \(Self.mark(comparison)) (\(written.text))"
            }
            // `(a, b) = ((1, 2))`.
            guard case .list(let rights, _) = right, lefts.count == rights.count, comparison == .equal else {
                throw refusal("expression.list", "Lists are only compared for being equal here.", at: place)
            }
            return try rowEquals(lefts, rights, place)
        }
        let (first, second) = try comparable(try value(left), try value(right), place)
        return "\(first.text) \(Self.mark(comparison)) \(second.text)"
    }

    private func row(
        _ trees: [Expression], beside query: WrittenQuery, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> String {
        var values: [WrittenValue] = []
        for tree in trees { values.append(try value(tree)) }
        try requireComparable(values, query, place)
        return "(\(values.map(distinct).joined(separator: ", ")))"
    }

    /// The destination would compare anything with anything, values kept as text as well.
    private func requireComparable(
        _ values: [WrittenValue], _ query: WrittenQuery, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) {
        for (left, right) in zip(values, query.columns?.map(\.value) ?? []) {
            guard left.kind == .keptAsText || right.kind == .keptAsText else { continue }
            _ = try comparable(left, right, place)
        }
    }

    private func rowEquals(
        _ lefts: [Expression], _ rights: [Expression], _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> String {
        var texts: [String] = []
        for (left, right) in zip(lefts, rights) {
            let (first, second) = try comparable(try value(left), try value(right), place)
            texts.append("(\(first.text) = \(second.text))")
        }
        return texts.joined(separator: " AND ")
    }

    private func quantified(
        _ comparison: Comparison, _ left: Expression, _ quantifier: Expression.Quantifier, _ right: Expression,
        _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> String {
        switch right {
        case .subquery(let query, _):
            let word = quantifier == .any ? "ANY" : "ALL"
            let (written, others) = (try value(left), try self.query(query))
            try requireComparable([written], others, place)
            return "\(distinct(written)) \(Self.mark(comparison)) \(word) (\(others.text))"
        case .list(let trees, _):
            var texts: [String] = []
            for tree in trees { texts.append("(\(try self.comparison(comparison, left, tree, place)))") }
            return texts.joined(separator: quantifier == .any ? " OR " : " AND ")
        default: return try self.comparison(comparison, left, right, place)
        }
    }

    private func between(_ between: BetweenCondition) throws(ConversionRefusal) -> String {
        let written = try value(between.value)
        let (first, low) = try comparable(written, try value(between.low), between.position)
        let (second, high) = try comparable(written, try value(between.high), between.position)
        guard first == second else {
            let text = "(\(first.text) >= \(low.text)) AND (\(second.text) <= \(high.text))"
            return between.isNegated ? "NOT (\(text))" : text
        }
        return "\(first.text) \(between.isNegated ? "NOT BETWEEN" : "BETWEEN") \(low.text) AND \(high.text)"
    }

    private func inside(
        _ left: Expression, _ set: Expression.InSet, isNegated: Bool, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> String {
        let word = isNegated ? "NOT IN" : "IN"
        switch set {
        case .query(let query):
            let written = try self.query(query)
            var text = written.text
            // The destination takes no LIMIT right inside IN.
            if query.limit != nil || text.contains(" LIMIT ") { text = "SELECT * FROM (\(text)) AS `limited`" }
            if case .list(let lefts, _) = left {
                return "\(try row(lefts, beside: written, place)) \(word) (\(text))"
            }
            let value = try value(left)
            try requireComparable([value], written, place)
            return "\(distinct(value)) \(word) (\(text))"
        case .list(let trees):
            if case .list(let lefts, _) = left { return try rows(lefts, trees, isNegated: isNegated, place) }
            return try list(left, trees, word, place)
        case .value(let tree):
            return try list(left, [tree], word, place)
        }
    }

    private func list(
        _ left: Expression, _ trees: [Expression], _ word: String, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> String {
        let written = try value(left)
        var firsts: [WrittenValue] = []
        var texts: [String] = []
        for tree in trees {
            let wanted = try value(tree)
            let (first, second) = try comparable(written, wanted, place)
            // NULL among constants leaves the left side as it is; other kinds may ask for a conversion of it.
            if !wanted.isNull || trees.count == 1 { firsts.append(first) }
            texts.append(second.text)
        }
        if firsts.isEmpty, !trees.isEmpty { firsts = [written.nulled] }
        guard let first = firsts.first(where: { $0 != written }) ?? firsts.first else {
            throw refusal("expression.list", "The list is empty.", at: place)
        }
        guard firsts.allSatisfy({ $0.kind == first.kind && ($0 == first || $0 == written) }) else {
            throw refusal("expression.list", "The values of the list are of different kinds.", at: place)
        }
        return "\(first.text) \(word) (\(texts.joined(separator: ", ")))"
    }

    private func rows(
        _ lefts: [Expression], _ trees: [Expression], isNegated: Bool, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> String {
        var texts: [String] = []
        for tree in trees {
            guard case .list(let rights, _) = tree, rights.count == lefts.count else {
                throw refusal("expression.list", "The lists are of different lengths.", at: place)
            }
            texts.append("(\(try rowEquals(lefts, rights, place)))")
        }
        let text = texts.joined(separator: " OR ")
        return isNegated ? "NOT (\(text))" : text
    }

    // MARK: LIKE

    private func like(_ like: LikeCondition) throws(ConversionRefusal) -> String {
        let left = try text(try value(like.value), like.position)
        let pattern = try text(try value(like.pattern), like.position)
        let word = like.isNegated ? "NOT LIKE" : "LIKE"
        var escape: Character?
        if let tree = like.escape {
            guard let constant = try value(tree).textConstant, constant.count == 1 else {
                throw refusal("expression.like", "The escape must be one constant character.", at: like.position)
            }
            escape = constant.first
        }
        let subject = collated(left)
        guard let constant = pattern.textConstant else {
            guard escape == nil else {
                throw refusal("expression.like", "An escape needs a constant pattern here.", at: like.position)
            }
            return "\(subject) \(word) REPLACE(\(pattern.orNull), '\\\\', '\\\\\\\\')"
        }
        guard let plain = Self.pattern(constant, escape: escape) else {
            throw refusal(
                "expression.like", "The escape stands before a character that needs none.", at: like.position)
        }
        return "\(subject) \(word) \(NameText.literal(plain))"
    }

    /// The pattern with the destination's own escape, the backslash; nil when it breaks the source's rules.
    static func pattern(_ text: String, escape: Character?) -> String? {
        var plain = ""
        var rest = text[...]
        while let mark = rest.popFirst() {
            if mark == escape {
                guard let next = rest.popFirst(), next == "%" || next == "_" || next == escape else { return nil }
                plain += next == "%" || next == "_" || next == "\\" ? "\\\(next)" : String(next)
            } else {
                plain += mark == "\\" ? "\\\\" : String(mark)
            }
        }
        return plain
    }
}
