internal import OracleClient

/// What this account may ask on this server: found out once, by asking.
struct SourcePowers: Hashable, Sendable {
    /// Where the present position comes from.
    enum Clock: String, Hashable, Sendable {
        case database, flashbackPackage, timestamp

        /// The expression and what it is selected from; `d` names the row.
        var query: (expression: String, from: String) {
            switch self {
            case .database: ("d.CURRENT_SCN", "V$DATABASE d")
            case .flashbackPackage: ("DBMS_FLASHBACK.GET_SYSTEM_CHANGE_NUMBER", "DUAL d")
            // Coarse to three seconds, never ahead of what has been committed.
            case .timestamp: ("TIMESTAMP_TO_SCN(SYSTIMESTAMP)", "DUAL d")
            }
        }
    }

    var clock: Clock?
    /// `DBA` when the whole dictionary is visible, else `ALL`.
    var views: String
    var seesExtents: Bool
    var seesSegments: Bool
    var major: Int

    /// Refused as a whole when one of the views is not visible.
    private static func everything(_ major: Int) -> String {
        let views = [
            "TABLES", "TAB_COLS", "TAB_COMMENTS", "COL_COMMENTS", "CONSTRAINTS", "CONS_COLUMNS", "INDEXES",
            "IND_COLUMNS", "IND_EXPRESSIONS", "PART_INDEXES", "PART_TABLES", "TAB_PARTITIONS", "TAB_SUBPARTITIONS",
            "PART_KEY_COLUMNS", "SUBPART_KEY_COLUMNS", "EXTERNAL_TABLES", "SEQUENCES", "VIEWS", "DEPENDENCIES",
            "OBJECTS", "LOG_GROUPS",
        ]
        return (views + (major >= 12 ? ["TAB_IDENTITY_COLS"] : []))
            .map { "SELECT 1 FROM DBA_\($0) WHERE ROWNUM < 1" }.joined(separator: " UNION ALL ")
    }

    static func find(_ connection: OracleConnection) async throws(OracleError) -> SourcePowers {
        var clock: Clock?
        for candidate in [Clock.database, .flashbackPackage, .timestamp] {
            let (expression, from) = candidate.query
            if try await answers(connection, "SELECT \(expression) FROM \(from)") {
                clock = candidate
                break
            }
        }
        let seesAll = try await answers(connection, everything(connection.server.major))
        let seesExtents = try await answers(
            connection, "SELECT RELATIVE_FNO, BLOCK_ID, BLOCKS FROM DBA_EXTENTS WHERE ROWNUM < 1")
        let seesSegments = try await answers(
            connection, "SELECT BYTES FROM DBA_SEGMENTS WHERE ROWNUM < 1")
        return SourcePowers(
            clock: clock, views: seesAll ? "DBA" : "ALL", seesExtents: seesExtents, seesSegments: seesSegments,
            major: connection.server.major)
    }

    /// Whether the server answers; a lost connection is still an error.
    private static func answers(_ connection: OracleConnection, _ question: String) async throws(OracleError) -> Bool {
        do throws(OracleError) {
            _ = try await connection.table(question)
            return true
        } catch {
            if error.endsConnection || error.kind == .interrupted || error.kind == .deadline { throw error }
            return false
        }
    }
}
