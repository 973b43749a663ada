import Model
import MySQLClient
import OracleClient
import Testing

@testable import Translation

/// Every translated expression is evaluated at a Decoy and at seekdb, over rows with nulls, empty texts, negative
/// numbers and the ends of months, and must give the same.
@Suite struct BothEndsTests {
    @Test("expressions give the same at both ends")
    func expressions() async throws {
        let cases =
            ExpressionCases.numbers + ExpressionCases.texts + ExpressionCases.moments + ExpressionCases.numberFormats
        try await compare(values: cases)
    }

    @Test("conditions hold, fail and stay unknown at both ends alike")
    func conditions() async throws {
        try await compare(
            values: ExpressionCases.conditions.map {
                "CASE WHEN \($0) THEN 'yes' WHEN NOT (\($0)) THEN 'no' ELSE 'unknown' END"
            })
    }

    @Test("queries give the same rows at both ends, by themselves and as views")
    func queries() async throws {
        try await BothEnds.with { ends in
            for query in QueryCases.unnamed { await compare(query, ends, isOrdered: false) }
            for (number, query) in QueryCases.queries.enumerated() {
                await compare(query, ends, isOrdered: query.contains(" ORDER BY "))
                await compareView(query, "V\(number)", ends)
            }
        }
    }

    /// Many values in one query; when they differ, each by itself, to tell which.
    private func compare(values: [String]) async throws {
        try await BothEnds.with { ends in
            for start in stride(from: 0, to: values.count, by: 25) {
                let some = values[start..<min(values.count, start + 25)]
                let list = some.enumerated().map { "\($1) AS R\($0)" }.joined(separator: ", ")
                if await differences("SELECT ID, \(list) FROM S ORDER BY ID", ends) == nil { continue }
                for value in some { await compare("SELECT ID, \(value) AS R FROM S ORDER BY ID", ends) }
            }
        }
    }

    private func compare(_ query: String, _ ends: BothEnds, isOrdered: Bool = true) async {
        guard let text = await differences(query, ends, isOrdered: isOrdered) else { return }
        Issue.record("\(query)\n\(text)")
    }

    /// Runs the query at the source as it is, and at the destination translated; nil when the rows are the same.
    private func differences(_ query: String, _ ends: BothEnds, isOrdered: Bool = true) async -> String? {
        do {
            let text = try ends.translated(query).text
            let wanted = try await ends.source(query)
            do {
                let found = try await ends.destination(text)
                return differences(wanted, found, isOrdered: isOrdered).map { "\(text)\n\($0)" }
            } catch {
                return "\(text)\n\(error)"
            }
        } catch {
            return "\(error)"
        }
    }

    private func differences(
        _ wanted: [[BothEnds.Answer]], _ found: [[BothEnds.Answer]], isOrdered: Bool
    ) -> String? {
        guard wanted.count == found.count else { return "\(wanted.count) rows, found \(found.count)" }
        var rest = found
        for row in wanted {
            let place = rest.firstIndex { other in
                row.count == other.count && zip(row, other).allSatisfy { BothEnds.Answer.same($0, $1) }
            }
            guard let place, !isOrdered || place == 0 else { return "wanted \(row), found \(rest.first ?? [])" }
            rest.remove(at: place)
        }
        return nil
    }

    /// Makes the view at both ends and reads it.
    private func compareView(_ query: String, _ name: String, _ ends: BothEnds) async {
        do {
            try await ends.oracle.execute("CREATE VIEW \(name) AS \(query)")
            let columns = try await ends.oracle.describe("SELECT * FROM \(name)").map {
                Samples.column($0.name, .other("view"))
            }
            let view = ViewDefinition(name: ObjectName(ends.schema, name), columns: columns, queryText: query)
            let object = Samples.conversion().convert(
                view, NameMap(schemas: [ends.schema: ends.database]), reading: ends.known)
            guard let statement = object.statements.first else {
                Issue.record("\(query)\n\(object.notes)")
                return
            }
            do {
                try await ends.mySQL.execute(statement)
                let found = try await ends.destination("SELECT * FROM \(ends.database).\(name.lowercased())")
                let wanted = try await ends.source("SELECT * FROM \(name)")
                guard let text = differences(wanted, found, isOrdered: false) else { return }
                Issue.record("\(query)\n\(statement)\n\(text)")
            } catch {
                Issue.record("\(query)\n\(statement)\n\(error)")
            }
        } catch {
            Issue.record("\(query)\n\(error)")
        }
    }
}
