import DecoyCompiler
import DecoyDictionary
import Glibc
import LocalServers
import OracleSQL
import TestKit

/// A PostgreSQL database with the prelude, a few tables and their rows: what the compiler emits is run there.
final class Judge: Sendable {
    let database: String
    let port: Int
    let folder: TemporaryDirectory

    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    private static let shared = JudgeStart()

    static var ready: Judge {
        get async throws { try await shared.judge }
    }

    fileprivate init(port: Int) throws {
        self.port = port
        self.database = uniqueName("compiler")
        self.folder = try TemporaryDirectory()
        try run(script: "CREATE DATABASE \(database)", in: "postgres")
        try run(script: try PreludeText.read() + "\n" + Sample.script, in: database)
    }

    /// Rows of the emitted text: fields as PostgreSQL prints them, NULL as nil.
    func rows(_ sql: String) throws -> [[String?]] {
        let output = try run(script: sql + ";", in: database)
        return output.split(separator: "\u{1e}").map { line in
            line.split(separator: "\u{1f}", omittingEmptySubsequences: false).map { $0 == "<null>" ? nil : String($0) }
        }
    }

    @discardableResult
    func run(script: String, in database: String) throws -> String {
        let name = uniqueName("run")
        let (input, output, errors) = (
            "\(folder.path)/\(name).sql", "\(folder.path)/\(name).out", "\(folder.path)/\(name).err"
        )
        try write("\\set ON_ERROR_STOP on\n\\set QUIET on\n" + script, to: input)
        let command =
            "/usr/lib/postgresql/15/bin/psql -X -q -t -A -P null='<null>' -F $'\\x1f' -R $'\\x1e' -h "
            + "127.0.0.1 -p \(port)"
            + " -U postgres -d \(database) -f \(input) >\(output) 2>\(errors)"
        let status = system("bash -c \(quote(command))")
        guard status == 0 else {
            throw Refused(description: try read(errors))
        }
        var text = try read(output)
        if text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    private func quote(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    private func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw Refused(description: "cannot write \(path)") }
        defer { fclose(file) }
        _ = fputs(text, file)
    }

    private func read(_ path: String) throws -> String { try FileText.read(path) }
}

private actor JudgeStart {
    private var start: Task<Judge, any Error>?

    var judge: Judge {
        get async throws {
            let start = self.start ?? Task { try Judge(port: await TestServers.shared.postgreSQL.port) }
            self.start = start
            return try await start.value
        }
    }
}

/// The whole text of a file.
enum FileText {
    static func read(_ path: String) throws -> String {
        guard let file = fopen(path, "r") else { throw Judge.Refused(description: "cannot read \(path)") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The SQL functions of the engine's prelude, taken from its source files: this module stands below the engine.
enum PreludeText {
    static func read() throws -> String {
        var components = #filePath.split(separator: "/")
        components.removeLast(4)
        let root = "/" + components.joined(separator: "/") + "/Sources/Decoy/DecoyEngine/Prelude"
        var texts: [(name: String, text: String)] = []
        for path in try files(under: root) where path.hasSuffix(".swift") {
            let parts = try FileText.read(path).split(separator: "#\"\"\"", omittingEmptySubsequences: false)
            for part in parts.dropFirst() {
                let text = String(part.split(separator: "\"\"\"#", omittingEmptySubsequences: false)[0])
                texts.append((path, text))
            }
        }
        guard let first = texts.firstIndex(where: { $0.text.contains("CREATE SCHEMA") }) else {
            throw Judge.Refused(description: "the prelude has no schema")
        }
        let foundation = texts.remove(at: first).text
        return "SET check_function_bodies = off;\n" + foundation + texts.map(\.text).joined(separator: "\n")
    }

    private static func files(under folder: String) throws -> [String] {
        guard let stream = opendir(folder) else { throw Judge.Refused(description: "no folder \(folder)") }
        defer { closedir(stream) }
        var paths: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            if entry.pointee.d_type == DT_DIR {
                paths.append(contentsOf: try files(under: "\(folder)/\(name)"))
            } else {
                paths.append("\(folder)/\(name)")
            }
        }
        return paths.sorted()
    }
}
