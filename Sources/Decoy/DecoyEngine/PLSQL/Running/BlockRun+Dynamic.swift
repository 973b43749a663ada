internal import DecoyCompiler
internal import OracleSQL

// EXECUTE IMMEDIATE, OPEN FOR a text, FORALL.
extension BlockRun {
    private func text(_ expression: Expression, _ frame: Frame) throws(Raised) -> String {
        let value = try evaluate(expression, frame)
        guard case .scalar(let cell) = value, let text = cell.characters else {
            throw Raised(6535, "statement string in EXECUTE IMMEDIATE is NULL or 0 length")
        }
        return text
    }

    private func cells(_ using: [UsingArgument], _ frame: Frame) throws(Raised) -> [Cell] {
        var cells: [Cell] = []
        for argument in using {
            if argument.mode == .out {
                cells.append(.null(try place(argument.value, frame).type.scalar ?? .anyText))
                continue
            }
            guard case .scalar(let cell) = try evaluate(argument.value, frame) else {
                throw Raised(.unsupported("this type of a USING argument", at: argument.value.position))
            }
            cells.append(cell)
        }
        return cells
    }

    func openDynamic(_ text: Expression, _ using: [UsingArgument], _ frame: Frame) throws(Raised) -> OpenedCursor {
        let sql = try self.text(text, frame)
        let cells = try cells(using, frame)
        let (_, outcome) = try execute(sql, cells)
        guard let cursor = outcome.cursor else { throw Raised(6539, "target of OPEN must be a query") }
        return OpenedCursor(cursor)
    }

    private func execute(_ sql: String, _ cells: [Cell]) throws(Raised) -> (Prepared, Outcome) {
        do throws(OracleFailure) {
            let prepared = try session.prepare(sql, cells.map { BindType($0.type) })
            guard prepared.variables.count <= cells.count + prepared.returning.count else {
                throw OracleFailure.missingBind()
            }
            guard prepared.variables.count >= cells.count else {
                throw OracleFailure(1006, "bind variable does not exist")
            }
            var padded = cells
            while padded.count < prepared.variables.count { padded.append(.null(.anyText)) }
            return (prepared, try session.execute(prepared, rows: padded.isEmpty ? [] : [padded]))
        } catch {
            throw Raised(error.moved(to: nil))
        }
    }

    func run(_ dynamic: DynamicStatement, _ frame: Frame) throws(Raised) {
        let sql = try text(dynamic.text, frame)
        let (prepared, outcome) = try execute(sql, try cells(dynamic.using, frame))
        if prepared.kind.isChange { lastRowCount = outcome.rowCount }
        if let cursor = outcome.cursor {
            let opened = OpenedCursor(cursor)
            defer { cursor.close() }
            guard !dynamic.into.isEmpty else { return }
            if dynamic.isBulk {
                lastRowCount = try collect(opened, into: dynamic.into, limit: nil, frame)
                return
            }
            guard let row = try nextRow(opened) else { throw Raised(1403, "no data found") }
            try store(row, opened, into: dynamic.into, frame)
            if try nextRow(opened) != nil {
                throw Raised(1422, "exact fetch returns more than requested number of rows")
            }
            return
        }
        try storeOut(dynamic, prepared, outcome, frame)
    }

    /// OUT arguments of USING, and RETURNING INTO.
    private func storeOut(
        _ dynamic: DynamicStatement, _ prepared: Prepared, _ outcome: Outcome, _ frame: Frame
    ) throws(Raised) {
        if prepared.kind == .block || prepared.kind == .call {
            for (index, argument) in dynamic.using.enumerated() where argument.mode != .in {
                if let cursor = outcome.outCursors[index] {
                    try assign(.cursor(OpenedCursor(cursor)), to: argument.value, frame)
                } else if index < outcome.outCells.count {
                    try assign(.scalar(outcome.outCells[index]), to: argument.value, frame)
                }
            }
            return
        }
        guard !prepared.returning.isEmpty else { return }
        let outward = dynamic.using.filter { $0.mode != .in }.map(\.value) + dynamic.returning
        let rows = outcome.returned.first ?? []
        if dynamic.isBulk {
            for (index, destination) in outward.enumerated() {
                try assignCollection(rows.map { .scalar($0[index]) }, to: destination, frame)
            }
            return
        }
        guard let row = rows.first else { return }
        for (cell, destination) in zip(row, outward) { try assign(.scalar(cell), to: destination, frame) }
    }

    // MARK: FORALL

    func run(_ forAll: ForAll, _ frame: Frame) throws(Raised) {
        bulkRowCounts = []
        bulkExceptions = []
        let inner = Frame(parent: frame, unit: frame.unit)
        var total = 0
        for (index, key) in try subscripts(forAll.bounds, frame).enumerated() {
            inner.entities[forAll.variable.text] = .variable(
                Slot(.scalar(.plsInteger), .integer(key), isConstant: true))
            do throws(Raised) {
                switch forAll.content {
                case .sql(let embedded): try run(embedded, inner)
                case .dynamic(let dynamic): try run(dynamic, inner)
                }
                bulkRowCounts.append(lastRowCount ?? 0)
                total += lastRowCount ?? 0
            } catch {
                guard forAll.savesExceptions, !error.isFaultOfText else { throw error }
                bulkRowCounts.append(0)
                bulkExceptions.append((index + 1, error.failure.code))
            }
        }
        lastRowCount = total
        guard bulkExceptions.isEmpty else { throw Raised(24_381, "error(s) in array DML") }
    }

    private func subscripts(_ bounds: ForAll.Bounds, _ frame: Frame) throws(Raised) -> [Int] {
        switch bounds {
        case .range(let low, let high):
            let (low, high) = (try bound(low, frame), try bound(high, frame))
            return low <= high ? Array(low...high) : []
        case .indices(let collection, let low, let high):
            guard case .collection(let values?) = try evaluate(collection, frame) else {
                throw Raised(6531, "Reference to uninitialized collection")
            }
            let low = try low.map { (value) throws(Raised) in try bound(value, frame) } ?? Int.min
            let high = try high.map { (value) throws(Raised) in try bound(value, frame) } ?? Int.max
            return values.keys.compactMap { key in
                guard case .number(let number) = key, number >= low, number <= high else { return nil }
                return number
            }
        case .values(let collection):
            guard case .collection(let values?) = try evaluate(collection, frame) else {
                throw Raised(6531, "Reference to uninitialized collection")
            }
            return values.elements.compactMap { $0.cell?.whole }
        }
    }
}
