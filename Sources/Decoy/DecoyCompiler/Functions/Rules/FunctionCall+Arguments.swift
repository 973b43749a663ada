internal import OracleSQL

/// What rules ask of a call: arguments as PostgreSQL text of the wanted type.
extension FunctionCall {
    var count: Int { arguments.count }

    func number(_ index: Int) throws(OracleFailure) -> String { try converted(index, .plainNumber).sql }

    /// A whole number for PostgreSQL functions that take int4; Oracle cuts the fraction.
    func integer(_ index: Int) throws(OracleFailure) -> String {
        if case .number(let text)? = arguments[index].constant, let value = Int32(text) { return String(value) }
        return "ora.whole(\(try number(index)))"
    }

    /// The value of an argument that is a whole number in the statement's text.
    func literal(_ index: Int) -> Int? {
        guard index < count, case .number(let text)? = arguments[index].constant else { return nil }
        return Int(text)
    }

    /// The value of an argument that is a text in the statement.
    func literalText(_ index: Int) -> String? {
        guard index < count, case .text(let text)? = arguments[index].constant else { return nil }
        return text
    }

    func text(_ index: Int) throws(OracleFailure) -> String { try textValue(index).sql }

    func textValue(_ index: Int) throws(OracleFailure) -> TypedExpression {
        do {
            let value = try Conversion.text(arguments[index])
            return value.isNullLiteral ? Conversion.null(.varchar2(1, .byte)) : value
        } catch { throw placed(error) }
    }

    /// The text argument, or a PostgreSQL text where it is left out.
    func text(_ index: Int, otherwise: String) throws(OracleFailure) -> String {
        index < count ? try text(index) : otherwise
    }

    func converted(_ index: Int, _ type: OracleType) throws(OracleFailure) -> TypedExpression {
        do { return try Conversion.implicit(arguments[index], to: type) } catch { throw placed(error) }
    }

    func date(_ index: Int) throws(OracleFailure) -> String { try converted(index, .date).sql }

    func type(_ index: Int) -> OracleType { arguments[index].type }

    /// The type of the first argument that is not NULL.
    var leadingType: OracleType {
        arguments.first { !$0.isNullLiteral }?.type ?? .varchar2(1, .byte)
    }

    /// True when an argument is a binary float: the function then computes in binary.
    var isBinary: Bool {
        arguments.contains { $0.type == .binaryFloat || $0.type == .binaryDouble }
    }

    func placed(_ failure: OracleFailure) -> OracleFailure {
        guard failure.position == nil else { return failure }
        return failure.moved(to: position.offset)
    }

    func failure(_ code: Int, _ text: String) -> OracleFailure {
        OracleFailure(code, text, at: position)
    }

    func result(_ sql: String, _ type: OracleType) -> TypedExpression {
        TypedExpression(sql, type, isAggregate: over.isEmpty && arguments.contains { $0.isAggregate })
    }
}

/// A PostgreSQL text constant.
func quoted(_ text: String) -> String {
    var result = "'"
    for character in text.unicodeScalars {
        if character == "'" { result += "''" } else { result.unicodeScalars.append(character) }
    }
    return result + "'"
}
