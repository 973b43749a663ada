internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL

/// What a session keeps of PL/SQL: the state of packages and what was compiled.
final class UnitStore {
    /// By object number of the specification.
    var packages: [Int: PackageInstance] = [:]
    /// Stored procedures and functions by object number.
    var routines: [Int: StoredRoutine] = [:]
    /// Triggers by object number.
    var triggers: [Int: TriggerUnit] = [:]
    /// The types that packages declare, by object number of the specification.
    var packageTypes: [Int: (text: String, names: [String])] = [:]
    /// Types that clients fetch and bind, as they were at this version of the dictionary.
    var objectTypes: [OracleType: BlockType] = [:]
    var objectTypesVersion = -1
    private var expressions: [ExpressionKey: ExpressionRun] = [:]

    func expression(_ key: ExpressionKey) -> ExpressionRun? { expressions[key] }

    func add(_ run: ExpressionRun, _ key: ExpressionKey) {
        if expressions.count >= 500 { expressions.removeAll() }
        expressions[key] = run
    }

    /// DBMS_SESSION.RESET_PACKAGE.
    func reset() {
        packages = [:]
        objectTypes = [:]
    }
}

/// A package of a session.
final class PackageInstance {
    let texts: [String]
    let specification: Frame
    var body: Frame?

    init(texts: [String], specification: Frame) {
        self.texts = texts
        self.specification = specification
    }

    /// A member that may be named from this frame: inside the package all are known.
    func member(_ name: String, from frame: Frame) -> Entity? {
        guard let entity = specification.entities[name] else {
            return frame.unit.name == specification.unit.name ? body?.entities[name] : nil
        }
        // The specification announces routines, the body has them.
        if case .routine = entity, let inner = body?.entities[name] { return inner }
        if case .cursor(let slot) = entity, slot.declaration.query == nil, let inner = body?.entities[name] {
            return inner
        }
        return entity
    }
}

/// A procedure or function of its own.
final class StoredRoutine {
    let text: String
    let frame: Frame
    let routine: LocalRoutine

    init(text: String, frame: Frame, routine: RoutineUnit) {
        self.text = text
        self.frame = frame
        self.routine = LocalRoutine(routine, frame)
    }
}

struct ExpressionKey: Hashable {
    let expression: Expression
    let types: [OracleType]
    let dictionaryVersion: Int
    let context: SessionContext
}

/// An expression that was compiled, and its name in the server.
final class ExpressionRun {
    let prepared: Prepared
    let query: CompiledQuery

    init(prepared: Prepared, query: CompiledQuery) {
        self.prepared = prepared
        self.query = query
    }
}

/// A statement of SQL inside a block that was compiled, with what is evaluated for its parameters.
final class EmbeddedRun {
    let prepared: Prepared
    let compiled: CompiledStatement
    let variables: [Expression]
    let types: [OracleType]
    let dictionaryVersion: Int
    let context: SessionContext

    init(
        prepared: Prepared, compiled: CompiledStatement, variables: [Expression], types: [OracleType],
        dictionaryVersion: Int, context: SessionContext
    ) {
        self.prepared = prepared
        self.compiled = compiled
        self.variables = variables
        self.types = types
        self.dictionaryVersion = dictionaryVersion
        self.context = context
    }
}
