internal import Catalog
internal import Engine
internal import JSON
internal import Model
internal import Processes

extension Command {
    static let doctor = Command(
        name: "doctor", summary: "checks this machine and every saved data source, and says what to do",
        help: """
            godwit doctor [--json]

              Checks the data directory, its disk, memory, open-file limit, the catalog, agents, components, and tests
              every data source. Changes nothing but the result of the last test. Exit code 5 when something is wrong.
            """ + Command.commonHelp,
        flags: ["json"]
    ) { arguments, terminal in
        _ = try arguments.words()
        let directory = try Installation.directory(from: arguments)
        var steps = MachineChecks(directory: directory).run()
        if !arguments.has("json") { for step in steps { terminal.out(StepLine.text(of: step, terminal)) } }
        let show: @Sendable (ConnectionTest.Step) -> Void = { step in
            if !arguments.has("json") { terminal.out(StepLine.text(of: step, terminal)) }
        }
        do {
            let catalog = try await Installation.open(arguments).catalog
            steps += try await CatalogChecks(catalog: catalog, report: show).run()
        } catch let absent as NotFound {
            let step = ConnectionTest.Step(
                key: "catalog", title: "Catalog", outcome: .warning, detail: "no installation here yet",
                advice: absent.description)
            show(step)
            steps.append(step)
        } catch let error as CatalogError {
            let step = ConnectionTest.Step(
                key: "catalog", title: "Catalog", outcome: .failed, detail: error.message, advice: error.advice)
            show(step)
            steps.append(step)
        }
        let failed = steps.count { $0.outcome == .failed }
        let warnings = steps.count { $0.outcome == .warning }
        if arguments.has("json") {
            terminal.json([
                "failed": .integer(Int64(failed)), "warnings": .integer(Int64(warnings)),
                "checks": .array(
                    steps.map { step in
                        [
                            "key": .string(step.key), "title": .string(step.title),
                            "outcome": .string(step.outcome.rawValue), "detail": .string(step.detail),
                            "advice": step.advice.map { .string($0) } ?? .null,
                        ]
                    }),
            ])
        } else {
            terminal.out(
                failed + warnings == 0
                    ? "\nAll is well." : "\n\(failed) failed, \(warnings) worth a look. What to do stands below each.")
        }
        return failed == 0 ? .done : .problemsFound
    }
}
