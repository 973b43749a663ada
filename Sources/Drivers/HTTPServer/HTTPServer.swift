// HTTPServer: HTTP/1.1 on libmicrohttpd, for the console and the API. The library parses and writes on one thread of
// its own; responders are async functions in tasks; a connection without work is suspended and costs nothing.
//
// It refuses what it cannot prove harmless: every part of a request has a limit in bytes and in time, addresses are
// checked before anything is decoded, and what two parsers could read in two ways closes the connection. It knows
// nothing of JSON, accounts or resources.
//
// Requests that the library itself refuses (a request line it cannot read, a head beyond its memory) get its short
// plain answer without our headers: at that point there is no request.
//
// Read next: Router.swift, Exchange.swift, EventHub.swift, EventStream.swift.
internal import CMicroHTTPD
internal import Glibc
internal import Net
internal import Synchronization

/// Why a server did not start.
package enum HTTPServerFailure: Error, Hashable, Sendable, CustomStringConvertible {
    case address(String)
    case system(call: String, address: String, port: Int, errno: Int32)
    /// Certificate or key missing, unreadable, or not of the same pair.
    case certificate
    case thread(errno: Int32)
    case alreadyStarted

    package var description: String {
        switch self {
        case .address(let address): "\(address) is not a numeric address and port to listen on"
        case .system(let call, let address, let port, let errno):
            "cannot listen on \(address) port \(port): \(call): \(String(cString: strerror(errno)))"
        case .certificate: "the certificate and the private key were not accepted; both must be PEM and of one pair"
        case .thread(let errno): "no thread for the server: \(String(cString: strerror(errno)))"
        case .alreadyStarted: "a server starts once"
        }
    }
}

/// A server: made, started once, stopped once. It must be stopped: a running one is kept alive by its threads.
package final class HTTPServer: Sendable {
    private enum State {
        case made
        case running(Running)
        case ended
    }

    private struct Running: @unchecked Sendable {
        let daemon: OpaquePointer
        let context: Unmanaged<RunningServer>
    }

    private let server: RunningServer
    private let state = Mutex(State.made)

    /// `observe` is called for every ended request, on the thread of the library: it must not block.
    package init(
        _ configuration: HTTPServerConfiguration, router: Router,
        observe: @escaping @Sendable (RequestLog) -> Void = { _ in }
    ) {
        server = RunningServer(configuration, router, observe)
    }

    package var metrics: HTTPMetrics { server.counters.snapshot }

    /// Starts and returns the port. Throws `HTTPServerFailure`.
    package func start() async throws -> Int {
        try state.withLock { state in
            guard case .made = state else { throw HTTPServerFailure.alreadyStarted }
            let configuration = server.configuration
            guard (configuration.certificatePEM == nil) == (configuration.privateKeyPEM == nil) else {
                throw HTTPServerFailure.certificate
            }
            let (listener, port, isIPv6) = try ListeningSocket.open(configuration.address, port: configuration.port)
            let context = Unmanaged.passRetained(server)
            guard let daemon = Self.startDaemon(configuration, listener, isIPv6, context.toOpaque()) else {
                let code = errno
                context.release()
                close(listener)
                throw configuration.certificatePEM == nil
                    ? HTTPServerFailure.thread(errno: code) : HTTPServerFailure.certificate
            }
            do {
                try startThread("http-timer") { [server] in server.runTimer() }
            } catch {
                MHD_stop_daemon(daemon)
                context.release()
                throw HTTPServerFailure.thread(errno: (error as? ThreadFailure)?.errno ?? 0)
            }
            state = .running(Running(daemon: daemon, context: context))
            return port
        }
    }

    /// Stops listening, ends event streams, lets running requests end within the grace, cancels the rest and closes
    /// every connection. A second call returns at once.
    package func stop(grace: Duration = .seconds(10)) async {
        let running: Running? = state.withLock { state in
            defer { state = .ended }
            if case .running(let running) = state { return running }
            return nil
        }
        guard let running else { return }
        let server = server
        let end: @Sendable () -> Void = {
            // The socket may be closed only when the library's thread has ended, but its queue must end now.
            let listener = MHD_quiesce_daemon(running.daemon)
            if listener >= 0 { shutdown(listener, Int32(SHUT_RDWR)) }
            server.drain(grace: grace)
            MHD_stop_daemon(running.daemon)
            if listener >= 0 { close(listener) }
            running.context.release()
        }
        do {
            // A task of its own, so that a cancelled caller does not leave a half-stopped server.
            try await Task { try await onThread("http-stop") { end() } }.value
        } catch {
            end()
        }
    }

    private static func startDaemon(
        _ configuration: HTTPServerConfiguration, _ listener: Int32, _ isIPv6: Bool, _ context: UnsafeMutableRawPointer
    ) -> OpaquePointer? {
        let limits = configuration.limits
        var options = cm_options()
        options.flags =
            UInt32(MHD_USE_EPOLL_INTERNAL_THREAD.rawValue) | UInt32(MHD_ALLOW_SUSPEND_RESUME.rawValue)
            | UInt32(MHD_USE_ITC.rawValue)
        if isIPv6 { options.flags |= UInt32(MHD_USE_IPv6.rawValue) }
        options.listen_socket = listener
        // The head of the answer is built in the same memory.
        options.memory_limit = limits.headBytes + 4096
        options.connection_limit = UInt32(clamping: limits.connections)
        options.address_connection_limit = UInt32(clamping: limits.connectionsPerAddress)
        options.idle_seconds = UInt32(clamping: max(limits.idleTime.components.seconds, 1))
        options.access = requestAdvanced
        options.address_read = addressRead
        options.unescape = leaveEscaped
        options.completed = requestCompleted
        options.connection = connectionNoticed
        options.context = context
        guard let certificate = configuration.certificatePEM, let key = configuration.privateKeyPEM else {
            return cm_start(&options)
        }
        options.flags |= UInt32(MHD_USE_TLS.rawValue)
        return certificate.withCString { certificate in
            key.withCString { key in
                "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2".withCString { priorities in
                    (options.certificate_pem, options.key_pem, options.tls_priorities) = (certificate, key, priorities)
                    return cm_start(&options)
                }
            }
        }
    }
}
