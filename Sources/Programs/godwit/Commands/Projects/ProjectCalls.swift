internal import Catalog
internal import Engine
internal import JSON
internal import Model
internal import Processes

/// The calls of `godwit project`.
struct ProjectCalls {
    let installation: Installation
    let terminal: Terminal
    let arguments: Arguments

    var catalog: Catalog { installation.catalog }
    var orders: ProjectOrders { ProjectOrders(catalog: catalog) }
    var isJSON: Bool { arguments.has("json") }

    /// By id, or by name.
    func named(_ word: String) async throws -> Project {
        if let project = try await catalog.project(named: word) { return project }
        if let project = try await catalog.project(ProjectID(rawValue: word)) { return project }
        throw NotFound("There is no project “\(word)”. See: godwit project list")
    }

    // MARK: Looking

    func list() async throws -> ExitCode {
        _ = try arguments.words("list")
        let states: [ProjectState] = try arguments.choices("state")
        let tag = arguments.value("tag")
        let projects = try await catalog.projects().filter { project in
            (states.isEmpty || states.contains(project.observation.state))
                && tag.map { project.specification.tags.contains($0) } ?? true
        }
        if isJSON {
            terminal.json(.array(projects.map(ProjectJSON.json)))
            return .done
        }
        guard !projects.isEmpty else {
            terminal.out("No project here. Make one with: godwit apply -f FILE, or godwit run -f FILE")
            return .done
        }
        var table = Table("ID", "Name", "State", "Step", "Done", "Since", "Tags", "What is wrong")
        let now = Timestamp.wallClock()
        for project in projects {
            let step = project.observation.steps.first { $0.state != .completed && $0.state != .skipped }
            table.add(
                project.id.rawValue, project.name, ProjectPicture.word(project.observation.state),
                step.map { ProjectPicture.title($0.kind) } ?? "",
                step?.progress.map(Phrase.percent) ?? "", Phrase.duration(now - project.observation.since),
                project.specification.tags.joined(separator: ", "), project.observation.failure?.message ?? "")
        }
        terminal.out(table.text)
        return .done
    }

    func show() async throws -> ExitCode {
        let project = try await named(arguments.words("show", "NAME")[1])
        let watch = ProjectWatch(catalog, project.id)
        guard let snapshot = try await watch.snapshot() else { throw NotFound("It was deleted meanwhile.") }
        let report = try await ProjectReport.read(project, catalog, elapsed: Timestamp.wallClock() - project.createdAt)
        if isJSON {
            var json = ProjectJSON.json(project).asObject ?? [:]
            json["report"] = .array(report.lines)
            terminal.json(.object(json))
            return .done
        }
        for line in ProjectPicture.lines(snapshot, now: .wallClock()) {
            terminal.out(line.text(columns: 200, terminal))
        }
        let file = "godwit project resume \"\(project.name)\""
        if project.observation.state != .notStarted { terminal.out("\n" + report.text(terminal, goOn: file)) }
        return .done
    }

    // MARK: Orders

    func order(_ order: ProjectOrder) async throws -> ExitCode {
        let project = try await named(arguments.words("order", "NAME")[1])
        let ordered =
            switch order {
            case .pause: try await orders.pause(project.id, by: .commandLine)
            case .release: try await orders.release(project.id, by: .commandLine)
            default: try await orders.goOn(project.id, by: .commandLine)
            }
        let server = PIDFile.owner(of: installation.directory.pidFile(of: "serve"))
        let reached =
            arguments.has("no-wait") || server == nil ? ordered : try await taken(up: ordered) ?? ordered
        if isJSON {
            terminal.json(ProjectJSON.json(reached))
        } else if server == nil {
            terminal.note(
                "The order stands. No server works on \(installation.directory.path): start one with godwit serve.")
        } else {
            terminal.out("\(reached.name) is \(ProjectPicture.word(reached.observation.state)).")
        }
        return .done
    }

    /// Waits until a driver has acted upon the order.
    private func taken(up ordered: Project) async throws -> Project? {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(30)
        while clock.now < deadline {
            guard let project = try await catalog.project(ordered.id) else { return nil }
            let isTransient = project.observation.state == .releasing
            if project.observation.generation >= ordered.intent.generation, !isTransient { return project }
            try await Task.sleep(for: .milliseconds(200))
        }
        return nil
    }

    func delete() async throws -> ExitCode {
        let project = try await named(arguments.words("delete", "NAME")[1])
        guard let confirmation = arguments.value("confirm") ?? terminal.ask("Type the name to delete the project:")
        else {
            throw Usage("Deleting cannot be undone: say the name once more with --confirm \"\(project.name)\".")
        }
        guard confirmation == project.name else {
            throw NotNow("“\(confirmation)” is not the name of the project, which is “\(project.name)”.")
        }
        try await orders.delete(project.id)
        return answer(["deleted": .string(project.name)], "Deleted \(project.name). What it copied stays.")
    }

    func clone() async throws -> ExitCode {
        let words = try arguments.words("clone", "NAME", "NEWNAME")
        let project = try await orders.clone(try await named(words[1]).id, named: words[2], by: .commandLine)
        return answer(ProjectJSON.json(project), "Made \(project.name), \(project.id); it is not started.")
    }

    func rename() async throws -> ExitCode {
        let words = try arguments.words("rename", "NAME", "NEWNAME")
        let project = try await orders.rename(try await named(words[1]).id, to: words[2])
        return answer(ProjectJSON.json(project), "It is called \(project.name) now.")
    }

    func tag() async throws -> ExitCode {
        guard arguments.words.count >= 2 else { throw Usage("Missing: NAME.") }
        let project = try await named(arguments.words[1])
        var specification = project.specification
        specification.tags = Array(arguments.words.dropFirst(2))
        let changed = try await orders.edit(project.id, to: specification)
        let tags = changed.specification.tags.joined(separator: ", ")
        return answer(ProjectJSON.json(changed), tags.isEmpty ? "It has no tags now." : "Its tags are \(tags).")
    }

    func answer(_ json: JSONValue, _ text: String) -> ExitCode {
        if isJSON { terminal.json(json) } else { terminal.out(text) }
        return .done
    }
}

extension Arguments {
    /// Names of an enum, separated by commas; none when the option is not given.
    func choices<Choice: CaseIterable & RawRepresentable<String>>(_ name: String) throws(Usage) -> [Choice] {
        var found: [Choice] = []
        for word in (value(name) ?? "").split(separator: ",") {
            guard let choice = Choice(rawValue: String(word)) else {
                throw Usage(
                    "--\(name) takes \(Choice.allCases.map(\.rawValue).joined(separator: ", ")); not “\(word)”.")
            }
            found.append(choice)
        }
        return found
    }
}
