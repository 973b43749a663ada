internal import Model
internal import OracleClient
internal import Values

/// Looks at the values of number columns: how many digits they have before and behind the point.
struct NumberProfiler {
    let source: OracleSource
    let table: ObjectName

    /// Tables that take more bytes than this are looked at by a sample of their blocks.
    static let exactBytesMax: Int64 = 1 << 30
    private static let columnsMax = 200

    func profile(_ columns: [String]) async throws(DatabaseRefusal) -> [String: NumberProfile] {
        guard !columns.isEmpty else { return [:] }
        let plan = CopyPlan(source: table, destination: table, columns: [], addressing: .whole)
        let size = try await TableSize.ask(source, plan)?.table ?? 0
        let percent = 100 * Double(NumberProfiler.exactBytesMax) / Double(max(1, size))
        let sample = percent >= 100 ? "" : " SAMPLE BLOCK (\(max(0.0001, percent)))"
        var found: [String: NumberProfile] = [:]
        for start in stride(from: 0, to: columns.count, by: NumberProfiler.columnsMax) {
            let group = Array(columns[start..<min(start + NumberProfiler.columnsMax, columns.count)])
            found.merge(try await ask(group, sample)) { first, _ in first }
        }
        return found
    }

    private func ask(_ columns: [String], _ sample: String) async throws(DatabaseRefusal) -> [String: NumberProfile] {
        let list = columns.map { name in
            let column = OracleText.quoted(name)
            // The shortest text of a fraction is a point and its digits; where it would be very long it has an E.
            let fraction = "TO_CHAR(ABS(\(column)) - TRUNC(ABS(\(column))), 'TM9')"
            return """
                COUNT(\(column)), MAX(TRUNC(ABS(\(column)))), MAX(CASE WHEN \(column) = TRUNC(\(column)) THEN 0
                WHEN INSTR(\(fraction), 'E') > 0 THEN 130 ELSE LENGTH(\(fraction)) - 1 END)
                """
        }
        let sql = "SELECT \(list.joined(separator: ", ")) FROM \(OracleText.quoted(table))\(sample)"
        let answer = try await source.pool.ask(
            "look at the numbers of \(table)", within: OracleSource.batchTime
        ) { connection throws(OracleError) in try await connection.first(sql) }
        var found: [String: NumberProfile] = [:]
        for (at, column) in columns.enumerated() {
            let largest = answer.flatMap { $0.values[at * 3 + 1].decimal }?.normalized
            let digits = largest.map { max(0, $0.digits.count - $0.scale) } ?? 0
            found[column] = NumberProfile(
                rows: answer?.integer(at * 3) ?? 0, integerDigitsMax: digits,
                scaleMax: Int(answer?.integer(at * 3 + 2) ?? 0), isSample: !sample.isEmpty)
        }
        return found
    }
}
