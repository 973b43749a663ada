internal import CLinux
internal import Glibc

/// A file that fits in memory, read or replaced in one go.
package enum SmallFile {
    /// `nil` when it cannot be read or is larger than `limit`.
    package static func read(_ path: String, limit: Int = 1 << 20) -> [UInt8]? {
        let descriptor = cl_open(path, O_RDONLY, 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return read(descriptor, limit: limit)
    }

    static func read(_ descriptor: Int32, limit: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                return nil
            }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk.prefix(count))
            if bytes.count > limit { return nil }
        }
    }

    /// Readers see the former content or the whole of this one, never a part.
    package static func replace(_ path: String, with bytes: [UInt8], mode: UInt32 = 0o644) throws(FileFailure) {
        let draft = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).draft"
        let descriptor = cl_open(draft, O_WRONLY | O_CREAT | O_EXCL, mode)
        guard descriptor >= 0 else { throw FileFailure("create", draft, errno: errno) }
        let failed = writeAll(descriptor, bytes)
        close(descriptor)
        if let failed {
            unlink(draft)
            throw FileFailure("write", draft, errno: failed)
        }
        guard rename(draft, path) == 0 else {
            let number = errno
            unlink(draft)
            throw FileFailure("replace", path, errno: number)
        }
    }

    /// The errno of a failure.
    static func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32? {
        bytes.withUnsafeBytes { raw in
            var at = 0
            while at < raw.count {
                let count = Glibc.write(descriptor, raw.baseAddress.map { $0 + at }, raw.count - at)
                if count < 0 {
                    if errno == EINTR { continue }
                    return errno
                }
                at += count
            }
            return nil
        }
    }
}
