import DecoyCompiler
import DecoyDictionary
import OracleSQL
import Testing

/// A statement on its way through compiler and PostgreSQL.
enum Running {
    static func compiler(_ user: String = "HR") -> Compiler {
        Compiler(Sample.dictionary, context: SessionContext(user: user))
    }

    static func query(
        _ text: String, binds: [BindType] = [], user: String = "HR"
    ) throws(OracleFailure) -> CompiledQuery {
        guard case .query(let query) = try compiler(user).compile(parseStatement(text), binds: binds) else {
            throw OracleFailure(code: 0, message: "not a query")
        }
        return query
    }

    static func change(
        _ text: String, binds: [BindType] = [], user: String = "HR"
    ) throws(OracleFailure) -> CompiledChange {
        guard case .change(let change) = try compiler(user).compile(parseStatement(text), binds: binds) else {
            throw OracleFailure(code: 0, message: "not a change")
        }
        return change
    }

    /// The emitted text with values, as PostgreSQL prints them, for its parameters.
    static func filled(_ sql: String, _ parameters: [Parameter], _ values: [String?]) -> String {
        var text = sql
        for (place, parameter) in parameters.enumerated().reversed() {
            guard case .bind(let index, _) = parameter else { continue }
            let value = values[index].map { "'\($0)'" } ?? "NULL"
            text = text.split(separator: "$\(place + 1)::", omittingEmptySubsequences: false)
                .joined(separator: "\(value)::")
        }
        return text
    }

    /// Rows of an Oracle query, fields as PostgreSQL prints them.
    static func rows(
        _ text: String, _ binds: [(OracleType, String?)] = []
    ) async throws -> [[String?]] {
        let compiled = try query(text, binds: binds.map { BindType($0.0) })
        let judge = try await Judge.ready
        do {
            return try judge.rows(filled(compiled.sql, compiled.parameters, binds.map(\.1)))
        } catch {
            throw Judge.Refused(description: "\(text)\n\(compiled.sql)\n\(error)")
        }
    }

    /// Rows joined for comparing: fields by `|`, rows by blanks, NULL as `-`.
    static func text(_ query: String, _ binds: [(OracleType, String?)] = []) async throws -> String {
        try await rows(query, binds).map { $0.map { $0 ?? "-" }.joined(separator: "|") }.joined(separator: " ")
    }

    /// The number and the place of a refusal.
    static func refusal(_ text: String, user: String = "HR") -> String {
        do {
            _ = try compiler(user).compile(parseStatement(text))
            return "compiled"
        } catch {
            return "\(error.code)@\(error.position.map(String.init) ?? "-")"
        }
    }
}

/// PostgreSQL keeps zeros behind the point that Oracle would not show.
enum Shown {
    static func numbers(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { row in
            row.split(separator: "|", omittingEmptySubsequences: false).map(number).joined(separator: "|")
        }.joined(separator: " ")
    }

    private static func number(_ field: Substring) -> String {
        guard field.contains("."), field.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }) else {
            return String(field)
        }
        var text = field
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return String(text)
    }
}
