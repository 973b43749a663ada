internal import Model
internal import OracleClient
internal import OracleWire

/// The position at which a chunk is read.
enum ChunkPosition {
    /// The position of now. For a range of addresses the segment that they lie in must still belong to the table:
    /// rows of a table that was moved or truncated since would be left out without a word.
    static func now(
        _ query: RowQuery, _ powers: SourcePowers, _ connection: OracleConnection
    ) async throws(DatabaseRefusal) -> Position {
        guard let (expression, from) = powers.clock?.query else { throw DatabaseRefusal.noPosition }
        var checks = "1"
        var binds: [OracleValue] = []
        if case .rowAddresses(let first, _) = query.range {
            guard let address = PhysicalRowid(first) else {
                throw DatabaseRefusal(
                    Failure(
                        "ORACLE-0012", "“\(first)” is no address of a row.",
                        advice: "Copy the table \(query.plan.source) anew, so that its chunks are planned again."),
                    remedy: .askOperator)
            }
            checks = """
                (SELECT COUNT(*) FROM \(powers.views)_OBJECTS o WHERE o.OWNER = :owner AND o.OBJECT_NAME = :name
                AND o.DATA_OBJECT_ID = :segment)
                """
            binds = [
                .text(query.plan.source.schema), .text(query.plan.source.name), .integer(Int64(address.object)),
            ]
        }
        let answer: OracleRecord?
        do throws(OracleError) {
            answer = try await connection.first("SELECT \(expression), \(checks) FROM \(from)", OracleBinds(binds))
        } catch {
            throw DatabaseRefusal(error, doing: "ask for the present position")
        }
        guard let answer, let scn = answer.integer(0), scn > 0 else {
            throw DatabaseRefusal.noPosition
        }
        guard answer.integer(1) != 0 else {
            throw DatabaseRefusal(
                Failure(
                    "ORACLE-0014",
                    "\(query.plan.source) was moved, truncated or dropped after its chunks were planned.",
                    advice: "Copy the table anew."), remedy: .askOperator)
        }
        return Position(commit: UInt64(scn))
    }
}
