internal import CLinux
internal import Glibc
internal import Synchronization

/// A log file of bounded size: `x.log` is written, `x.log.1` is the one before it, and so on. A line is never split
/// over two files, and a file is renamed only when the next line would not fit. One writer per path.
package final class RotatingLog: Sendable {
    package let path: String
    private let bytesMax: Int
    private let filesKept: Int
    private let carriesStandardOutput: Bool
    private let descriptor: Mutex<Int32>

    /// `filesKept` counts all files, the written one included. With `carriesStandardOutput`, descriptors 1 and 2 follow
    /// the file through every rotation, so that what libraries and crashes print arrives there as well.
    package init(
        _ path: String, bytesMax: Int, filesKept: Int, carriesStandardOutput: Bool = false
    ) throws(FileFailure) {
        precondition(bytesMax > 0 && filesKept > 0, "a log keeps at least one file of at least one byte")
        self.path = path
        self.bytesMax = bytesMax
        self.filesKept = filesKept
        self.carriesStandardOutput = carriesStandardOutput
        descriptor = Mutex(try Self.open(path, carriesStandardOutput))
    }

    deinit { descriptor.withLock { _ = close($0) } }

    /// Appends one line (or several that belong together) with one write.
    package func append(_ line: [UInt8]) throws(FileFailure) {
        let failure: FileFailure? = descriptor.withLock { descriptor in
            do throws(FileFailure) {
                // Asked each time, because standard output may grow the file beside us.
                let size = Self.size(descriptor)
                if size > 0 && size + line.count > bytesMax {
                    try Self.shift(path, filesKept)
                    let fresh = try Self.open(path, carriesStandardOutput)
                    close(descriptor)
                    descriptor = fresh
                }
                if let number = SmallFile.writeAll(descriptor, line) {
                    throw FileFailure("write", path, errno: number)
                }
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    package func append(_ line: String) throws(FileFailure) { try append(Array(line.utf8) + [UInt8(ascii: "\n")]) }

    /// For the output of a foreign program, which keeps its file open: rotated only between two starts.
    package static func rotate(_ path: String, over bytesMax: Int, filesKept: Int) throws(FileFailure) {
        var found = stat()
        guard stat(path, &found) == 0, Int(found.st_size) > bytesMax else { return }
        try shift(path, filesKept)
    }

    /// The last bytes of a file, from the beginning of a line; empty when there is no such file.
    package static func tail(of path: String, bytes limit: Int = 4096) -> String {
        let descriptor = cl_open(path, O_RDONLY, 0)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        let start = max(size(descriptor) - limit, 0)
        lseek(descriptor, off_t(start), SEEK_SET)
        guard let bytes = SmallFile.read(descriptor, limit: limit * 2 + 4096) else { return "" }
        let whole = start == 0 ? bytes[...] : bytes.drop { $0 != UInt8(ascii: "\n") }.dropFirst()
        return String(decoding: whole, as: UTF8.self)
    }

    private static func open(_ path: String, _ carriesStandardOutput: Bool) throws(FileFailure) -> Int32 {
        let descriptor = cl_open(path, O_WRONLY | O_CREAT | O_APPEND, 0o640)
        guard descriptor >= 0 else { throw FileFailure("open", path, errno: errno) }
        if carriesStandardOutput && (dup2(descriptor, 1) < 0 || dup2(descriptor, 2) < 0) {
            let number = errno
            close(descriptor)
            throw FileFailure("redirect output to", path, errno: number)
        }
        return descriptor
    }

    private static func size(_ descriptor: Int32) -> Int {
        var found = stat()
        return fstat(descriptor, &found) == 0 ? Int(found.st_size) : 0
    }

    private static func shift(_ path: String, _ filesKept: Int) throws(FileFailure) {
        guard filesKept > 1 else {
            guard unlink(path) == 0 || errno == ENOENT else { throw FileFailure("remove", path, errno: errno) }
            return
        }
        for number in stride(from: filesKept - 1, through: 1, by: -1) {
            let from = number == 1 ? path : "\(path).\(number - 1)"
            guard rename(from, "\(path).\(number)") == 0 || errno == ENOENT else {
                throw FileFailure("rotate", from, errno: errno)
            }
        }
    }
}
