internal import Engine
internal import Model

/// A project file that cannot be used as it is: the place in it, what was found there, and what may stand there.
struct WrongFile: Error, CustomStringConvertible {
    let description: String

    init(_ path: String, _ failure: Failure) {
        var text = "\(path): \(failure.message)\n  \(failure.advice)"
        if let detail = failure.detail { text += "\n  (\(detail))" }
        description = text
    }
}

extension ProjectFile {
    static func read(_ path: String) throws -> ProjectFile {
        let text = try TextFile.read(path)
        do throws(Failure) {
            return try ProjectFile.parse(text)
        } catch {
            throw WrongFile(path, error)
        }
    }

    /// Runs `body`, in which only the file can be wrong: its ends, its rules, its names.
    static func explaining<Value>(_ path: String, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let failure as Failure where failure.number.hasPrefix("PROJECT-001") {
            throw WrongFile(path, failure)
        }
    }
}
