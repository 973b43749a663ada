internal import DecoyDictionary
internal import OracleSQL

/// A procedure or function that the server brings along.
struct BuiltinRoutine: Sendable {
    struct Parameter: Sendable {
        enum Mode: Sendable { case `in`, out, inOut }

        let name: String
        let mode: Mode
        let type: OracleType
        let isOptional: Bool
        /// A character or a binary LOB, whichever the argument is; `type` is that of a missing one.
        var isLOB = false

        static func lob(_ name: String, _ mode: Mode = .in) -> Parameter {
            var parameter = Parameter(name, .clob, mode)
            parameter.isLOB = true
            return parameter
        }

        init(_ name: String, _ type: OracleType, _ mode: Mode = .in, isOptional: Bool = false) {
            self.name = name
            self.type = type
            self.mode = mode
            self.isOptional = isOptional
        }
    }

    /// `DBMS_OUTPUT.PUT_LINE`.
    let name: String
    let parameters: [Parameter]
    let result: OracleType?
    /// Reads and changes the arguments, which are NULL where none was given; gives the value of a function.
    let body: @Sendable (BlockRun, inout [Cell]) throws(Raised) -> Cell?

    init(
        _ name: String, _ parameters: [Parameter] = [], returns result: OracleType? = nil,
        _ body: @escaping @Sendable (BlockRun, inout [Cell]) throws(Raised) -> Cell?
    ) {
        self.name = name
        self.parameters = parameters
        self.result = result
        self.body = body
    }

    var isFunction: Bool { result != nil }
}

/// All packages that the server brings along. A further package is a list of its own, added to `lists`.
enum BuiltinTable {
    private static let lists: [[BuiltinRoutine]] = [
        StandardPackage.routines, OutputPackage.routines, SessionPackage.routines, QuietPackages.routines,
        RandomPackages.routines, LOBPackage.routines, QueuePackage.routines,
    ]

    private static let routines: [String: BuiltinRoutine] = lists.joined().reduce(into: [:]) { $0[$1.name] = $1 }

    private static let constants: [String: Int] = [
        "DBMS_METADATA.SESSION_TRANSFORM": -1, "DBMS_LOB.SESSION": 10, "DBMS_LOB.CALL": 12,
        "DBMS_LOB.LOB_READONLY": 0, "DBMS_LOB.LOB_READWRITE": 1, "DBMS_SQL.NATIVE": 1,
        "DBMS_SESSION.REINITIALIZE": 1, "DBMS_SESSION.FREE_ALL_RESOURCES": 2, "DBMS_DEBUG_JDWP.DUMMY": 0,
        "DBMS_STATS.AUTO_SAMPLE_SIZE": 0, "DBMS_STATS.AUTO_DEGREE": 32_768, "DBMS_STATS.DEFAULT_DEGREE": 32_767,
        "DBMS_UTILITY.INV_ERROR_ON_RESTRICTIONS": 1,
    ]

    static func name(_ names: [Name]) -> String {
        let parts = names.first?.text == "SYS" ? names.dropFirst() : names[...]
        return parts.map(\.text).joined(separator: ".")
    }

    static func routine(_ names: [Name]) -> BuiltinRoutine? { routines[name(names)] }

    static func constant(_ names: [Name]) -> BlockValue? { constants[name(names)].map(BlockValue.integer) }
}

extension BlockRun {
    /// DBMS_SQL.RETURN_RESULT: the rows of an open cursor go to the client, beside all variables.
    func returnResult(_ arguments: [Call.Argument], _ frame: Frame, _ place: Position) throws(Raised) {
        guard let first = arguments.first, case .cursor(let opened) = try evaluate(first.value, frame) else {
            throw fault(
                place.offset, "PLS-00306: wrong number or types of arguments in call to 'RETURN_RESULT'",
                in: frame.unit)
        }
        guard let cursor = opened?.cursor else { throw Raised(1001, "invalid cursor") }
        opened?.cursor = nil
        results.append(cursor)
    }

    func run(
        _ builtin: BuiltinRoutine, _ arguments: [Call.Argument], _ frame: Frame, _ place: Position
    ) throws(Raised) -> BlockValue? {
        var given = [Expression?](repeating: nil, count: builtin.parameters.count)
        for (index, argument) in arguments.enumerated() {
            let found = argument.name.map { name in builtin.parameters.firstIndex { $0.name == name.text } } ?? index
            guard let found, found < given.count, given[found] == nil else { throw misfit(builtin, frame, place) }
            given[found] = argument.value
        }
        var cells: [Cell] = []
        for (parameter, argument) in zip(builtin.parameters, given) {
            guard let argument else {
                guard parameter.isOptional else { throw misfit(builtin, frame, place) }
                cells.append(.null(parameter.type))
                continue
            }
            guard parameter.mode != .out else {
                cells.append(.null(parameter.type))
                continue
            }
            let given = try evaluate(argument, frame)
            let isBinary = parameter.isLOB && given.cell?.representation == .bytea
            let value = try converted(given, to: .scalar(isBinary ? .blob : parameter.type))
            cells.append(value.cell ?? .null(parameter.type))
        }
        let result = try builtin.body(self, &cells)
        for (index, parameter) in builtin.parameters.enumerated() where parameter.mode != .in {
            if let argument = given[index] { try assign(.scalar(cells[index]), to: argument, frame) }
        }
        return result.map(BlockValue.scalar)
    }

    private func misfit(_ builtin: BuiltinRoutine, _ frame: Frame, _ place: Position) -> Raised {
        let name = builtin.name.split(separator: ".").last.map(String.init) ?? builtin.name
        return fault(
            place.offset, "PLS-00306: wrong number or types of arguments in call to '\(name)'", in: frame.unit)
    }
}
