internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// AS OF: the moment is settled before the statement begins, so that its snapshot is newer than the boundary.
extension Session {
    func moments(_ flashbacks: [FlashbackMoment], _ binds: BindRows) throws(OracleFailure) -> [Moment] {
        var moments: [Moment] = []
        for flashback in flashbacks {
            let moment = try moment(flashback, binds)
            for number in flashback.tables {
                guard let table = dictionary.tables[number], let scn = table.definitionSCN else { continue }
                guard scn <= moment.scn else {
                    throw OracleFailure(1466, "unable to read data - table definition has changed")
                }
            }
            moments.append(moment)
        }
        return moments
    }

    private func moment(_ flashback: FlashbackMoment, _ binds: BindRows) throws(OracleFailure) -> Moment {
        let function = flashback.kind == .scn ? "clock.moment" : "clock.moment_at"
        let writer = ParameterWriter(
            parameters: flashback.parameters, binds: binds, moments: [], types: engine.types)
        let rows = PostgresRows()
        _ = try exchange(into: rows) { () throws(OracleFailure) in
            connection.parse(
                "", sql: "SELECT scn, boundary FROM \(function)((\(flashback.sql))::numeric)",
                parameters: writer.postgresTypes)
            try connection.bind("", parameterCount: writer.count) {
                (message: inout MessageWriter) throws(OracleFailure) in try writer.write(row: 0, to: &message)
            }
            connection.execute()
        }
        guard rows.rowCount == 1, let scn = rows.integer(0, 0), let boundary = rows.integer(0, 1) else {
            throw OracleFailure(8186, "invalid timestamp specified")
        }
        // A snapshot that was taken before the moment does not show what was committed between both.
        if transaction.isolation != .readCommitted {
            let seen = try query(
                "SELECT greatest((SELECT max(scn) FROM clock.commits), (SELECT max(scn) FROM clock.horizon))")
            guard let last = seen.integer(0, 0), scn <= last else {
                throw OracleFailure.unsupported("AS OF a moment after the beginning of a serializable transaction")
            }
        }
        return Moment(scn: scn, boundary: UInt64(bitPattern: boundary))
    }
}
