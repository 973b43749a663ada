internal import Catalog
internal import JSON
internal import Model

/// What a person, or a script, sees of a project that runs in the foreground.
actor ProjectDisplay {
    enum Form: Sendable {
        /// A picture that is drawn again in place.
        case screen
        /// One JSON object a line.
        case json
        /// Lasting lines only: of steps that end.
        case quiet
    }

    private let catalog: Catalog
    private let project: ProjectID
    private let terminal: Terminal
    private let form: Form
    private let watch: ProjectWatch
    private var screen: Screen
    private var states: [StepKind: StepState] = [:]
    private var lastLine: JSONObject?
    private var lineAt: ContinuousClock.Instant?
    private let begun = ContinuousClock().now

    init(catalog: Catalog, project: ProjectID, terminal: Terminal, form: Form) {
        self.catalog = catalog
        self.project = project
        self.terminal = terminal
        self.form = form
        watch = ProjectWatch(catalog, project)
        screen = Screen(terminal)
    }

    /// Says what begins: which installation works, and who drives.
    func begin(_ project: Project, data: String, server: Int32?) {
        guard form == .json else {
            if let server { terminal.note("The server with pid \(server) drives the project; this shows it.") }
            return
        }
        out([
            "event": "begin", "project": .string(project.name), "id": .string(project.id.rawValue),
            "data": .string(data), "server": JSONValue(server.map { Int64($0) }),
        ])
    }

    /// Shows the present state and gives it back; nil when the project is gone.
    func show() async throws -> Project? {
        guard let snapshot = try await watch.snapshot() else { return nil }
        switch form {
        case .screen: screen.draw(ProjectPicture.lines(snapshot, now: .wallClock()))
        case .quiet, .json: lines(snapshot)
        }
        return snapshot.project
    }

    private func lines(_ snapshot: ProjectSnapshot) {
        for step in snapshot.project.observation.steps where states[step.kind] != step.state {
            states[step.kind] = step.state
            guard step.state != .waiting else { continue }
            if form == .json {
                out(["event": "step", "step": .string(step.kind.rawValue), "state": .string(step.state.rawValue)])
            } else if step.state != .running {
                terminal.out("\(ProjectPicture.title(step.kind)): \(step.state.rawValue)")
            }
        }
        guard form == .json, let step = snapshot.running else { return }
        let line = Self.progress(step, snapshot.copying)
        let now = ContinuousClock().now
        // A line a second at most, and none that says nothing new.
        guard line != lastLine, lineAt.map({ now - $0 >= .seconds(1) }) ?? true else { return }
        lastLine = line
        lineAt = now
        terminal.out(JSONValue.object(line).encodedText())
    }

    private static func progress(_ step: ProjectStep, _ copying: ProjectSnapshot.Copying?) -> JSONObject {
        var line: JSONObject = [
            "event": "progress", "step": .string(step.kind.rawValue),
            "progress": step.progress.map { .number($0) } ?? .null,
            "activity": .string(step.activity.isEmpty ? "begins" : step.activity),
        ]
        guard step.kind == .full, let copying else { return line }
        line["rows"] = .integer(copying.rows)
        line["rowsExpected"] = JSONValue(copying.rowsExpected)
        line["bytes"] = .integer(copying.bytes)
        line["quarantined"] = .integer(copying.quarantined)
        line["tablesDone"] = JSONValue(copying.tablesDone)
        line["tables"] = JSONValue(copying.tables)
        line["rowsPerSecond"] = copying.rowsPerSecond.map { .number($0.rounded()) } ?? .null
        line["bytesPerSecond"] = copying.bytesPerSecond.map { .number($0.rounded()) } ?? .null
        line["remainingSeconds"] = JSONValue(step.secondsLeft ?? copying.remaining.map { $0.milliseconds / 1000 })
        line["reason"] = JSONValue(copying.reason?.rawValue)
        line["slowest"] = .array(
            copying.slowest.map {
                ["table": .string($0.name), "rows": .integer($0.rows), "rowsExpected": JSONValue($0.rowsExpected)]
            })
        return line
    }

    /// The report, and what the program answers: 0 only when everything asked for is done.
    func end(_ project: Project, goOn: String) async throws -> ExitCode {
        let report = try await ProjectReport.read(project, catalog, elapsed: ContinuousClock().now - begun)
        switch form {
        case .json: for line in report.lines { out(line) }
        case .screen, .quiet:
            terminal.out(report.text(terminal, goOn: goOn))
        }
        return report.exitCode
    }

    /// What is said when the person stops the display before the end.
    func interrupted(server: Int32?, goOn: String) async {
        let project = try? await catalog.project(project)
        let name = project?.name ?? self.project.rawValue
        guard form != .json else {
            out(["event": "interrupted", "server": JSONValue(server.map { Int64($0) }), "goOn": .string(goOn)])
            return
        }
        if let server {
            terminal.note(
                "The project \(name) goes on: the server with pid \(server) drives it.\n"
                    + "  Look at it again:  \(goOn)\n  Stop it:           godwit project pause \"\(name)\"")
        } else {
            terminal.note(
                "Stopped; what is copied stays and is not copied again. The same command goes on from here:\n  \(goOn)")
        }
    }

    private func out(_ value: JSONValue) { terminal.out(value.encodedText()) }
}
