internal import OracleSQL

/// The usual shapes of a rule.
extension FunctionRule {
    typealias Emission = @Sendable (FunctionCall) throws(OracleFailure) -> String

    /// A function whose value is a NUMBER.
    static func number(
        _ name: String, _ arguments: ClosedRange<Int>, isDeterministic: Bool = true, _ sql: @escaping Emission
    ) -> FunctionRule {
        fixed(name, arguments, .plainNumber, isDeterministic: isDeterministic, sql)
    }

    /// A function whose value has always the same type.
    static func fixed(
        _ name: String, _ arguments: ClosedRange<Int>, _ type: OracleType, isDeterministic: Bool = true,
        _ sql: @escaping Emission
    ) -> FunctionRule {
        FunctionRule(name, arguments, isDeterministic: isDeterministic) { (call) throws(OracleFailure) in
            call.result(try sql(call), type)
        }
    }

    /// A function of numbers that calls one function of the schema `ora` with all of them.
    static func numbers(_ name: String, _ function: String, _ arguments: ClosedRange<Int> = 1...1) -> FunctionRule {
        number(name, arguments) { (call) throws(OracleFailure) in
            var list: [String] = []
            for index in 0..<call.count { list.append(try call.number(index)) }
            return "\(function)(\(list.joined(separator: ", ")))"
        }
    }

    /// A function that changes a text and keeps its type and greatest length.
    static func sameText(_ name: String, _ arguments: ClosedRange<Int>, _ sql: @escaping Emission) -> FunctionRule {
        FunctionRule(name, arguments) { (call) throws(OracleFailure) in
            call.result(try sql(call), variable(try call.textValue(0).type))
        }
    }

    /// A function that changes letters alone: CHAR stays CHAR, so that its blanks do not count in comparisons.
    static func keptText(_ name: String, _ arguments: ClosedRange<Int>, _ sql: @escaping Emission) -> FunctionRule {
        FunctionRule(name, arguments) { (call) throws(OracleFailure) in
            call.result(try sql(call), try call.textValue(0).type)
        }
    }

    /// The type of a text that was computed from a text of a type: never of fixed length.
    static func variable(_ type: OracleType) -> OracleType {
        switch type {
        case .char(let length, let unit): .varchar2(length, unit)
        case .nchar(let length): .nvarchar2(length)
        case .long: .varchar2(4000, .byte)
        default: type
        }
    }

    /// The same with another greatest length.
    static func variable(_ type: OracleType, length: Int) -> OracleType {
        switch variable(type) {
        case .varchar2(_, let unit): .varchar2(max(1, min(length, 32_767)), unit)
        case .nvarchar2: .nvarchar2(max(1, min(length, 16_383)))
        case let other: other
        }
    }
}
