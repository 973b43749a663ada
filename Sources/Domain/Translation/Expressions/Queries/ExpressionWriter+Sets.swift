internal import Model
internal import OracleSQL

/// UNION, INTERSECT and MINUS.
extension ExpressionWriter {
    func setOperation(
        _ operation: SetOperation, _ order: [OrderKey], _ limit: String
    ) throws(ConversionRefusal) -> WrittenQuery {
        var parts = [try term(operation.first)]
        for term in operation.rest {
            let next = try self.term(term.body)
            if let mine = parts[0].columns, let theirs = next.columns, mine.count != theirs.count {
                throw refusal("view.columns", "The parts have different numbers of columns.", at: term.position)
            }
            parts.append(next)
        }
        parts = parts.map { filled($0, beside: parts) }
        if operation.rest.contains(where: { $0.operator != .union || !$0.isAll }) {
            parts = parts.map { settled($0, beside: parts) }
        }
        var made = parts[0]
        made.isOrdered = parts.contains(where: \.isOrdered)
        var isIntersection: Bool?
        for (term, next) in zip(operation.rest, parts.dropFirst()) {
            let word = try self.word(term)
            // The destination works on INTERSECT first, the source from left to right.
            let isMine = term.operator == .intersect
            if let former = isIntersection, former != isMine {
                made.text = "SELECT * FROM (\(made.text)) AS `former`"
            }
            isIntersection = isMine
            made.text += " \(word) \(next.text)"
            made.columns = try merged(made.columns, next.columns, term.position)
        }
        made.isPlain = false
        guard !order.isEmpty || !limit.isEmpty else { return made }
        return try wrapped(made, order, limit, operation.rest[0].position)
    }

    /// CHAR values keep their blanks where the other parts have text of another kind.
    private func filled(_ part: WrittenQuery, beside parts: [WrittenQuery]) -> WrittenQuery {
        guard let columns = part.columns, columns.count == part.names.count else { return part }
        var values = Self.readable(columns, part.names).map(\.value)
        var isFilled = false
        for place in values.indices {
            guard case .paddedText(let length, let countsBytes) = values[place].kind else { continue }
            let mine = values[place].kind
            guard Self.values(at: place, of: parts).contains(where: { $0.kind.isText && $0.kind != mine }) else {
                continue
            }
            values[place] = filled(values[place], length, countsBytes: countsBytes)
            isFilled = true
        }
        return isFilled ? rewritten(part, values) : part
    }

    /// A part, with the collation of texts that none of the parts has one for.
    private func settled(_ part: WrittenQuery, beside parts: [WrittenQuery]) -> WrittenQuery {
        guard let columns = part.columns, columns.count == part.names.count else { return part }
        var values = Self.readable(columns, part.names).map(\.value)
        var isSettled = false
        for place in values.indices {
            let all = Self.values(at: place, of: parts)
            all.forEach(noteBlanks)
            guard values[place].kind.isText, !all.contains(where: \.hasCollation) else { continue }
            values[place] = self.settled(values[place])
            isSettled = true
        }
        return isSettled ? rewritten(part, values) : part
    }

    /// What the parts have in one column, as far as their columns are known.
    private static func values(at place: Int, of parts: [WrittenQuery]) -> [WrittenValue] {
        parts.compactMap { part in part.columns.flatMap { $0.indices.contains(place) ? $0[place].value : nil } }
    }

    /// The query with other values in its columns.
    private func rewritten(_ part: WrittenQuery, _ values: [WrittenValue]) -> WrittenQuery {
        var written = part
        let list = zip(values, part.names).map { value, name in
            value.text == NameText.quoted(name) ? value.text : "\(value.text) AS \(NameText.quoted(name))"
        }
        written.text = "SELECT \(list.joined(separator: ", ")) FROM (\(part.text)) AS `part`"
        written.columns = zip(part.columns ?? [], values).map { NameScope.Column($0.source, $1) }
        return written
    }

    private func merged(
        _ mine: [NameScope.Column]?, _ theirs: [NameScope.Column]?, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> [NameScope.Column]? {
        guard var made = mine, let theirs else { return mine }
        for index in made.indices {
            let kinds = (made[index].value.kind, theirs[index].value.kind)
            made[index].value.kind = try merged(kinds.0, kinds.1, place)
            made[index].value.constant = nil
            made[index].value.local = nil
            made[index].value.isSingle = isSingle([made[index].value, theirs[index].value])
            if made[index].value.fraction != theirs[index].value.fraction { made[index].value.fraction = nil }
            if theirs[index].value.hasCollation { made[index].value.hasCollation = true }
            made[index].value.isNullable = made[index].value.isNullable || theirs[index].value.isNullable
        }
        return made
    }

    private func merged(
        _ mine: ValueKind, _ other: ValueKind, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> ValueKind {
        if mine == other || other == .null || mine == .unknown { return mine }
        if mine == .null { return other }
        if other == .unknown { return mine }
        if mine.isNumber, other.isNumber {
            return mine == .binaryNumber || other == .binaryNumber ? .binaryNumber : .number(isWhole: false)
        }
        if mine.isText, other.isText { return mine == .largeText || other == .largeText ? .largeText : .text }
        if mine.isMoment, other.isMoment { return .timestamp }
        throw refusal("expression.type", "The results are of different kinds.", at: place)
    }

    private func term(_ body: QueryBody) throws(ConversionRefusal) -> WrittenQuery {
        var written = try self.body(body, [], "")
        guard !written.isPlain || { if case .nested = body { true } else { false } }() else { return written }
        written.text = "SELECT * FROM (\(written.text)) AS `part`"
        return written
    }

    private func word(_ term: SetOperation.Term) throws(ConversionRefusal) -> String {
        if term.operator == .union { return term.isAll ? "UNION ALL" : "UNION" }
        guard !term.isAll else {
            throw refusal("view.set", "INTERSECT ALL and MINUS ALL do not exist here.", at: term.position)
        }
        let isThere: Bool
        switch rules.family {
        case .oceanBase: isThere = true
        case .mySQL: isThere = rules.isAtLeast(8, 0, 31)
        case .mariaDB: isThere = rules.isAtLeast(10, 3)
        }
        guard isThere else {
            throw refusal("view.set", "The destination has neither INTERSECT nor EXCEPT.", at: term.position)
        }
        return term.operator == .intersect ? "INTERSECT" : "EXCEPT"
    }
}
