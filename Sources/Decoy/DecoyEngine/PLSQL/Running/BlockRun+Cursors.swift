internal import DecoyCompiler
internal import OracleSQL

extension BlockRun {
    // MARK: Rows

    func advance(_ opened: OpenedCursor) throws(Raised) -> Bool {
        guard let cursor = opened.cursor else { throw Raised(1001, "invalid cursor") }
        do throws(OracleFailure) {
            let isFound = try cursor.next()
            opened.wasFound = isFound
            if isFound { opened.rowCount += 1 }
            return isFound
        } catch {
            throw Raised(error.moved(to: nil))
        }
    }

    func nextRow(_ opened: OpenedCursor) throws(Raised) -> [Cell]? {
        guard try advance(opened), let cursor = opened.cursor else { return nil }
        return cursor.columns.indices.map { cursor.cell($0) }
    }

    /// Puts a row into variables one by one, or into one record.
    func store(_ row: [Cell], _ opened: OpenedCursor, into: [Expression], _ frame: Frame) throws(Raised) {
        if into.count == 1, case .record(let record)? = try destinationType(into[0], frame),
            !record.takesObject(row)
        {
            try assign(.record(row.map { .scalar($0) }), to: into[0], frame)
            return
        }
        guard row.count == into.count else {
            throw Raised(
                row.count < into.count
                    ? OracleFailure(947, "not enough values") : OracleFailure(913, "too many values"))
        }
        for (cell, destination) in zip(row, into) { try assign(.scalar(cell), to: destination, frame) }
    }

    private func destinationType(_ destination: Expression, _ frame: Frame) throws(Raised) -> BlockType? {
        if case .bind = destination { return nil }
        return try place(destination, frame).type
    }

    /// BULK COLLECT: fills collections from their first subscript on.
    func collect(
        _ opened: OpenedCursor, into: [Expression], limit: Int?, _ frame: Frame
    ) throws(Raised) -> Int {
        var places: [AssignedPlace] = []
        for destination in into { places.append(try place(destination, frame)) }
        let isRecord: Bool
        if into.count == 1, case .record(let record)? = places[0].type.collection?.element {
            let types = opened.cursor?.columns.map { Cell.null($0.type) } ?? []
            isRecord = !record.takesObject(types)
        } else {
            isRecord = false
        }
        var columns = [[BlockValue]](repeating: [], count: into.count)
        var count = 0
        while limit.map({ count < $0 }) ?? true, let row = try nextRow(opened) {
            count += 1
            if isRecord {
                columns[0].append(.record(row.map { .scalar($0) }))
                continue
            }
            guard row.count == into.count else { throw Raised(913, "too many values") }
            for (index, cell) in row.enumerated() { columns[index].append(.scalar(cell)) }
        }
        for (index, destination) in into.enumerated() { try assignCollection(columns[index], to: destination, frame) }
        return count
    }

    func assignCollection(_ elements: [BlockValue], to destination: Expression, _ frame: Frame) throws(Raised) {
        let place = try place(destination, frame)
        guard let type = place.type.collection else { throw wrongType(destination, frame) }
        var converted: [BlockValue] = []
        for element in elements { converted.append(try self.converted(element, to: type.element)) }
        let value = BlockValue.collection(CollectionValue(converted))
        try modify(place) { $0 = value }
    }

    // MARK: Opening

    func open(_ query: EmbeddedQuery, _ frame: Frame) throws(Raised) -> OpenedCursor {
        OpenedCursor(try open(query.query, query.start, frame))
    }

