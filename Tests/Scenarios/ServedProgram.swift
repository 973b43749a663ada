import Glibc
import JSON
import LocalServers
import Processes
import TestKit

/// The built program as a person starts it: its two outputs kept apart, in files of their own.
final class ServedProgram: Sendable {
    let child: ChildProcess
    private let folder: TemporaryDirectory

    private init(_ child: ChildProcess, _ folder: TemporaryDirectory) {
        self.child = child
        self.folder = folder
    }

    var out: String { RotatingLog.tail(of: folder("out"), bytes: 1 << 20) }
    var note: String { RotatingLog.tail(of: folder("note"), bytes: 1 << 20) }

    /// With a terminal, a person sits at input and output.
    static func start(
        _ arguments: [String], environment: [String: String] = [:], at terminal: PseudoTerminal? = nil
    ) async throws -> ServedProgram {
        let folder = try TemporaryDirectory()
        // A shell keeps the two outputs apart and becomes the program; the words travel as arguments.
        var call = Launch(
            "/bin/sh",
            [
                "-c", "in=$1; out=$2; note=$3; shift 3; exec \"$@\" <\"$in\" >\"$out\" 2>\"$note\"", "sh",
                terminal?.path ?? "/dev/null", terminal?.path ?? folder("out"), folder("note"), BuiltProgram.path,
            ] + arguments)
        call.environment = environment.merging(["PATH": "/usr/bin:/bin", "HOME": folder.path]) { own, _ in own }
        return ServedProgram(try await launch(call), folder)
    }

    /// `godwit serve` on a free port, ready to answer.
    static func serve(
        _ data: String, _ more: [String] = [], environment: [String: String] = [:]
    ) async throws -> (program: ServedProgram, client: WebClient) {
        let program = try await start(
            ["serve", "--data", data, "--listen", "127.0.0.1:0", "--print-url"] + more, environment: environment)
        let port = try await eventually("the server prints its URL", within: .seconds(30)) {
            if let status = program.child.exitStatus { throw Ended(status: status, note: program.note) }
            return program.port
        }
        return (program, WebClient(port: port))
    }

    struct Ended: Error {
        let status: ExitStatus
        let note: String
    }

    /// From the first line of standard output, once it is whole.
    var url: String? {
        guard let end = out.firstIndex(of: "\n") else { return nil }
        return try? JSONParser.parse(String(out[..<end]))["url"]?.asString
    }

    var port: Int? { url?.split(separator: ":").last.flatMap { Int($0) } }

    /// Waits for an end by itself.
    func end(within limit: Duration) async -> ExitStatus? { await child.waitForExit(within: limit) }

    func stop() async { _ = await child.stop(grace: .seconds(10)) }

    /// What a program says that must refuse: its exit code and standard error. A hang is an answer of -1.
    static func refusal(_ arguments: String...) async throws -> (code: Int32, note: String) {
        let program = try await start(arguments)
        guard case .exited(let code)? = await program.end(within: .seconds(30)) else {
            let status = program.child.exitStatus
            await program.stop()
            return (-1, "ended as \(status.map { "\($0)" } ?? "a hang"): \(program.note)")
        }
        return (code, program.note)
    }
}

/// Writes a small text file for a program to read, and gives its path.
func write(_ text: String, to path: String) throws -> String {
    guard let file = fopen(path, "w") else { throw ServedProgram.Ended(status: .exited(-1), note: "no file \(path)") }
    fputs(text, file)
    fclose(file)
    return path
}
