internal import Catalog
internal import ConnectorKit
internal import Model

/// Creates objects at the destination, a few in a row, so that it can be repeated at any moment by anybody.
///
/// 1. The state `creating` is written before the first statement runs, and only when nothing of that name was there. So
///    an object that is found at the destination under this state was made by this project.
/// 2. What is there although nothing of ours ran is somebody else's: it is left alone, and the object fails.
/// 3. What the database refused is kept with its return code; a lost connection leaves the state as it is.
/// 4. A statement whose connection broke may go on at the destination. So an object that was under `creating` before,
///    and is refused because it is there by now, was made by that statement.
///
/// The objects of a row share both writes of the catalog, which cost more than a small table does. Whoever dies between
/// them leaves objects under `creating`: some are there and known by rule 1, the others are made by whoever follows.
struct ObjectCreation: Sendable {
    let project: ProjectID
    let catalog: Catalog
    let destination: any DestinationDatabase
    /// What was there before the first object was made; nil asks for each object.
    var existing: ExistingNames?

    /// Objects of one row, at most: so many are shown as being created while one is.
    static let rowMax = 16

    enum End: Equatable, Sendable {
        case completed, failed
        /// The operator, or another run, decided otherwise meanwhile.
        case leftAlone
    }

    static let open: Set<ProjectObject.State> = [.ready, .creating, .failed]

    func create(_ number: Int64) async throws -> End {
        var ends: [Int64: End] = [:]
        try await create([number]) { ends[$0] = $1 }
        return ends[number] ?? .leftAlone
    }

    /// `ended` is told of each object once the catalog knows, also when this throws before the last one.
    func create(_ numbers: [Int64], _ ended: (Int64, End) async -> Void) async throws {
        let (begun, earlier) = try await begin(numbers)
        for number in numbers where !begun.contains(where: { $0.number == number }) { await ended(number, .leftAlone) }
        for object in begun where object.state == .failed { await ended(object.number, .failed) }
        var results: [Result] = []
        do {
            for object in begun where object.state == .creating {
                try Task.checkCancellation()
                results.append(try await run(object, mayRun: earlier.contains(object.number)))
            }
        } catch {
            let failure = error
            try await write(results, ended)
            throw failure
        }
        try await write(results, ended)
    }

    // MARK: Before

    /// What the destination holds of an object decides how it begins.
    private enum Beginning {
        case refused
        case from(statement: Int)
    }

    /// One transaction decides who creates the objects. Gives back those that are ours now and those that are refused,
    /// and of which a statement was begun earlier.
    private func begin(_ numbers: [Int64]) async throws -> (objects: [ProjectObject], earlier: Set<Int64>) {
        var beginnings: [Int64: Beginning] = [:]
        var earlier: Set<Int64> = []
        for object in try await catalog.objects(numbers, of: project)
        where !object.isRemoved && Self.open.contains(object.state) {
            beginnings[object.number] = try await beginning(of: object)
            if object.state == .creating { earlier.insert(object.number) }
        }
        let known = beginnings
        let objects = try await catalog.changeObjects(numbers, of: project) { (object) throws(CatalogError) in
            guard let beginning = known[object.number], Self.open.contains(object.state), !object.isRemoved else {
                return false
            }
            switch beginning {
            case .refused:
                object.state = .failed
                object.returnCode = nil
                object.failure = Self.clash(object)
            case .from(let statement):
                object.state = .creating
                object.statementsDone = min(statement, object.statementsToRun.count)
            }
            return true
        }
        return (objects, earlier)
    }

    private func beginning(of object: ProjectObject) async throws -> Beginning {
        // Dropped meanwhile, or never made: from the beginning.
        guard try await isThere(object) else { return .from(statement: 0) }
        if object.statementsDone > 0 { return .from(statement: object.statementsDone) }
        return object.state == .creating ? .from(statement: 1) : .refused
    }

    private static func clash(_ object: ProjectObject) -> Failure {
        Failure(
            "SCHEMA-0003", "\(object.destination) exists at the destination and was not made by this project.",
            advice: "Skip the object to use it as it is, or drop or rename it there and retry.")
    }

    /// Known from the list that was read before; asked anew where a statement of ours may have run since.
    private func isThere(_ object: ProjectObject) async throws -> Bool {
        if let existing, object.state != .creating, object.statementsDone == 0 {
            return existing.contains(object.destination)
        }
        do throws(DatabaseRefusal) {
            return try await !destination.text(of: object.destination, kind: object.kind).isEmpty
        } catch {
            switch error.remedy {
            case .retry, .reconnect: throw error
            // The database knows nothing of that name.
            case .askOperator, .stop, .bug: return false
            }
        }
    }

    // MARK: The statements

    private struct Result: Sendable {
        var number: Int64
        var statementsDone: Int
        var refusal: DatabaseRefusal?
    }

    /// Statements that the destination has run already are not run again. `mayRun`: one of an earlier attempt may still
    /// be running there.
    private func run(_ object: ProjectObject, mayRun: Bool) async throws -> Result {
        var done = object.statementsDone
        for statement in object.statementsToRun.dropFirst(done) {
            try Task.checkCancellation()
            do throws(DatabaseRefusal) {
                try await destination.run(statement, in: object.destination.schema)
            } catch {
                switch error.remedy {
                case .retry, .reconnect: throw error
                case .askOperator where mayRun && done == 0 && error.isAlreadyThere: break
                case .askOperator, .stop, .bug:
                    return Result(number: object.number, statementsDone: done, refusal: error)
                }
            }
            done += 1
        }
        return Result(number: object.number, statementsDone: max(done, 1))
    }

    private func write(_ results: [Result], _ ended: (Int64, End) async -> Void) async throws {
        let known = Dictionary(results.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        try await catalog.changeObjects(results.map(\.number), of: project) { (object) throws(CatalogError) in
            guard let result = known[object.number] else { return false }
            object.state = result.refusal == nil ? .completed : .failed
            object.failure = result.refusal?.failure
            object.returnCode = result.refusal?.code
            object.statementsDone = result.statementsDone
            return true
        }
        for result in results { await ended(result.number, result.refusal == nil ? .completed : .failed) }
    }
}

extension ProjectObject {
    /// What the operator wrote, or else what the conversion made.
    var statementsToRun: [String] {
        if let editedText { return editedText.isEmpty ? [] : [editedText] }
        return converted?.statements ?? []
    }
}
