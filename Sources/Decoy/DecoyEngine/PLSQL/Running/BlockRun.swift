internal import DecoyCompiler
internal import OracleSQL

/// One execution of an anonymous block or CALL with everything that it calls.
///
/// Statements of SQL and expressions that are more than a few integers or texts are compiled by the compiler of SQL,
/// with variables as parameters; what PL/SQL alone knows (variables, collections, cursors, routines, exceptions) is
/// done here.
final class BlockRun {
    let session: Session
    var binds: [BlockValue]
    /// What the client said of its variables.
    let bindTypes: [OracleType]
    /// Those of its variables that are arrays.
    let arrayTypes: [Int: CollectionType]
    /// Those of its variables that are objects and collections with a type.
    private(set) var objectTypes: [Int: BlockType] = [:]
    /// `SQL%ROWCOUNT` and its kin.
    var lastRowCount: Int?
    /// `SQL%BULK_ROWCOUNT` and `SQL%BULK_EXCEPTIONS` of the last FORALL.
    var bulkRowCounts: [Int] = []
    var bulkExceptions: [(index: Int, code: Int)] = []
    /// The exceptions whose clauses are running, innermost last: SQLCODE, SQLERRM and RAISE alone mean the last.
    var caught: [Raised] = []
    /// Calls inside of calls, bounded: a block without end must not end the thread.
    var callDepth: Int {
        get { session.nesting.callDepth }
        set { session.nesting.callDepth = newValue }
    }
    /// What happens to the table of the trigger that this is.
    var event: TriggerEvent?
    /// Rows given back by DBMS_SQL.RETURN_RESULT.
    var results: [Cursor] = []
    static let callLimit = 100
    /// Types inside of the type that is being taken apart.
    var typeDepth = 0
    static let typeDepthLimit = 60

    init(_ session: Session, cells: [Cell], arrays: [Int: [Cell]] = [:], cursors: [Int: Cursor] = [:]) {
        self.session = session
        bindTypes = cells.map(\.type)
        binds = cells.map(BlockValue.bound)
        var arrayTypes: [Int: CollectionType] = [:]
        for (index, elements) in arrays where index < cells.count {
            binds[index] = .collection(CollectionValue(elements.map { .scalar($0) }))
            arrayTypes[index] = CollectionType(name: "", kind: .byInteger, element: .scalar(cells[index].type))
        }
        self.arrayTypes = arrayTypes
        for (index, cursor) in cursors where index < cells.count { binds[index] = .cursor(OpenedCursor(cursor)) }
    }

    func type(ofBind index: Int) -> BlockType {
        objectTypes[index] ?? arrayTypes[index].map(BlockType.collection) ?? .scalar(bindTypes[index])
    }

    /// Takes the client's objects apart, before the first statement.
    func openObjects() throws(Raised) {
        for (index, type) in bindTypes.enumerated() {
            guard case .object = type, let cell = binds[index].cell, let named = session.objectType(of: type) else {
                continue
            }
            let parts = try blockType(of: named)
            objectTypes[index] = parts
            binds[index] = parts.initial
            guard let bytes = cell.bytes else { continue }
            guard let document = ObjectDocument(jsonb: bytes) else {
                throw Raised(.unsupported("this form of an object"))
            }
            binds[index] = try value(of: document, parts)
        }
    }

    /// Puts them together again, behind the last one.
    func closeObjects() throws(Raised) {
        for (index, type) in objectTypes {
            binds[index] = .scalar(try objectCell(binds[index], type, bindTypes[index]))
        }
    }

    /// What the variables hold at the end.
    var outcome: Outcome {
        var outcome = Outcome()
        outcome.rowCount = 1
        outcome.implicitResults = results
        for (index, value) in binds.enumerated() {
            switch value {
            case .scalar(let cell): outcome.outCells.append(cell)
            case .cursor(let opened):
                outcome.outCells.append(.null(.refCursor))
                if let cursor = opened?.cursor { outcome.outCursors[index] = cursor }
            case .collection(let values):
                outcome.outCells.append(.null(bindTypes[index]))
                outcome.outArrays[index] = values?.elements.compactMap(\.cell) ?? []
            case .record: outcome.outCells.append(.null(bindTypes[index]))
            }
        }
        return outcome
    }

    func fault(_ offset: Int, _ text: String, in unit: Unit, statement: Int? = nil) -> Raised {
        let start = statement ?? offset
        return Raised(
            .compilation(
                [
                    (unit.line(at: offset), unit.column(at: offset), text),
                    (unit.line(at: start), unit.column(at: start), "PL/SQL: Statement ignored"),
                ], position: offset))
    }

    func unknown(_ names: [Name], _ frame: Frame) -> Raised {
        let text = names.map(\.text).joined(separator: ".")
        return fault(names[0].position.offset, "PLS-00201: identifier '\(text)' must be declared", in: frame.unit)
    }
}

/// Where a statement lets the block go on.
enum Flow {
    case on
    case exit(String?)
    case next(String?)
    case giveBack(BlockValue?)
}

extension Session {
    func runBlock(
        _ block: Block, _ prepared: Prepared, _ binds: BindRows, _ options: ExecuteOptions = ExecuteOptions()
    ) throws(OracleFailure) -> Outcome {
        let unit = Unit(name: nil, owner: nil, text: prepared.text)
        var all = Outcome()
        for row in 0..<binds.rowCount {
            let cells = prepared.variables.indices.map {
                $0 < binds.columnCount ? binds.cell(row, $0) : .null(.anyText)
            }
            let run = BlockRun(self, cells: cells, arrays: options.arrays, cursors: binds.cursors)
            try withinBlock { () throws(OracleFailure) in
                try run.runAnonymous(block, unit)
            }
            let outcome = run.outcome
            all.rowCount += 1
            all.outCells = outcome.outCells
            all.outCursors = outcome.outCursors
            all.outArrays = outcome.outArrays
            all.implicitResults += outcome.implicitResults
            if binds.rowCount > 1 { all.returned.append([outcome.outCells]) }
        }
        return all
    }

    /// `CALL p(…)` and `CALL f(…) INTO :x` are a block of one statement.
    func runCall(_ call: CallStatement, _ prepared: Prepared, _ binds: BindRows) throws(OracleFailure) -> Outcome {
        let statement: BlockStatement =
            if let into = call.into {
                .assign(.bind(into), call.routine, call.position)
            } else {
                .call(call.routine, call.position)
            }
        return try runBlock(Block(statements: [statement], position: call.position), prepared, binds)
    }
}

extension BlockRun {
    func runAnonymous(_ block: Block, _ unit: Unit) throws(OracleFailure) {
        do throws(Raised) {
            try openObjects()
            _ = try run(block, in: Frame(parent: nil, unit: unit))
            try closeObjects()
        } catch {
            var raised = error
            if let position = raised.position { raised.lines.append(unit.traceLine(at: position)) }
            throw raised.reported
        }
    }
}

extension BlockValue {
    /// The value of a variable of the client.
    static func bound(_ cell: Cell) -> BlockValue {
        if case .refCursor = cell.type { return .cursor(nil) }
        return .scalar(cell)
    }
}

extension OracleType {
    static let anyText = OracleType.varchar2(32_767, .byte)
}
