internal import Model
internal import OracleClient
internal import OracleWire

/// The position at which a chunk is read.
enum ChunkPosition {
    /// The position of now, or the given one. For a range of addresses the segment that they lie in must still be of
    /// the table: rows of a table that was moved or truncated since would be left out without a word. The segment is
    /// asked for behind the position: what changes later still makes the reading at that position fail by itself.
    static func find(
        _ query: RowQuery, _ given: Position?, _ powers: SourcePowers, _ connection: OracleConnection
    ) async throws(DatabaseRefusal) -> Position {
        let position: Position
        if let given { position = given } else { position = try await now(powers, connection) }
        guard case .rowAddresses(let first, _) = query.range else { return position }
        guard let address = PhysicalRowid(first) else {
            throw DatabaseRefusal(
                Failure(
                    "ORACLE-0012", "“\(first)” is no address of a row.",
                    advice: "Copy the table \(query.plan.source) anew, so that its chunks are planned again."),
                remedy: .askOperator)
        }
        let isThere: Bool
        do throws(OracleError) {
            isThere =
                try await connection.first(
                    """
                    SELECT COUNT(*) FROM \(powers.views)_OBJECTS o WHERE o.OWNER = :owner AND o.OBJECT_NAME = :name
                    AND o.DATA_OBJECT_ID = :segment
                    """,
                    [
                        .value(.text(query.plan.source.schema)), .value(.text(query.plan.source.name)),
                        .value(.integer(Int64(address.object))),
                    ])?.integer(0) != 0
        } catch {
            throw DatabaseRefusal(error, doing: "ask for the segments of \(query.plan.source)")
        }
        guard isThere else {
            throw DatabaseRefusal(
                Failure(
                    "ORACLE-0014",
                    "\(query.plan.source) was moved, truncated or dropped after its chunks were planned.",
                    advice: "Copy the table anew: godwit project recopy NAME SCHEMA.TABLE"), remedy: .askOperator)
        }
        return position
    }

    static func now(
        _ powers: SourcePowers, _ connection: OracleConnection
    ) async throws(DatabaseRefusal) -> Position {
        guard let (expression, from) = powers.clock?.query else { throw DatabaseRefusal.noPosition }
        let scn: Int64?
        do throws(OracleError) {
            scn = try await connection.first("SELECT \(expression) FROM \(from)")?.integer(0)
        } catch {
            throw DatabaseRefusal(error, doing: "ask for the present position")
        }
        guard let scn, scn > 0 else { throw DatabaseRefusal.noPosition }
        return Position(commit: UInt64(scn))
    }
}
