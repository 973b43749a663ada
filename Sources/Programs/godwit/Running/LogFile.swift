internal import Engine
internal import Glibc
internal import Model
internal import Processes

/// The log of one of our long-running programs: a rotating file under the data directory, and the terminal when
/// somebody is looking or a service manager listens.
enum LogFile {
    static func open(
        _ program: String, in directory: DataDirectory, form: Logger.Form, level: Logger.Level,
        alsoOnTerminal: Bool = true
    ) throws -> Logger {
        let file = try RotatingLog(
            directory.log(of: program), bytesMax: Limits.logFileBytesMax, filesKept: Limits.logFilesKept)
        return Logger(
            program,
            to: .lines { line in
                try? file.append(line)
                guard alsoOnTerminal else { return }
                let bytes = Array((line + "\n").utf8)
                _ = Glibc.write(2, bytes, bytes.count)
            },
            form: form, level: level)
    }
}
