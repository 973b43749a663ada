import DecoyCompiler
import OracleSQL
import Testing

/// Oracle expressions with the text that Oracle gives for them: each is compiled, run by PostgreSQL and compared.
/// A failure is compared by its number: `ORA-01722`.
struct Answers {
    let expected: [(expression: String, text: String?)]

    init(_ expected: [(String, String?)]) { self.expected = expected.map { (expression: $0.0, text: $0.1) } }

    /// The differences, one text each.
    func differences(settings: [String: String] = [:]) async throws -> [String] {
        var script = Answers.attempt
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            script += "SET ora.\(name) = '\(value)';\n"
        }
        var calls: [String] = []
        var found: [Int: String] = [:]
        for (place, pair) in expected.enumerated() {
            do {
                let query = try Running.query("SELECT (\(pair.expression)) || '' AS x FROM DUAL")
                calls.append("(\(place), pg_temp.attempt($attempt$\(query.sql)$attempt$))")
            } catch { found[place] = error.message }
        }
        if !calls.isEmpty {
            script += "SELECT * FROM (VALUES \(calls.joined(separator: ",\n"))) AS v"
            for row in try await Judge.ready.rows(script) where row.count == 2 {
                if let place = row[0].flatMap({ Int($0) }) { found[place] = row[1] }
            }
        }
        return expected.enumerated().compactMap { place, pair in
            var got = found[place]
            if let text = got, text.hasPrefix("ORA-") { got = String(text.prefix(9)) }
            return got == pair.text
                ? nil : "\(pair.expression) gives \(found[place] ?? "NULL") and not \(pair.text ?? "NULL")"
        }
    }

    private static let attempt = """
        CREATE FUNCTION pg_temp.attempt(statement text) RETURNS text LANGUAGE plpgsql AS $$
        DECLARE answer text;
        BEGIN
            EXECUTE statement INTO answer;
            RETURN answer;
        EXCEPTION WHEN OTHERS THEN RETURN SQLERRM;
        END $$;

        """
}
