internal import API
internal import Catalog
internal import Engine
internal import HTTPServer
internal import Model
internal import Processes
internal import Web

/// Console, API, scheduler and, unless asked otherwise, the agent of this machine: one program on one catalog.
struct Server: Sendable {
    let options: ServerOptions
    let logger: Logger

    /// Serves until `stops` yields. `ready` is called with the console's address once it answers.
    func run(until stops: AsyncStream<String>, ready: @escaping @Sendable (String) async -> Void) async throws {
        let pidFile = try PIDFile(options.directory.pidFile(of: "serve"))
        defer { pidFile.release() }
        let catalog = try await Catalog.open(directory: options.directory.path)
        let hub = EventHub()
        let files = ConsoleFiles()
        let api = API(
            catalog: catalog, connectors: Connectors.all, hub: hub,
            settings: API.Settings(
                version: Godwit.version, build: files.fingerprint, componentLogs: options.directory.componentLogs))
        var router = api.routes()
        router.fallback = files.respond
        let logger = logger
        let server = HTTPServer(try configuration(), router: router) { ended in
            api.observe(ended)
            logger.debug("request", ["route": ended.route, "status": "\(ended.status)", "id": ended.requestID])
        }
        // Before anything is served: what keeps the agent from working keeps the server from starting.
        let agent = try await localAgent(catalog)
        let port = try await server.start()
        let url = "\(options.certificateFile == nil ? "http" : "https")://\(host):\(port)"
        logger.info("the console is served", ["url": url, "data": options.directory.path])
        let notice = ServiceNotice()
        notice.ready()
        notice.status("Serving the console at \(url)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await Scheduler(catalog: catalog, logger: logger.named("scheduler"), identity: .own).run() }
            group.addTask {
                await ProjectDrivers(
                    catalog: catalog, connectors: Connectors.all, logger: logger.named("projects"), identity: .own
                ).run()
            }
            group.addTask { await api.feed.run() }
            group.addTask { await Watchdog.run(notice) }
            let (ends, end) = AsyncStream.makeStream(of: String.self)
            if let agent {
                group.addTask {
                    do {
                        try await agent.run()
                    } catch {
                        // Without its agent this server would look healthy and start nothing.
                        logger.error("the agent failed", ["cause": "\(error)"])
                        end.yield("the agent failed")
                        throw error
                    }
                }
            }
            group.addTask { await ready(url) }
            group.addTask { for await reason in stops { end.yield(reason) } }
            for await reason in ends {
                logger.info("stopping", ["reason": reason])
                break
            }
            notice.stopping()
            await server.stop(grace: .seconds(5))
            group.cancelAll()
            while (try await group.next()) != nil {}
        }
        await catalog.close()
        logger.info("stopped")
    }

    /// A second agent is not a failure of the server: the one that lives does the work.
    private func localAgent(_ catalog: Catalog) async throws -> LocalAgent? {
        guard options.runsAgent else { return nil }
        do {
            return try await LocalAgent(
                directory: options.directory, catalog: catalog, logger: logger, name: options.machineName,
                region: options.region)
        } catch let running as PIDFile.Failure {
            guard case .held = running else { throw running }
            logger.warning("this machine has an agent already; serving without an own one", ["cause": "\(running)"])
            return nil
        }
    }

    private var host: String {
        switch options.address {
        case "0.0.0.0": HostAddress.primary
        case "::": "[::1]"
        default: options.address.contains(":") ? "[\(options.address)]" : options.address
        }
    }

    private func configuration() throws -> HTTPServerConfiguration {
        var configuration = HTTPServerConfiguration()
        configuration.address = options.address
        configuration.port = options.port
        configuration.certificatePEM = try options.certificateFile.map { try PEMFile.read($0) }
        configuration.privateKeyPEM = try options.keyFile.map { try PEMFile.read($0) }
        return configuration
    }
}
