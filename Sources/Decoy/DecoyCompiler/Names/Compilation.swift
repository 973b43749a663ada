internal import DecoyDictionary
package import OracleSQL

/// One statement on its way: what is shared by all of its blocks.
final class Compilation {
    let dictionary: DataDictionary
    /// Changes while the text of a view is read: names inside it belong to its owner.
    var context: SessionContext
    let bindTypes: [BindType]
    let variables: (any VariableScope)?
    private(set) var parameters: [Parameter] = []
    private var places: [Parameter: Int] = [:]
    var flashbacks: [FlashbackMoment] = []
    /// Stored functions that the rows call.
    var rowRoutines: [RowRoutine] = []
    private(set) var objects: Set<Int> = []
    /// Those that the statement names itself, without what its views are made of.
    private(set) var namedObjects: Set<Int> = []
    private var aliases = 0
    /// Views inside views, bounded.
    var viewDepth = 0
    /// AS OF behind a view or an inline view: the moment of all tables inside it.
    var moment: Flashback?
    /// What the next block is.
    var nextRole = Scope.Role.part
    /// Only what PostgreSQL may keep in an index or a generated column.
    var mustBeImmutable = false
    /// Binds are columns `p1`, `p2` … of this derived table, whose rows are the rows of the caller.
    var arrayAlias: String?

    var conversions: Conversions { Conversions(isStored: mustBeImmutable) }
    var arithmetic: Arithmetic { Arithmetic(conversions: conversions) }
    var comparing: Comparing { Comparing(conversions: conversions) }

    init(
        _ dictionary: DataDictionary, _ context: SessionContext, binds: [BindType],
        variables: (any VariableScope)? = nil
    ) {
        self.dictionary = dictionary
        self.context = context
        self.bindTypes = binds
        self.variables = variables
    }

    func nextAlias(_ prefix: String = "t") -> String {
        aliases += 1
        return "\(prefix)\(aliases)"
    }

    /// `$3::numeric`: the parameter's place with the type that PostgreSQL shall read it as.
    func parameter(_ parameter: Parameter) -> String {
        let place: Int
        if let known = places[parameter] {
            place = known
        } else {
            parameters.append(parameter)
            place = parameters.count
            places[parameter] = place
        }
        if let arrayAlias { return "\(arrayAlias).p\(place)" }
        switch parameter {
        case .bind(_, let representation): return "$\(place)::\(representation.postgresType)"
        case .session(let value): return "$\(place)::\(value.postgresType)"
        }
    }

    /// The parameters of a text that was compiled by itself (a flashback's moment), numbered from one.
    func separately(
        _ body: () throws(OracleFailure) -> String
    ) throws(OracleFailure) -> (sql: String, parameters: [Parameter]) {
        let (kept, keptPlaces) = (parameters, places)
        parameters = []
        places = [:]
        defer {
            parameters = kept
            places = keptPlaces
        }
        let sql = try body()
        return (sql, parameters)
    }

    func depend(on object: Int) {
        objects.insert(object)
        if viewDepth == 0 { namedObjects.insert(object) }
    }
}

/// The variables of a PL/SQL block, or whatever else may stand where a column could.
package protocol VariableScope {
    /// A variable, a field of a record, an element of a collection: the number it is passed with, and its type. Nil
    /// when the expression is none.
    func variable(for expression: Expression) -> Variable?
    /// A stored function that is called with columns; nil when the call is none that SQL may make.
    func rowRoutine(for call: Call) -> RowRoutine?
}

extension VariableScope {
    package func rowRoutine(for call: Call) -> RowRoutine? { nil }
}

/// A stored function that a query calls for its rows. The query looks up results by the texts of the arguments; the
/// engine makes them first.
package struct RowRoutine: Sendable, Hashable {
    package let names: [Name]
    /// The arguments of the call: the name where it has one, and the type of the parameter.
    package let arguments: [(name: Name?, type: OracleType)]
    package let result: OracleType

    package init(names: [Name], arguments: [(name: Name?, type: OracleType)], result: OracleType) {
        self.names = names
        self.arguments = arguments
        self.result = result
    }

    package static func == (left: RowRoutine, right: RowRoutine) -> Bool { left.key == right.key }
    package func hash(into hasher: inout Hasher) { hasher.combine(key) }

    /// What the emitted text calls it.
    package var key: String {
        names.map(\.text).joined(separator: ".") + "("
            + arguments.map { $0.name?.text ?? "" }.joined(separator: ",") + ")"
    }
}

package struct Variable: Sendable, Hashable {
    /// Becomes `Parameter.bind(index, …)`.
    package let index: Int
    package let type: OracleType

    package init(index: Int, type: OracleType) {
        self.index = index
        self.type = type
    }
}

extension SessionValue {
    var postgresType: String {
        switch self {
        case .flashbackBoundary: "xid8"
        case .flashbackSCN: "int8"
        }
    }
}
