internal import Catalog
internal import ConnectorKit
internal import Model

/// Asks every question of both ends, and its own, before anything is written at the destination. What it reads for that
/// is the plan that the schema step creates from.
struct PrecheckStep: StepWork {
    func run(_ context: StepContext) async throws {
        if try await context.catalog.hasFreshPrecheck(context.project) {
            await context.board.say("Everything was checked a moment ago.", 1)
            return
        }
        let project = try await context.current()
        try await context.catalog.forgetPrecheck(of: context.project)
        try await context.withEnds { source, destination in
            let ground = try await PrecheckGround.plan(context, source, destination)
            try await Precheck(context: context, ground: ground).ask(nil)
        }
        try await context.catalog.recordPrecheck(of: project)
        let blocking = try await context.catalog.answers(of: context.project).filter(\.blocks)
        guard !blocking.isEmpty else { return }
        let names = blocking.map { answer in
            let subject = answer.finding.subject
            return subject.isEmpty ? answer.question.title : "\(answer.question.title) (\(subject))"
        }
        throw Failure(
            "PRECHECK-0001", "\(NameList.text(names, "check", "checks")) failed.",
            advice: "Mend what they name, or skip those that may be skipped, and start again.",
            detail: blocking.first.map { "\($0.question.title): \($0.finding.found)" })
    }
}

/// What the questions are about: both ends, and everything that was selected, read and converted.
struct PrecheckGround: Sendable {
    let source: any SourceDatabase
    let destination: any DestinationDatabase
    let scope: PrecheckScope
    let project: ProjectPrechecks

    var ends: [any Prechecking] { [project, source, destination] }

    /// Before anything was written, the plan that is read is kept; later it is only looked at.
    static func plan(
        _ context: StepContext, _ source: any SourceDatabase, _ destination: any DestinationDatabase
    ) async throws -> PrecheckGround {
        let project = try await context.current()
        var subjects = PrecheckSubjects()
        let plan: ObjectPlan
        if project.hasWritten {
            plan = try await ObjectPlan(context, source: source, destination: destination)
            try await plan.convert(plan.outlines().filter { $0.state == .initializing }) { subjects.add($0) }
        } else {
            let planning = ObjectPlanning(context: context, source: source, destination: destination)
            plan = try await planning.renew { subjects.add($0) }
        }
        return try await ground(context, plan, subjects, destination)
    }

    private static func ground(
        _ context: StepContext, _ plan: ObjectPlan, _ subjects: PrecheckSubjects,
        _ destination: any DestinationDatabase
    ) async throws -> PrecheckGround {
        let specification = plan.specification
        let options = specification.options
        let converted = subjects.converted
        let scope = PrecheckScope(
            steps: specification.steps, tables: subjects.tables, converted: converted,
            databases: Set(converted.filter { $0.kind.isMigrated }.map(\.destination.schema)).sorted(),
            createsDatabases: options.createDatabase, onNonEmpty: options.onNonEmpty, needsLogs: false)
        let route = try await context.route()
        let (one, other) = try await context.dataSources()
        let own = ProjectPrechecks(
            specification: specification, offered: route.steps, plan: plan, unread: subjects.unread,
            isOneServer: one.kind == other.kind && one.host == other.host && one.port == other.port)
        return PrecheckGround(source: plan.source, destination: destination, scope: scope, project: own)
    }
}

/// Asks the questions, four at a time, and writes the answers down.
struct Precheck: Sendable {
    static let lanes = 4

    let context: StepContext
    let ground: PrecheckGround
    var watch: PrecheckWatch?

    /// `keys`: only these questions; nil asks all.
    func ask(_ keys: [String]?) async throws {
        let asked = ground.ends.flatMap { end in end.questions.map { (end: end, question: $0) } }
            .filter { keys?.contains($0.question.key) ?? true }
        let scope = ground.scope
        let board = context.board
        await watch?.begin(total: asked.count)
        let found = await withTaskGroup(of: (Int, [PrecheckFinding]).self) { group in
            var next = 0
            var found: [Int: [PrecheckFinding]] = [:]
            func askNext() {
                guard next < asked.count, !Task.isCancelled else { return }
                let (at, question) = (next, asked[next])
                next += 1
                group.addTask { (at, await question.end.answer(question.question, scope)) }
            }
            for _ in 0..<Self.lanes { askNext() }
            while let (at, findings) = await group.next() {
                found[at] = findings
                await watch?.add(asked[at].question, findings)
                await board.say(
                    "Checked: \(asked[at].question.title).", Double(found.count) / Double(max(1, asked.count)))
                askNext()
            }
            return found
        }
        try Task.checkCancellation()
        let findings = asked.indices.flatMap { at in (found[at] ?? []).map { (asked[at].question, $0) } }
        try await context.catalog.setFindings(
            findings, of: context.project, questions: keys.map { _ in asked.map(\.question.key) })
    }
}
