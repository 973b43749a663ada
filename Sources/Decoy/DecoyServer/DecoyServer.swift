// DecoyServer: the Oracle side of Decoy on the network. A listener gives every client a thread; a connection speaks
// TNS and TTC by the room OracleWire, checks passwords by OracleLogon, and has its statements run by a session of
// DecoyEngine. Options bend the wire, so that clients meet every form that real servers use and every way to fail.
//
// It knows no SQL beyond the kind of a statement and its binds. It refuses what it cannot parse by ending the
// connection: a stream without lengths cannot be picked up again. It does not speak native network encryption.
//
// Read next: Connecting/ServerConnection.swift, Calls/SessionCalls.swift, Options/WireOptions.swift.
internal import Crypto
internal import DecoyEngine
internal import Glibc
internal import Net
internal import Processes
internal import Sockets
internal import Synchronization

/// A running server. Clients are accepted from `start` on, until `stop`.
package final class DecoyServer: Sendable {
    package let port: Int
    /// Says in one line that it is ready and how to connect.
    package let readyLine: String
    private let frame: ServerFrame
    private let listener: Listener
    private let connections = Mutex(Connections())

    private struct Connections {
        var open: [Int: ByteStream] = [:]
        var lastNumber = 0
        var isStopped = false
    }

    private init(_ frame: ServerFrame, _ listener: Listener) {
        self.frame = frame
        self.listener = listener
        port = listener.port
        let options = frame.options
        let scheme = options.certificateFile == nil ? "" : "tcps://"
        readyLine =
            "decoy is ready: connect as system/\(options.systemPassword == "decoy" ? "decoy" : "…")"
            + "@\(scheme)\(listener.place)/\(options.service)"
    }

    /// Starts PostgreSQL below the directory, then listens. Failures are a `ServerStartFailure`, a `SocketFailure` or
    /// one of the engine.
    package static func start(_ options: ServerOptions) async throws -> DecoyServer {
        let context = try tlsContext(options)
        let engine = try await Engine.start(options.engineOptions)
        do {
            // Only now: a client that can connect can sign in.
            let listener = try Listener.tcp(host: options.host, port: options.port)
            let frame = ServerFrame(options, engine: engine, port: listener.port)
            let server = DecoyServer(frame, listener)
            try frame.watch.start()
            try startThread("decoy-listen") { server.acceptAll(context) }
            return server
        } catch {
            await engine.stop()
            throw error
        }
    }

    /// Ends all connections, then PostgreSQL.
    package func stop() async {
        listener.stop()
        let streams = connections.withLock { connections in
            connections.isStopped = true
            return Array(connections.open.values)
        }
        for stream in streams { stream.cut() }
        frame.watch.stop()
        await frame.engine.stop()
    }

    private static func tlsContext(_ options: ServerOptions) throws -> TLSContext? {
        guard let certificate = options.certificateFile, let key = options.keyFile else { return nil }
        func text(_ path: String) throws(ServerStartFailure) -> String {
            guard let bytes = SmallFile.read(path) else {
                throw ServerStartFailure("The file \(path) cannot be read.", advice: "Name a PEM file.")
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        return try .server(identity: TLSIdentity(certificatePEM: text(certificate), keyPEM: text(key)))
    }

    private func acceptAll(_ context: TLSContext?) {
        while true {
            do throws(SocketFailure) {
                serve(try listener.accept(), context)
            } catch {
                if error.reason == .woken { return }
                // Too many open files, say: the next client may have more luck.
                frame.log("accepting a connection: \(error)")
                usleep(100_000)
            }
        }
    }

    private func serve(_ stream: ByteStream, _ context: TLSContext?) {
        let number: Int? = connections.withLock { connections in
            guard !connections.isStopped else { return nil }
            connections.lastNumber += 1
            connections.open[connections.lastNumber] = stream
            return connections.lastNumber
        }
        guard let number else { return stream.close() }
        do {
            try startThread("decoy-\(number)", stackBytes: 16 << 20) { self.converse(stream, number, context) }
        } catch {
            frame.log("no thread for a connection: errno \(error.errno)")
            stream.close()
            connections.withLock { _ = $0.open.removeValue(forKey: number) }
        }
    }

    private func converse(_ stream: ByteStream, _ number: Int, _ context: TLSContext?) {
        do throws(SocketFailure) {
            if let context { try stream.startTLS(server: context, until: .now + .seconds(30)) }
            ServerConnection(stream, number: number, frame: frame).run()
        } catch {
            if frame.options.isVerbose { frame.log("connection \(number): \(error)") }
            stream.close()
        }
        connections.withLock { _ = $0.open.removeValue(forKey: number) }
    }
}

/// The server could not start for a reason of its own.
package struct ServerStartFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String
    package let advice: String

    init(_ message: String, advice: String) {
        self.message = message
        self.advice = advice
    }

    package var description: String { "\(message) \(advice)" }
}

/// What all connections of a server have in common.
final class ServerFrame: Sendable {
    let options: ServerOptions
    let engine: Engine
    let port: Int
    let watch = CallWatch()
    /// Salts of users who do not exist follow from it.
    let secret = RandomBytes.make(32)

    init(_ options: ServerOptions, engine: Engine, port: Int) {
        self.options = options
        self.engine = engine
        self.port = port
    }

    /// A line on standard error.
    func log(_ line: String) {
        let bytes = Array("decoy: \(line)\n".utf8)
        _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }
}
