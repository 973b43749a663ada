internal import Catalog
internal import Engine
internal import Glibc
internal import Model
internal import Processes

/// The process of one component, as its agent starts it.
enum ComponentRun {
    static func run(_ id: ComponentID, _ arguments: Arguments) async throws -> ExitCode {
        let directory = try Installation.directory(from: arguments)
        let log = try RotatingLog(
            directory.log(of: id), bytesMax: Limits.logFileBytesMax, filesKept: Limits.logFilesKept)
        let logger = Logger(id.rawValue, to: .file(log))
        let stops = StopRequests()
        stops.watchSignals([SIGTERM, SIGINT])
        stops.watchLifeline()
        let catalog = try await Catalog.open(directory: directory.path)
        let process = ComponentProcess(
            id: id, catalog: catalog, logger: logger, identity: .own, connectors: Connectors.all)
        let exit = await process.run(stopRequests: stops.stream)
        await catalog.close()
        // The exit status says why; nothing else is left to do in this process.
        LastExit.now(exit)
    }
}
