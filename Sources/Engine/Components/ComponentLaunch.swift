internal import Glibc
internal import Model
internal import Processes

/// How the process of a component is started.
enum ComponentLaunch {
    static func make(_ id: ComponentID, program: String, directory: DataDirectory) -> Launch {
        try? RotatingLog.rotate(directory.lastWords(of: id), over: 1 << 20, filesKept: 2)
        var launch = Launch(
            program, ["component", id.rawValue, "--data", directory.path], standardInput: .lifeline,
            output: .file(directory.lastWords(of: id), append: false))
        // It is asked to stop when its agent is gone, and does; a stuck one is ended by the next agent.
        launch.deathSignal = SIGTERM
        return launch
    }
}
