internal import Model
internal import OracleSQL

extension ExpressionWriter {
    func caseOf(_ branching: CaseExpression) throws(ConversionRefusal) -> WrittenValue {
        let operand: WrittenValue?
        if let tree = branching.operand { operand = try value(tree) } else { operand = nil }
        var tests: [String] = []
        var results: [WrittenValue] = []
        for branch in branching.branches {
            if let operand {
                let (left, right) = try comparable(operand, try value(branch.test), branch.test.position)
                tests.append("\(left.text) = \(right.text)")
            } else {
                tests.append(try condition(branch.test))
            }
            results.append(try value(branch.result))
        }
        if let otherwise = branching.otherwise { results.append(try value(otherwise)) }
        return try chosen(tests, results, branching.position)
    }

    /// `CASE WHEN …`: one result per test, and one more for the rest where there is one.
    func chosen(
        _ tests: [String], _ results: [WrittenValue], _ place: OracleSQL.Position, firstDecides: Bool = true
    ) throws(ConversionRefusal) -> WrittenValue {
        let (values, kind) = try alike(results, place, firstDecides: firstDecides)
        var text = "(CASE"
        for (test, value) in zip(tests, values) { text += " WHEN \(test) THEN \(value.text)" }
        if values.count > tests.count { text += " ELSE \(values[tests.count].text)" }
        var written = WrittenValue(text + " END)", kind)
        written.canBeEmpty = values.contains(where: \.canBeEmpty)
        written.hasCollation = values.contains(where: \.hasCollation)
        written.isNullable = values.count == tests.count || values.contains(where: \.isNullable)
        written.isSingle = isSingle(values)
        return settled(written)
    }

    /// DECODE, to which null equals null.
    func decode(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        guard call.arguments.count >= 3 else {
            throw refusal("expression.arguments", "DECODE has too few arguments.", at: call.position)
        }
        let operand = try value(call.arguments[0].value)
        var tests: [String] = []
        var results: [WrittenValue] = []
        var place = 1
        while place + 1 < call.arguments.count {
            tests.append(try decodeTest(operand, try value(call.arguments[place].value), call.position))
            results.append(try value(call.arguments[place + 1].value))
            place += 2
        }
        if place < call.arguments.count { results.append(try value(call.arguments[place].value)) }
        // Where the first result is NULL, the source makes text of all.
        guard results.first?.isNull == true, results.contains(where: { $0.kind.isNumber || $0.kind.isMoment }) else {
            return try chosen(tests, results, call.position)
        }
        var texts: [WrittenValue] = []
        for result in results { texts.append(try text(result, call.position)) }
        note(.remark, "expression.implicit", "DECODE makes text of its results, because the first of them is NULL.")
        return try chosen(tests, texts, call.position)
    }

    private func decodeTest(
        _ operand: WrittenValue, _ wanted: WrittenValue, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> String {
        if wanted.isNull { return isNull(operand) }
        let (left, right) = try comparable(operand, wanted, place)
        return right.constant != nil ? "\(left.text) = \(right.text)" : "\(left.text) <=> \(right.text)"
    }

    func isNull(_ value: WrittenValue, isNegated: Bool = false) -> String {
        guard value.canBeEmpty else { return "\(value.text) IS \(isNegated ? "NOT NULL" : "NULL")" }
        return "COALESCE(CHAR_LENGTH(\(value.text)), 0) \(isNegated ? ">" : "=") 0"
    }
}
