internal import Catalog
internal import Engine
internal import JSON
internal import Model

extension Command {
    static let apply = Command(
        name: "apply", summary: "makes or changes the project that a file describes, after showing what that changes",
        help: """
            godwit apply -f FILE [--yes] [--json]

              Shows a plan first: the data sources and the project that would be made or changed, field by field, with
              secrets as dots. A person at a terminal is asked; elsewhere --yes is needed to do it. Applying a file
              twice changes nothing. The project is not started: godwit project start NAME, or godwit run -f FILE.

              -f, --file FILE   the project file; see examples/
              --yes             does it without asking
              --json            the plan, and whether it was done, as JSON

              Codes: 0 done, or nothing to do; 2 the file is wrong; 4 it would change something and --yes is missing,
              or the project does not take the change now.
            """ + Command.commonHelp,
        options: ["file"], flags: ["yes", "json"]
    ) { arguments, terminal in
        _ = try arguments.words()
        guard let path = arguments.value("file") else { throw Usage("Give the project file with -f FILE.") }
        let file = try ProjectFile.read(path)
        let catalog = try await Installation.open(arguments, creating: true).catalog
        let saving = ProjectSaving(catalog: catalog, connectors: Connectors.all)
        let plan = try await ProjectFile.explaining(path) { try await saving.plan(file) }
        let isJSON = arguments.has("json")
        if !isJSON { terminal.out(PlanText.text(plan, terminal)) }
        if plan.isEmpty {
            if isJSON { terminal.json(PlanText.json(plan, isDone: true)) }
            return .done
        }
        if let refusal = plan.refusal {
            if isJSON { terminal.json(PlanText.json(plan, isDone: false)) }
            throw refusal
        }
        guard arguments.has("yes") || (!isJSON && terminal.ask("Do it? [y/N]").map(isYes) ?? false) else {
            if isJSON { terminal.json(PlanText.json(plan, isDone: false)) }
            terminal.note("Nothing was changed. Give --yes to do it.")
            return .notNow
        }
        let project = try await saving.save(file, by: .commandLine)
        if isJSON {
            terminal.json(PlanText.json(plan, isDone: true))
        } else {
            terminal.out(
                "Done: \(project.name) is \(project.id). Start it with: godwit project start \"\(project.name)\"")
        }
        return .done
    }

    private static func isYes(_ answer: String) -> Bool { ["y", "yes"].contains(answer.lowercased()) }
}
