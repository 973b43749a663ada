internal import Glibc

/// The last lines of a log and of the rotated files before it. Reads a bounded part from the end, whatever the size.
struct LogTail: Sendable {
    struct Tail: Sendable {
        /// The name of the newest file without its folder; empty when there is none.
        var file: String
        var lines: [String]
        var isTruncated: Bool
    }

    static let bytesMax = 2 << 20
    static let lineBytesMax = 16 << 10
    static let rotatedMax = 16

    let path: String
    let lines: Int

    /// Blocks on the disk.
    func read() -> Tail {
        var gathered: [String] = []
        var isTruncated = false
        var newest = ""
        var left = Self.bytesMax
        for number in 0...Self.rotatedMax {
            let file = number == 0 ? path : "\(path).\(number)"
            guard let end = Self.end(of: file, bytes: left) else {
                if number == 0 { continue }
                break
            }
            if newest.isEmpty { newest = String(file.split(separator: "/").last ?? "") }
            left -= end.bytes.count
            gathered = Self.split(end.bytes, isWhole: end.isWhole) + gathered
            if !end.isWhole || left <= 0 {
                isTruncated = true
                break
            }
            if gathered.count > lines { break }
        }
        if gathered.count > lines {
            isTruncated = true
            gathered.removeFirst(gathered.count - lines)
        }
        return Tail(file: newest, lines: gathered, isTruncated: isTruncated)
    }

    private static func split(_ bytes: [UInt8], isWhole: Bool) -> [String] {
        var parts = bytes.split(separator: 10, omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        // What is left of a line whose beginning was not read.
        if !isWhole && !parts.isEmpty { parts.removeFirst() }
        return parts.map { part in
            part.count <= lineBytesMax
                ? String(decoding: part, as: UTF8.self)
                : String(decoding: part.prefix(lineBytesMax), as: UTF8.self) + " …"
        }
    }

    /// Nil when there is no such regular file. A link is not followed: it could lead out of the folder.
    private static func end(of file: String, bytes: Int) -> (bytes: [UInt8], isWhole: Bool)? {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(status.st_size)
        let start = max(0, size - bytes)
        var content = [UInt8](repeating: 0, count: size - start)
        var filled = 0
        while filled < content.count {
            let count = content.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled, off_t(start + filled))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            filled += count
        }
        content.removeLast(content.count - filled)
        return (content, start == 0)
    }
}
