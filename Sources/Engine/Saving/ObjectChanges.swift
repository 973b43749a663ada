package import Catalog
package import Model

/// What a person may do with single objects of a project that are not at the destination.
package enum ObjectChange: String, Sendable, CaseIterable {
    /// Leaves it out; the project goes on without it.
    case skip
    /// Tries it again when the project goes on.
    case retry
    /// Takes it out of the project: it is neither made nor counted.
    case remove
}

/// Changes objects of one project while none of them is being created.
package struct ObjectChanges: Sendable {
    private let catalog: Catalog
    private let project: Project

    package init(catalog: Catalog, project: Project) {
        self.catalog = catalog
        self.project = project
    }

    /// What fits each state; nil when this change does not.
    package static func state(
        after change: ObjectChange, of object: ProjectObject
    ) -> ProjectObject.State? {
        if object.isRemoved { return nil }
        return switch (change, object.state) {
        case (.skip, .failed), (.skip, .unsupported), (.skip, .unread), (.skip, .ready): .skipped
        case (.retry, .failed), (.retry, .skipped): object.statementCount > 0 ? .ready : .unsupported
        case (.remove, .failed), (.remove, .unsupported), (.remove, .unread), (.remove, .ready), (.remove, .skipped),
            (.remove, .listed):
            object.state
        default: nil
        }
    }

    /// Changes these; refused as a whole when one does not fit. The numbers that were changed.
    package func change(_ change: ObjectChange, _ numbers: [Int64]) async throws -> [Int64] {
        try checkRest()
        for number in numbers {
            guard let object = try await catalog.object(number, of: project.id) else {
                throw NotNow("\(project.name) has no object \(number).")
            }
            guard Self.state(after: change, of: object) != nil else {
                throw NotNow("\(object.source) is \(object.state.rawValue): there is nothing to \(change.rawValue).")
            }
        }
        for number in numbers { try await apply(change, number) }
        return numbers
    }

    /// Changes every object that is not there and that it fits: those that failed, could not be read, or cannot be
    /// expressed.
    package func all(_ change: ObjectChange) async throws -> [Int64] {
        try checkRest()
        let states: [ProjectObject.State] =
            change == .retry ? [.failed] : [.failed, .unsupported, .unread]
        var done: [Int64] = []
        var last: Int64 = 0
        while true {
            let page = try await catalog.objects(of: project.id, states: states, after: last)
            guard let end = page.last?.number else { return done }
            last = end
            for object in page where Self.state(after: change, of: object) != nil {
                try await apply(change, object.number)
                done.append(object.number)
            }
        }
    }

    /// Runs this text in place of the converted statements; empty text runs nothing.
    package func edit(_ number: Int64, to text: String) async throws {
        try checkRest()
        guard let object = try await catalog.object(number, of: project.id) else {
            throw NotNow("\(project.name) has no object \(number).")
        }
        guard [.failed, .unsupported, .unread, .ready, .skipped].contains(object.state), object.kind.isMigrated else {
            throw NotNow("\(object.source) is \(object.state.rawValue): its statements cannot be changed now.")
        }
        try await catalog.changeObject(number, of: project.id) { object in
            object.editedText = text
            object.state = .ready
            object.failure = nil
            object.returnCode = nil
        }
    }

    private func apply(_ change: ObjectChange, _ number: Int64) async throws {
        try await catalog.changeObject(number, of: project.id) { object throws(CatalogError) in
            guard let state = Self.state(after: change, of: object) else { return }
            object.state = state
            object.isRemoved = change == .remove
            if change == .retry {
                object.failure = nil
                object.returnCode = nil
            }
        }
    }

    /// A driver that works on the objects would not see the change, or overwrite it.
    private func checkRest() throws {
        guard project.observation.state != .running else {
            throw NotNow("The project \(project.name) is running. Pause it first.")
        }
        guard ![.releasing, .released].contains(project.observation.state) else {
            throw NotNow("The project \(project.name) is released.")
        }
    }
}

extension ProjectObject {
    fileprivate var statementCount: Int { editedText.map { $0.isEmpty ? 0 : 1 } ?? converted?.statements.count ?? 0 }
}
