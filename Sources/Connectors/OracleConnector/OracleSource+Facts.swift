internal import Model
internal import OracleClient

extension OracleSource {
    func facts() async throws(DatabaseRefusal) -> DatabaseFacts {
        let powers = powers
        return try await pool.ask("find out what the server is") { connection throws(OracleError) in
            let identity = connection.server
            let banner = try await connection.optional("SELECT BANNER FROM V$VERSION WHERE ROWNUM = 1")?.text(0)
            var facts = DatabaseFacts(
                kind: "oracle", product: banner ?? "Oracle Database \(identity.version)",
                version: identity.version.split(separator: ".").map { Int($0) ?? 0 })
            let settings = try await connection.optional(
                """
                SELECT (SELECT VALUE FROM NLS_DATABASE_PARAMETERS WHERE PARAMETER = 'NLS_CHARACTERSET'),
                (SELECT VALUE FROM NLS_DATABASE_PARAMETERS WHERE PARAMETER = 'NLS_NCHAR_CHARACTERSET'), DBTIMEZONE
                FROM DUAL
                """)
            facts.characterSet = settings?.text(0) ?? ""
            facts.nationalCharacterSet = settings?.text(1)
            facts.timeZone = settings?.text(2) ?? "+00:00"
            facts.nameCase = .upper
            facts.identifierLengthMax = identity.longestName
            facts.collations = ["BINARY"]
            facts.abilities = [
                "checkConstraints", "expressionDefaults", "functionIndexes", "sequences", "globalIndexes", "views",
            ]
            if powers.clock != nil { facts.abilities.insert("flashback") }
            if powers.seesExtents { facts.abilities.insert("extents") }
            let database = try await connection.optional(
                "SELECT DATABASE_ROLE, LOG_MODE, SUPPLEMENTAL_LOG_DATA_MIN FROM V$DATABASE")
            if let role = database?.text(0), role != "PRIMARY" { facts.role = .standby }
            if database?.text(1) == "ARCHIVELOG" { facts.abilities.insert("archivedLogs") }
            if let logging = database?.text(2), logging != "NO" { facts.abilities.insert("supplementalLogging") }
            return facts
        }
    }
}

extension OracleConnection {
    /// The first row of a question that may be refused: then it is nil. A lost connection is still an error.
    nonisolated func optional(_ sql: String, _ binds: OracleBinds = []) async throws(OracleError) -> OracleRecord? {
        do throws(OracleError) {
            return try await first(sql, binds)
        } catch {
            if error.endsConnection || error.kind == .interrupted || error.kind == .deadline { throw error }
            return nil
        }
    }
}
