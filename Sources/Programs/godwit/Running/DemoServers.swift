internal import Engine
internal import LocalServers
internal import Model

/// The two databases of the demonstration, started side by side.
struct DemoServers: Sendable {
    let source: DecoyProgram
    let destination: SeekDBServer

    static func start(
        in directory: DataDirectory, _ say: @escaping @Sendable (String) -> Void
    ) async throws -> DemoServers {
        say("Starting Decoy, which stands in for an Oracle server, and the OceanBase engine (seekdb) …")
        let clock = ContinuousClock()
        let begun = clock.now
        async let source = DecoyProgram.start(in: try DemoDirectory.source(of: directory))
        async let destination = SeekDBServer.start(in: directory.path + "/seekdb")
        let servers: DemoServers
        do {
            servers = DemoServers(source: try await source, destination: try await destination)
        } catch {
            // The one that did start is not left behind.
            if let started = try? await source { await started.stop() }
            if let started = try? await destination { await started.stop() }
            throw error
        }
        let (decoy, engine) = (servers.source, servers.destination)
        say("  ready after \(Phrase.tenths(clock.now - begun)):")
        say("  the source: \(decoy.user)/\(decoy.password)@\(decoy.host):\(decoy.port)/\(decoy.service)")
        say("  the destination: mysql -h \(engine.host) -P \(engine.port) -u \(engine.user)\n")
        return servers
    }

    func stop() async {
        async let first: Void = source.stop()
        async let second: Void = destination.stop()
        _ = await (first, second)
    }
}