    /// The frame in which a declared cursor's query is read: its parameters have values there.
    func cursorFrame(
        _ slot: CursorSlot, _ arguments: [Call.Argument], _ caller: Frame, evaluates: Bool = true
    ) throws(Raised) -> Frame {
        let frame = Frame(parent: slot.frame, unit: slot.frame.unit, label: slot.declaration.name.text)
        for (index, parameter) in slot.declaration.parameters.enumerated() {
            let type = try resolve(parameter.type, slot.frame).unbounded
            var value = type.initial
            let argument = arguments.first { $0.name == parameter.name }
            let positional = index < arguments.count && arguments[index].name == nil ? arguments[index] : nil
            if let given = argument ?? positional {
                value = try converted(try evaluate(given.value, caller), to: type)
            } else if let initial = parameter.value {
                value = try converted(try evaluate(initial, slot.frame), to: type)
            } else if evaluates {
                throw fault(
                    slot.declaration.name.position.offset,
                    "PLS-00306: wrong number or types of arguments in call to '\(slot.declaration.name.text)'",
                    in: caller.unit)
            }
            frame.entities[parameter.name.text] = .variable(Slot(type, value, isConstant: true))
        }
        return frame
    }

    private func open(_ slot: CursorSlot, _ arguments: [Call.Argument], _ caller: Frame) throws(Raised) -> OpenedCursor
    {
        guard let query = slot.declaration.query else {
            throw Raised(1001, "invalid cursor")
        }
        let frame = try cursorFrame(slot, arguments, caller)
        return try within(frame.unit) { () throws(Raised) in try open(query, frame) }
    }

    func open(_ open: OpenCursor, _ frame: Frame) throws(Raised) {
        switch open.content {
        case .declared(let arguments):
            guard let slot = try slot(open.cursor, frame) else { throw wrongType(open.cursor, frame) }
            guard slot.opened?.isOpen != true else { throw Raised(6511, "PL/SQL: cursor already open") }
            slot.opened = try self.open(slot, arguments, frame)
        case .query(let query):
            let opened = try self.open(query, frame)
            try assign(.cursor(opened), to: open.cursor, frame)
        case .dynamic(let text, let using):
            let opened = try openDynamic(text, using, frame)
            try assign(.cursor(opened), to: open.cursor, frame)
        }
    }

    func openForLoop(_ cursor: Expression, _ frame: Frame) throws(Raised) -> OpenedCursor {
        var arguments: [Call.Argument] = []
        var name = cursor
        if case .call(let call) = cursor {
            arguments = call.arguments
            name = .reference(Reference(names: call.names, position: call.position))
        }
        guard let slot = try slot(name, frame) else { throw wrongType(cursor, frame) }
        guard slot.opened?.isOpen != true else { throw Raised(6511, "PL/SQL: cursor already open") }
        let opened = try open(slot, arguments, frame)
        slot.opened = opened
        return opened
    }

    /// A declared cursor by its name; nil for cursor variables.
    private func slot(_ cursor: Expression, _ frame: Frame) throws(Raised) -> CursorSlot? {
        guard case .reference(let reference) = cursor, let found = try locate(reference.names, frame),
            case .cursor(let slot) = found.entity, found.rest.isEmpty
        else { return nil }
        return slot
    }

    /// What a cursor or cursor variable has open.
    func opened(_ cursor: Expression, _ frame: Frame) throws(Raised) -> OpenedCursor? {
        if let slot = try slot(cursor, frame) { return slot.opened }
        guard case .cursor(let opened) = try evaluate(cursor, frame) else { throw wrongType(cursor, frame) }
        return opened
    }

    func fetch(_ fetch: FetchCursor, _ frame: Frame) throws(Raised) {
        guard let opened = try opened(fetch.cursor, frame), opened.isOpen else { throw Raised(1001, "invalid cursor") }
        if fetch.isBulk {
            let limit = try fetch.limit.map { (value) throws(Raised) in try bound(value, frame) }
            let count = try collect(opened, into: fetch.into, limit: limit, frame)
            opened.wasFound = limit.map { count == $0 } ?? (count > 0)
            return
        }
        guard let row = try nextRow(opened) else { return }
        try store(row, opened, into: fetch.into, frame)
    }

    func close(_ cursor: Expression, _ frame: Frame) throws(Raised) {
        guard let opened = try opened(cursor, frame), opened.isOpen else { throw Raised(1001, "invalid cursor") }
        opened.cursor?.close()
        opened.cursor = nil
    }
}
