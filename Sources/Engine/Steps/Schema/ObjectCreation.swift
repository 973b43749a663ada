internal import Catalog
internal import ConnectorKit
internal import Model

/// Creates one object at the destination, so that it can be repeated at any moment by anybody.
///
/// 1. The state `creating` is written before the first statement runs, and only when nothing of that name was there. So
///    an object that is found at the destination under this state was made by this project.
/// 2. What is there although nothing of ours ran is somebody else's: it is left alone, and the object fails.
/// 3. What the database refused is kept with its return code; a lost connection leaves the state as it is.
struct ObjectCreation: Sendable {
    let project: ProjectID
    let catalog: Catalog
    let destination: any DestinationDatabase
    /// What was there before the first object was made; nil asks for each object.
    var existing: ExistingNames?

    enum End: Equatable, Sendable {
        case completed, failed
        /// The operator, or another run, decided otherwise meanwhile.
        case leftAlone
    }

    static let open: Set<ProjectObject.State> = [.ready, .creating, .failed]

    func create(_ number: Int64) async throws -> End {
        guard var object = try await catalog.object(number, of: project), !object.isRemoved,
            Self.open.contains(object.state)
        else { return .leftAlone }
        let isThere = try await isThere(object)
        if isThere, object.statementsDone == 0 {
            guard object.state == .creating else { return try await refuse(object) }
            object = try await change(number) { $0.statementsDone = 1 }
        }
        if !isThere, object.statementsDone > 0 {
            // It was dropped meanwhile: made anew from the beginning.
            object = try await change(number) { $0.statementsDone = 0 }
        }
        guard try await begin(number) else { return .leftAlone }
        return try await run(object)
    }

    /// Statements that the destination has run already are not run again.
    private func run(_ object: ProjectObject) async throws -> End {
        let statements = object.statementsToRun
        var doneCount = object.statementsDone
        for statement in statements.dropFirst(doneCount) {
            try Task.checkCancellation()
            do throws(DatabaseRefusal) {
                try await destination.run(statement, in: object.destination.schema)
            } catch {
                switch error.remedy {
                case .retry, .reconnect: throw error
                case .askOperator, .stop, .bug:
                    let (refusal, done) = (error, doneCount)
                    _ = try await change(object.number) { object in
                        object.state = .failed
                        object.failure = refusal.failure
                        object.returnCode = refusal.code
                        object.statementsDone = done
                    }
                    return .failed
                }
            }
            doneCount += 1
        }
        let done = max(doneCount, 1)
        _ = try await change(object.number) { object in
            object.state = .completed
            object.failure = nil
            object.returnCode = nil
            object.statementsDone = done
        }
        return .completed
    }

    /// One transaction decides who creates it.
    private func begin(_ number: Int64) async throws -> Bool {
        let changed = try await catalog.changeObject(number, of: project) { (object) throws(CatalogError) in
            if Self.open.contains(object.state), !object.isRemoved { object.state = .creating }
        }
        return changed.state == .creating && !changed.isRemoved
    }

    private func refuse(_ object: ProjectObject) async throws -> End {
        _ = try await change(object.number) { object in
            object.state = .failed
            object.returnCode = nil
            object.failure = Failure(
                "SCHEMA-0003",
                "\(object.destination) exists at the destination and was not made by this project.",
                advice: "Skip the object to use it as it is, or drop or rename it there and retry.")
        }
        return .failed
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

    @discardableResult
    private func change(
        _ number: Int64, _ change: @Sendable (inout ProjectObject) -> Void
    ) async throws -> ProjectObject {
        try await catalog.changeObject(number, of: project) { (object) throws(CatalogError) in change(&object) }
    }
}

/// Names that exist at a destination, compared as it compares them.
struct ExistingNames: Sendable {
    private let names: Set<ObjectName>
    private let foldsCase: Bool

    init(_ listed: [ListedObject], _ nameCase: DatabaseFacts.NameCase) {
        foldsCase = nameCase != .asWritten
        names = Set(listed.map { Self.folded($0.name, nameCase != .asWritten) })
    }

    static func read(
        _ databases: [String], at destination: any DestinationDatabase
    ) async throws(DatabaseRefusal) -> ExistingNames {
        let facts = try await destination.facts()
        return ExistingNames(try await destination.objects(in: databases), facts.nameCase)
    }

    func contains(_ name: ObjectName) -> Bool { names.contains(Self.folded(name, foldsCase)) }

    private static func folded(_ name: ObjectName, _ folds: Bool) -> ObjectName {
        folds ? ObjectName(name.schema.lowercased(), name.name.lowercased()) : name
    }
}

extension ProjectObject {
    /// What the operator wrote, or else what the conversion made.
    var statementsToRun: [String] {
        if let editedText { return editedText.isEmpty ? [] : [editedText] }
        return converted?.statements ?? []
    }
}
