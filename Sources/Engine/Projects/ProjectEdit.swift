package import Model

/// The parts of a specification that an edit changes, and which of them may be changed now.
package enum ProjectEdit: String, CaseIterable, Sendable {
    case name, tags, alertLevel, kind, ends, objects, steps, conversion, createDatabase, onNonEmpty, onUnsupported,
        speed
    case stopBefore, quarantineMax, checkers, consistentCopy

    /// What is different between two specifications: every difference belongs to one of these parts, which a test
    /// proves member by member.
    package static func changes(from old: ProjectSpecification, to new: ProjectSpecification) -> [ProjectEdit] {
        allCases.filter { part in
            var changed = old
            part.take(from: new, into: &changed)
            return changed != old
        }
    }

    private func take(from new: ProjectSpecification, into old: inout ProjectSpecification) {
        switch self {
        case .name: old.name = new.name
        case .tags: old.tags = new.tags
        case .alertLevel: old.alertLevel = new.alertLevel
        case .kind: old.kind = new.kind
        case .ends: (old.source, old.destination) = (new.source, new.destination)
        case .objects: old.objects = new.objects
        case .steps: old.steps = new.steps
        case .conversion: old.options.conversion = new.options.conversion
        case .createDatabase: old.options.createDatabase = new.options.createDatabase
        case .onNonEmpty: old.options.onNonEmpty = new.options.onNonEmpty
        case .onUnsupported: old.options.onUnsupported = new.options.onUnsupported
        case .speed: old.options.speed = new.options.speed
        case .stopBefore: old.options.stopBefore = new.options.stopBefore
        case .quarantineMax: old.options.quarantineMax = new.options.quarantineMax
        case .checkers: old.options.checkers = new.options.checkers
        case .consistentCopy: old.options.consistentCopy = new.options.consistentCopy
        }
    }

    /// Why this part cannot be changed now, or nil. Orders that do not fit at all are refused before.
    package func refusal(for project: Project) -> NotNow? {
        let state = project.observation.state
        switch self {
        case .name, .tags, .alertLevel: return nil
        case .speed, .checkers, .quarantineMax, .stopBefore:
            return state == .completed ? NotNow("The \(title) of a completed project changes nothing.") : nil
        case .createDatabase, .onNonEmpty, .onUnsupported:
            return state == .running || state == .completed
                ? NotNow("The \(title) can be changed while the project is paused.") : nil
        case .consistentCopy:
            // A table keeps the position of its first chunk: a change would hold for some tables and not for others.
            return state == .completed || project.hasBegun(.full)
                ? NotNow("The \(title) can be changed until rows are copied.") : nil
        case .kind, .ends, .objects, .steps, .conversion:
            if state == .notStarted { return nil }
            guard state == .paused || state == .failed, !project.hasWritten else {
                return NotNow("The \(title) can be changed until something was written at the destination.")
            }
            return nil
        }
    }

    private var title: String {
        switch self {
        case .name: "name"
        case .tags: "tags"
        case .alertLevel: "alert level"
        case .kind: "type"
        case .ends: "source and destination"
        case .objects: "selection of objects"
        case .steps: "steps"
        case .conversion: "conversion"
        case .createDatabase: "option createDatabase"
        case .onNonEmpty: "option onNonEmpty"
        case .onUnsupported: "option onUnsupported"
        case .speed: "speed"
        case .stopBefore: "option stopBefore"
        case .quarantineMax: "option quarantineMax"
        case .checkers: "number of Checkers"
        case .consistentCopy: "option consistentCopy"
        }
    }
}

extension Project {
    /// A step that writes at the destination has begun.
    package var hasWritten: Bool {
        observation.steps.contains { $0.kind != .precheck && $0.startedAt != nil }
    }

    fileprivate func hasBegun(_ kind: StepKind) -> Bool {
        observation.steps.contains { $0.kind == kind && $0.startedAt != nil }
    }
}
