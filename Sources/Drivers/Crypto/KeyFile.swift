internal import Glibc

/// Why a key file was refused.
package enum KeyFileProblem: Hashable, Sendable, CustomStringConvertible {
    case readableByOthers(mode: UInt32)
    case ownedBy(user: UInt32)
    case notAFile
    case wrongContent
    case system(call: String, errno: Int32)

    package var description: String {
        switch self {
        case .readableByOthers(let mode):
            "others may read or change it (mode 0\(String(mode, radix: 8))); make it private with chmod 600"
        case .ownedBy(let user): "it belongs to user \(user), not to the user this program runs as"
        case .notAFile: "it is not a plain file (symbolic links are refused)"
        case .wrongContent: "it does not hold a key of 64 hexadecimal digits; restore it from the backup"
        case .system(let call, let errno): "\(call) failed: \(String(cString: strerror(errno)))"
        }
    }
}

/// The file that holds the sealing key: 64 hexadecimal digits and a line end, mode 0600. Without it no saved secret
/// can be opened, so it belongs into the backup, apart from the catalog.
package enum KeyFile {
    /// Loads the key; makes a new one when there is no file. Programs that start at the same moment agree on one key:
    /// each writes a complete file of its own and links it to the name, which only one of them can.
    package static func load(orCreate path: String) throws(CryptoFailure) -> SealingKey {
        for _ in 0..<8 {
            if let key = try load(path) { return key }
            try create(path)
        }
        throw .keyFile(path: path, .system(call: "open", errno: ENOENT))
    }

    /// Nil when there is no file.
    package static func load(_ path: String) throws(CryptoFailure) -> SealingKey? {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            switch errno {
            case ENOENT: return nil
            case ELOOP: throw .keyFile(path: path, .notAFile)
            case let code: throw .keyFile(path: path, .system(call: "open", errno: code))
            }
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .keyFile(path: path, .system(call: "fstat", errno: errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .keyFile(path: path, .notAFile) }
        guard status.st_mode & 0o077 == 0 else {
            throw .keyFile(path: path, .readableByOthers(mode: status.st_mode & 0o7777))
        }
        guard status.st_uid == geteuid() else { throw .keyFile(path: path, .ownedBy(user: status.st_uid)) }
        let content = try readAll(file, path)
        guard let bytes = parse(content), let key = SealingKey(bytes: bytes) else {
            throw .keyFile(path: path, .wrongContent)
        }
        return key
    }

    private static func create(_ path: String) throws(CryptoFailure) {
        let draft = "\(path).\(getpid()).\(Digest.hex(RandomBytes.make(8)))"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .keyFile(path: path, .system(call: "open", errno: errno)) }
        defer {
            close(file)
            unlink(draft)
        }
        // The umask may have taken more than is wanted; it can never add.
        guard fchmod(file, 0o600) == 0 else { throw .keyFile(path: path, .system(call: "fchmod", errno: errno)) }
        let content = Array((Digest.hex(SealingKey.random().bytes) + "\n").utf8)
        guard write(file, content, content.count) == content.count, fsync(file) == 0 else {
            throw .keyFile(path: path, .system(call: "write", errno: errno))
        }
        guard link(draft, path) == 0 || errno == EEXIST else {
            throw .keyFile(path: path, .system(call: "link", errno: errno))
        }
        try syncDirectory(of: path)
    }

    /// The name itself must survive a power cut, or the next start would make another key.
    private static func syncDirectory(of path: String) throws(CryptoFailure) {
        let directory = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let handle = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw .keyFile(path: path, .system(call: "open", errno: errno)) }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw .keyFile(path: path, .system(call: "fsync", errno: errno)) }
    }

    private static func readAll(_ file: Int32, _ path: String) throws(CryptoFailure) -> [UInt8] {
        var content = [UInt8](repeating: 0, count: 128)
        var filled = 0
        while filled < content.count {
            let got = content.withUnsafeMutableBytes {
                read(file, $0.baseAddress?.advanced(by: filled), $0.count - filled)
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw .keyFile(path: path, .system(call: "read", errno: errno)) }
            if got == 0 { break }
            filled += got
        }
        return Array(content.prefix(filled))
    }

    private static func parse(_ content: [UInt8]) -> [UInt8]? {
        guard content.count == 65, content.last == UInt8(ascii: "\n") else { return nil }
        var bytes: [UInt8] = []
        for at in stride(from: 0, to: 64, by: 2) {
            guard let high = digit(content[at]), let low = digit(content[at + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
