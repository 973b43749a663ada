internal import Catalog
internal import Engine
internal import HTTPServer
internal import JSON
internal import Model

/// What is asked about a project before it runs, by its own first step or when a person wants it.
extension API {
    var projectPrecheckRoutes: [Route] {
        [
            Route(
                method: .get, path: "/projects/{id}/precheck", group: "Project checks",
                summary: "The answers of the last precheck, and how far one is that runs now.",
                answer: .named("Precheck"), respond: { .json(try await self.precheck($0)) }),
            Route(
                method: .post, path: "/projects/{id}/precheck-run", group: "Project checks",
                summary: "Check a project that was not started. Its start does not repeat a check that passed within "
                    + "10 minutes.", status: 202, answer: .named("Precheck"),
                audit: .init(action: "project.precheck.run", kind: .project), refusals: [409],
                respond: runPrecheck),
            Route(
                method: .post, path: "/projects/{id}/precheck/{number}/retry", group: "Project checks",
                summary: "Ask one question again while the project rests.", status: 202, answer: .named("Precheck"),
                audit: .init(action: "project.precheck.retry", kind: .project), refusals: [409],
                respond: retryAnswer),
            Route(
                method: .post, path: "/projects/{id}/precheck/{number}/skip", group: "Project checks",
                summary: "Let the project go on over a check that failed and may be skipped.",
                answer: .named("PrecheckAnswer"), audit: .init(action: "project.precheck.skip", kind: .project),
                refusals: [409], respond: skipAnswer),
            Route(
                method: .post, path: "/projects/{id}/precheck-retry", group: "Project checks",
                summary: "Check everything again. A project whose precheck failed when it was started goes on when "
                    + "nothing fails any more; one that was not started is only checked.", status: 202,
                answer: .named("ProjectDetail"), audit: .init(action: "project.precheck.retry", kind: .project),
                refusals: [409], respond: retryPrecheck),
        ]
    }

    private func precheck(_ visit: Visit) async throws -> JSONValue {
        guard let precheck = try await views.precheck(of: visit.id()) else { throw Refusal.notFound("project") }
        return .object(precheck)
    }

    private func runPrecheck(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        guard project.observation.state == .notStarted else {
            throw NotNow("The project \(project.name) was started; its own precheck asks the questions.")
        }
        try await prechecks.start(nil, of: project.id)
        return .json(
            try await precheck(visit), note: .init(object: .project(project.id), objectName: project.name))
    }

    private func answer(_ visit: Visit, of project: Project) async throws -> PrecheckAnswer {
        let answers = try await catalog.answers(of: project.id)
        guard let number = Int64(visit.place("number")), let answer = answers.first(where: { $0.number == number })
        else { throw Refusal.notFound("answer") }
        return answer
    }

    private func retryAnswer(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let answer = try await answer(visit, of: project)
        try await prechecks.start([answer.finding.key], of: project.id)
        let change = AuditEntry.Change(
            field: answer.question.title, before: answer.finding.outcome.rawValue, after: nil)
        return .json(
            try await precheck(visit),
            note: .init(object: .project(project.id), objectName: project.name, changes: [change]))
    }

    private func skipAnswer(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        let before = try await answer(visit, of: project)
        if await prechecks.running.contains(project.id) {
            throw NotNow("The precheck of \(project.name) is running; its answers are not all there yet.")
        }
        try await catalog.skipFinding(before.number, of: project.id, by: visit.actor)
        let after = try await catalog.answers(of: project.id).first { $0.number == before.number } ?? before
        let change = AuditEntry.Change(field: before.question.title, before: "failed", after: "skipped")
        return .json(
            after.json, note: .init(object: .project(project.id), objectName: project.name, changes: [change]))
    }

    private func retryPrecheck(_ visit: Visit) async throws -> Answer {
        let project = try await storedProject(visit)
        if project.observation.state == .notStarted {
            try await prechecks.start(nil, of: project.id)
        } else {
            let isDone = project.observation.steps.contains { $0.kind == .precheck && $0.state == .completed }
            guard !isDone else { throw NotNow("The precheck of \(project.name) is completed.") }
            try await catalog.forgetPrecheck(of: project.id)
            try await ProjectOrders(catalog: catalog).resume(project.id, by: visit.actor)
        }
        return .json(
            try await self.project(visit), note: .init(object: .project(project.id), objectName: project.name))
    }
}

extension Views {
    /// The answers that stand; while questions are being asked, those that have come.
    func precheck(of id: ProjectID) async throws -> JSONObject? {
        guard let project = try await catalog.project(id) else { return nil }
        let revision = try await revision(of: "project:\(id)")
        let progress = await prechecks.progress(of: id)
        var answers = try await catalog.answers(of: id)
        if let progress { answers = progress.shown(over: answers) }
        let step = project.observation.steps.first { $0.kind == .precheck && $0.state == .running }
        let counts = PrecheckFinding.Outcome.allCases.map { outcome in
            (outcome.rawValue, JSONValue(answers.count { $0.finding.outcome == outcome }))
        }
        var json: JSONObject = [
            "items": .array(answers.map(\.json)), "total": JSONValue(answers.count),
            "counts": .object(JSONObject(counts)), "rev": .integer(revision),
            "running": .bool(progress != nil || step != nil),
        ]
        json["progress"] = progress?.json ?? step?.precheckProgress ?? .null
        json["checkedAt"] = try await catalog.precheckedAt(id).json
        json["passed"] = .bool(try await catalog.hasFreshPrecheck(id))
        json["failure"] = await prechecks.failure(of: id)?.json ?? .null
        return json
    }
}

extension PrecheckWatch.Progress {
    var json: JSONValue {
        ["done": JSONValue(done), "total": JSONValue(total), "activity": .string(activity)]
    }

    /// What was found until now; when single questions are asked again, in the places of their earlier answers.
    func shown(over known: [PrecheckAnswer]) -> [PrecheckAnswer] {
        let fresh = found.map { PrecheckAnswer(number: 0, question: $0.question, finding: $0.finding) }
        let keys = Set(fresh.map(\.finding.key))
        let kept = questions == nil ? [] : known.filter { !keys.contains($0.finding.key) }
        return (kept + fresh).enumerated().map { at, answer in
            var answer = answer
            answer.number = Int64(at) + 1
            return answer
        }
    }
}

extension ProjectStep {
    /// Of a precheck that the project's own driver makes.
    fileprivate var precheckProgress: JSONValue {
        ["done": .integer(Int64((progress ?? 0) * 100)), "total": 100, "activity": .string(activity)]
    }
}
