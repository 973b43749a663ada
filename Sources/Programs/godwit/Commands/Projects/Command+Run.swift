internal import Catalog
internal import Engine
internal import Model
internal import Processes

extension Command {
    static let run = Command(
        name: "run", summary: "drives one project to its end, in the foreground",
        help: """
            godwit run -f FILE [--json]

              Saves the project that the file describes, starts it, shows its progress, and ends when everything asked
              for is done. Whatever stops it, the same command goes on where it stopped; after the end it finds
              nothing to do. Where a server works on the data directory, that server drives the project.

              -f, --file FILE   the project file; see examples/
              --json            one JSON object a line instead of a display; the standard when nobody watches

              Codes: 0 everything asked for is done; 1 something failed, each thing is named with what mends it;
              2 the file is wrong, with the place in it; 4 stopped before the end, or not possible now; 5 it came to
              its end, but something was left out or is in quarantine.
            """ + Command.commonHelp,
        options: ["file"], flags: ["json"]
    ) { arguments, terminal in
        _ = try arguments.words()
        guard let path = arguments.value("file") else { throw Usage("Give the project file with -f FILE.") }
        let file = try ProjectFile.read(path)
        let directory = try Installation.directory(from: arguments)
        try directory.create()
        let installation = Installation(
            directory: directory, catalog: try await Catalog.open(directory: directory.path))
        let project = try await ProjectFile.explaining(path) {
            try await ProjectSaving(catalog: installation.catalog, connectors: Connectors.all)
                .save(file, by: .commandLine)
        }
        let isJSON = arguments.has("json") || !terminal.isInteractive
        let display = ProjectDisplay(
            catalog: installation.catalog, project: project.id, terminal: terminal, form: isJSON ? .json : .screen)
        let data = arguments.value("data").map { " --data \($0)" } ?? ""
        return try await ProjectRun(
            installation: installation, project: project.id, display: display, goOn: "godwit run -f \(path)\(data)"
        ).run()
    }
}
