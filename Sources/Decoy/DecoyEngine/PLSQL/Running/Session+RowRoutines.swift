internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// Stored functions that a query calls with values of its rows. The query runs until it wants no result that is not
// known: each run notes the arguments that are new, and they are evaluated in between. So a function runs once for
// equal arguments; it may read, and must not change anything.
extension BlockRun {
    func rowRoutine(_ call: Call, _ frame: Frame) throws(Raised) -> RowRoutine? {
        var candidates: [LocalRoutine] = []
        if let found = try locate(call.names, frame) {
            guard case .routine(let routines) = found.entity, found.rest.isEmpty else { return nil }
            candidates = routines.filter { $0.frame.unit.name != nil }
        } else if let stored = try stored(call.names, frame) {
            candidates = [stored.routine]
        }
        let fitting = candidates.filter { $0.routine.isFunction && $0.routine.places(of: call.arguments) != nil }
        guard fitting.count == 1, let chosen = fitting.first, let result = chosen.routine.result,
            let places = chosen.routine.places(of: call.arguments),
            let resultType = try resolve(result, chosen.frame).unbounded.sqlType, resultType != .refCursor
        else { return nil }
        var arguments: [(name: Name?, type: OracleType)] = []
        for (argument, place) in zip(call.arguments, places) {
            let parameter = chosen.routine.parameters[place]
            guard parameter.mode == .in, case .scalar(let type) = try resolve(parameter.type, chosen.frame).unbounded
            else { return nil }
            arguments.append((argument.name, type == .boolean ? .boolean : type))
        }
        // A package calls its own functions by their bare names; the query that runs knows no package.
        var names = call.names
        if names.count == 1, let owner = chosen.frame.unit.owner, let unit = chosen.frame.unit.name,
            unit.hasPrefix("\(owner).")
        {
            let package = String(unit.dropFirst(owner.count + 1))
            if package != names[0].text { names = [Name(owner), Name(package)] + names }
        }
        // SQL knows no text of the length that PL/SQL gives.
        let isLong = if case .varchar2(let length, _) = resultType { length > 4000 } else { false }
        return RowRoutine(names: names, arguments: arguments, result: isLong ? .varchar2(4000, .byte) : resultType)
    }
}

extension Session {
    private static let callRunsMax = 30

    /// Makes the results of all calls that the query will want, and leaves them where it looks them up.
    func evaluateCalls(of query: CompiledQuery, _ prepared: Prepared, _ binds: BindRows) throws(OracleFailure) {
        try drainFeeds()
        var known: [ObjectDocument] = []
        for _ in 0..<Session.callRunsMax {
            try give(known)
            try runForCalls(query, prepared, binds)
            let rows = try self.query("SELECT routine, to_jsonb(arguments) FROM pg_temp.calls WHERE NOT is_known")
            guard rows.rowCount > 0 else { return }
            var wanted: [(routine: RowRoutine, arguments: ObjectDocument)] = []
            for row in 0..<rows.rowCount {
                guard let key = rows.text(row, 0), let bytes = rows.bytes(row, 1),
                    let routine = query.rowRoutines.first(where: { $0.key == key }),
                    let arguments = ObjectDocument(jsonb: bytes)
                else { continue }
                wanted.append((routine, arguments))
            }
            for want in wanted { known.append(try evaluated(want.routine, want.arguments)) }
        }
        throw OracleFailure.unsupported("calls of stored functions this deep in one query")
    }

    private func give(_ known: [ObjectDocument]) throws(OracleFailure) {
        try command("SET LOCAL client_min_messages = error", isChange: false)
        try command("SET LOCAL ora.calls_are_final = ''", isChange: false)
        try command(
            "CREATE TEMP TABLE IF NOT EXISTS calls (routine text, arguments text[], value text, failure text, "
                + "is_known boolean)", isChange: false)
        try command(
            "CREATE INDEX IF NOT EXISTS calls_arguments ON pg_temp.calls USING hash (arguments)", isChange: false)
        try command("DELETE FROM pg_temp.calls", isChange: false)
        guard !known.isEmpty else { return }
        try command(
            "INSERT INTO pg_temp.calls SELECT x->>0, ARRAY(SELECT jsonb_array_elements_text(x->1)), x->>2, x->>3, true "
                + "FROM jsonb_array_elements($1) x",
            [PostgresValue(.jsonb, ObjectDocument.list(known).jsonb)], isChange: false)
    }

    private func runForCalls(
        _ query: CompiledQuery, _ prepared: Prepared, _ binds: BindRows
    ) throws(OracleFailure) {
        let moments = try moments(query.flashbacks, binds)
        let writer = ParameterWriter(parameters: query.parameters, binds: binds, moments: moments, types: engine.types)
        _ = try exchange(into: nil) { () throws(OracleFailure) in
            connection.parse("", sql: query.sql, parameters: writer.postgresTypes)
            try connection.bind("", parameterCount: writer.count) {
                (message: inout MessageWriter) throws(OracleFailure) in try writer.write(row: 0, to: &message)
            }
            connection.execute(keepsRows: false)
        }
    }

    /// Routine, arguments, value and failure of one call.
    private func evaluated(_ routine: RowRoutine, _ given: ObjectDocument) throws(OracleFailure) -> ObjectDocument {
        guard case .list(let texts) = given, texts.count == routine.arguments.count else {
            throw OracleFailure.unsupported("this call of a stored function")
        }
        nesting.queryCallDepth += 1
        defer { nesting.queryCallDepth -= 1 }
        var value = ObjectDocument.null
        var failure = ObjectDocument.null
        do throws(Raised) {
            let run = BlockRun(self, cells: [])
            var cells: [Cell] = []
            for (text, argument) in zip(texts, routine.arguments) {
                cells.append(try run.value(of: text, .scalar(argument.type)).cell ?? .null(argument.type))
            }
            let caller = BlockRun(self, cells: cells)
            let arguments = routine.arguments.enumerated().map { index, argument in
                Call.Argument(
                    name: argument.name, value: .bind(Bind(name: "A", index: index, position: Position(0))))
            }
            let call = Expression.call(Call(names: routine.names, arguments: arguments, position: Position(0)))
            let frame = Frame(parent: nil, unit: Unit(name: nil, owner: nil, text: ""))
            let type = try caller.blockType(routine.result, frame)
            let result = try caller.converted(try caller.evaluate(call, frame), to: type)
            value = result.isNull ? .null : try caller.document(of: result, type)
        } catch {
            // A function that finds no row gives NULL to SQL.
            if error.failure.code != 1403 { failure = .text(error.reported.message) }
        }
        return .list([.text(routine.key), given, value, failure])
    }
}
