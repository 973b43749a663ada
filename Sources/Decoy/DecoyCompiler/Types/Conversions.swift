internal import DecoyDictionary
internal import OracleSQL

/// The conversions of the folder Functions, with the place of the expression put into their failures.
struct Conversions {
    /// PostgreSQL keeps the value: numbers are written and read with a point, whatever the session's settings say.
    var isStored = false

    func implicit(
        _ value: TypedExpression, to type: OracleType, at place: Position
    ) throws(OracleFailure) -> TypedExpression {
        if value.type == type, !value.isNullLiteral { return value }
        do { return kept(try Conversion.implicit(value, to: type)) } catch {
            throw error.position == nil ? error.moved(to: place.offset) : error
        }
    }

    private func kept(_ value: TypedExpression) -> TypedExpression {
        guard isStored else { return value }
        for name in ["ora.number_text", "ora.text_number"] where value.sql.hasPrefix("\(name)(") {
            var same = value
            same.sql = "\(name)_c\(value.sql.dropFirst(name.count))"
            return same
        }
        return value
    }

    func cast(
        _ value: TypedExpression, to type: OracleType, at place: Position
    ) throws(OracleFailure) -> TypedExpression {
        do { return try Conversion.cast(value, to: type) } catch {
            throw error.position == nil ? error.moved(to: place.offset) : error
        }
    }

    func text(_ value: TypedExpression, at place: Position) throws(OracleFailure) -> TypedExpression {
        switch value.type.family {
        case .text, .clob: return value
        default: break
        }
        do { return kept(try Conversion.text(value)) } catch {
            throw error.position == nil ? error.moved(to: place.offset) : error
        }
    }

    func number(_ value: TypedExpression, at place: Position) throws(OracleFailure) -> TypedExpression {
        value.type.family == .number && !value.isNullLiteral
            ? value : try implicit(value, to: .anyNumber, at: place)
    }

    /// Seconds since 1970 in UTC of any moment: what zones are compared by.
    func utcSeconds(_ value: TypedExpression, at place: Position) throws(OracleFailure) -> String {
        if value.type.family == .timestampLTZ { return value.sql }
        return "(\(try implicit(value, to: .timestampTZ(9), at: place).sql)).u"
    }
}
