internal import Catalog
internal import Engine
internal import Glibc
internal import Model

/// The installation that a command works on: its data directory and its catalog.
struct Installation: Sendable {
    let directory: DataDirectory
    let catalog: Catalog

    /// `--data`, else `$GODWIT_DATA`, else `~/.godwit`.
    static func directory(from arguments: Arguments) throws -> DataDirectory {
        if let path = arguments.value("data") {
            // An unset variable of a script must not spread the files over the working directory.
            guard !path.isEmpty else { throw Usage("--data needs a directory; “.” is the present one.") }
            return DataDirectory(path: absolute(path))
        }
        if let path = variable("GODWIT_DATA") { return DataDirectory(path: absolute(path)) }
        guard let home = variable("HOME") else {
            throw Usage("There is no home directory; say where the data is with --data DIR.")
        }
        return DataDirectory(path: home + "/.godwit")
    }

    /// Opens the installation, making it when `creating`; otherwise a missing one is an error that says so.
    static func open(_ arguments: Arguments, creating: Bool = false) async throws -> Installation {
        let directory = try directory(from: arguments)
        if !creating, access(directory.path + "/catalog.sqlite3", F_OK) != 0 {
            throw NotFound(
                "There is no installation in \(directory.path). Start one with: godwit serve --data \(directory.path)")
        }
        try directory.create()
        return Installation(directory: directory, catalog: try await Catalog.open(directory: directory.path))
    }

    static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    private static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let here = getcwd(nil, 0) else { return path }
        defer { free(here) }
        return String(cString: here) + "/" + path
    }
}
