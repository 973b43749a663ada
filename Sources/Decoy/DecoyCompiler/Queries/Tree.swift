internal import OracleSQL

/// CONNECT BY of one block while its clauses are compiled.
final class Tree {
    enum Phase {
        case start
        case connect
        /// The select list and everything behind CONNECT BY.
        case after
    }

    var phase = Phase.start
    /// The rows that are hung, the recursion over them, and the result.
    let rows: String
    let recursion: String
    let result: String
    var needsLeaf = false
    var needsCycle = false
    /// Rows are numbers alone: `CONNECT BY LEVEL <= n` on DUAL.
    var isGenerated = false
    var generatedBound = ""
    /// The values and separators of SYS_CONNECT_BY_PATH.
    var paths: [(value: String, separator: String)] = []

    init(rows: String, recursion: String, result: String) {
        self.rows = rows
        self.recursion = recursion
        self.result = result
    }

    func pseudoColumn(_ name: Name) throws(OracleFailure) -> String {
        switch (name.text, phase) {
        case ("LEVEL", .start): return "1::numeric"
        case ("LEVEL", .connect): return "(\(recursion).lvl + 1)::numeric"
        case ("LEVEL", .after): return "\(result).lvl::numeric"
        case ("CONNECT_BY_ISLEAF", .after):
            if isGenerated { return "(CASE WHEN \(result).lvl = \(generatedBound) THEN 1 ELSE 0 END)::numeric" }
            needsLeaf = true
            return "\(result).leaf::numeric"
        case ("CONNECT_BY_ISCYCLE", .after) where !isGenerated:
            needsCycle = true
            return "\(result).cycle::numeric"
        default: throw OracleFailure.pseudoColumnNotAllowed(at: name.position)
        }
    }
}
