internal import Catalog
internal import ConnectorKit
internal import Model

/// Writes the plan of a project's objects to the catalog: first every name, then page by page what it becomes. A plan
/// that was not finished is made anew; what the operator has edited, skipped or removed stays so.
struct ObjectPlanning: Sendable {
    let context: StepContext
    let source: any SourceDatabase
    let destination: any DestinationDatabase

    /// Makes the plan where there is none.
    func ensure() async throws {
        let outlines = try await context.catalog.objectOutlines(of: context.project)
        let isFinished = !outlines.isEmpty && !outlines.contains { $0.state == .initializing }
        if isFinished { return }
        try await renew { _ in }
    }

    /// Makes the plan anew, and shows each page to `look`.
    @discardableResult
    func renew(_ look: (ObjectPlan.Page) async throws -> Void) async throws -> ObjectPlan {
        await context.board.say("Lists the objects.", 0)
        let plan = try await ObjectPlan(context, source: source, destination: destination)
        let decisions = try await decisions()
        let outlines = plan.outlines()
        let wanted = outlines.filter { $0.state == .initializing }
        try await context.catalog.setObjects(outlines, of: context.project)
        var doneCount = 0
        try await plan.convert(wanted) { page in
            var page = page
            for at in page.objects.indices { decisions[Key(page.objects[at])]?.apply(to: &page.objects[at]) }
            try await context.catalog.updateObjects(page.objects, of: context.project)
            if !page.isRevision { doneCount += page.objects.count }
            await context.board.say(
                "Reads and converts the definitions: \(doneCount) of \(wanted.count).",
                Double(doneCount) / Double(max(1, wanted.count)))
            try await look(page)
        }
        return plan
    }

    // MARK: Decisions of the operator

    private struct Key: Hashable {
        var kind: ObjectKind
        var source: ObjectName

        init(_ object: ProjectObject) {
            kind = object.kind
            source = object.source
        }
    }

    private struct Decision {
        var editedText: String?
        var isSkipped: Bool
        var isRemoved: Bool

        func apply(to object: inout ProjectObject) {
            object.editedText = editedText
            object.isRemoved = isRemoved
            if isSkipped { object.state = .skipped } else if editedText != nil { object.state = .ready }
        }
    }

    private func decisions() async throws -> [Key: Decision] {
        var decisions: [Key: Decision] = [:]
        var last: Int64 = 0
        while true {
            let page = try await context.catalog.objects(of: context.project, after: last, countMax: 200)
            guard let end = page.last?.number else { return decisions }
            last = end
            for object in page where object.editedText != nil || object.isRemoved || object.state == .skipped {
                decisions[Key(object)] = Decision(
                    editedText: object.editedText, isSkipped: object.state == .skipped, isRemoved: object.isRemoved)
            }
        }
    }
}
