internal import DecoyDictionary
internal import OracleSQL

/// XMLELEMENT, whose first argument is a name.
extension Compilation {
    func element(_ call: Call, _ scope: Scope) throws(OracleFailure) -> TypedExpression {
        guard case .reference(let reference)? = call.arguments.first?.value, reference.names.count == 1,
            call.arguments.allSatisfy({ $0.name == nil }), call.window == nil, call.order.isEmpty
        else { throw Failures.unsupported("this form of XMLELEMENT", at: call.position) }
        let name = reference.last.text
        guard Self.isElementName(name) else {
            throw Failures.unsupported("XMLELEMENT with a name that must be rewritten", at: reference.position)
        }
        var parts = ["'<\(name)>'"]
        for argument in call.arguments.dropFirst() {
            parts.append("coalesce(\(try content(argument.value, scope)), '')")
        }
        parts.append("'</\(name)>'")
        return TypedExpression("(\(parts.joined(separator: " || ")))", .xmlType, nullable: true)
    }

    /// Letters, digits, points, hyphens and underscores, the first of them a letter or an underscore.
    private static func isElementName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first | 0x20 >= 0x61 && first | 0x20 <= 0x7A || first == 0x5F else {
            return false
        }
        return name.utf8.allSatisfy { byte in
            byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == 0x5F || byte == 0x2D
                || byte == 0x2E
        }
    }

    /// The text inside of an element: an element as it is, everything else with its marks replaced.
    private func content(_ expression: Expression, _ scope: Scope) throws(OracleFailure) -> String {
        let value = try self.expression(expression, scope)
        if value.type == .xmlType { return value.sql }
        switch value.type {
        case .varchar2, .nvarchar2, .char, .nchar, .clob, .nclob, .number, .plsInteger: break
        default:
            throw Failures.unsupported("XMLELEMENT of \(value.type.dictionaryName)", at: expression.position)
        }
        var text = try conversions.text(value, at: expression.position).sql
        for (mark, name) in [("&", "amp"), ("<", "lt"), (">", "gt"), ("\"", "quot"), ("''", "apos")] {
            text = "replace(\(text), '\(mark)', '&\(name);')"
        }
        return text
    }
}
