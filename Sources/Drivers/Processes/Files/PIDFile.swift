internal import CLinux
internal import Glibc
internal import Synchronization

/// At most one running program per file. The lock of the kernel decides, not the content: a file whose owner died is
/// simply taken over.
package final class PIDFile: Sendable {
    package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The owner lives; its pid when the file tells it.
        case held(path: String, owner: Int32?)
        case file(FileFailure)

        package var description: String {
            switch self {
            case .held(let path, let owner):
                "Already running" + (owner.map { " as process \($0)" } ?? "")
                    + " (pid file \(path)). Stop it first or use another directory."
            case .file(let failure): failure.description
            }
        }
    }

    package let path: String
    private let descriptor: Mutex<Int32?>

    /// Locks the file and writes our pid into it.
    package init(_ path: String) throws(Failure) {
        self.path = path
        descriptor = Mutex(try Self.acquire(path))
    }

    deinit { release() }

    /// Removes the file, then gives the lock back.
    package func release() {
        descriptor.withLock { descriptor in
            guard let open = descriptor.take() else { return }
            unlink(path)
            close(open)
        }
    }

    /// The pid of the living owner, `nil` when there is none.
    package static func owner(of path: String) -> Int32? {
        let descriptor = cl_open(path, O_RDONLY, 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
        return pid(in: descriptor)
    }

    private static func acquire(_ path: String) throws(Failure) -> Int32 {
        var patience = 50
        while true {
            let descriptor = cl_open(path, O_RDWR | O_CREAT, 0o644)
            guard descriptor >= 0 else { throw .file(FileFailure("open", path, errno: errno)) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let number = errno
                let owner = pid(in: descriptor)
                close(descriptor)
                if number == EINTR { continue }
                if number == EWOULDBLOCK {
                    // No living owner named: somebody only looks at the file, or has not written its pid yet.
                    patience -= 1
                    if patience > 0 && owner.flatMap(ProcessTable.identity(of:)) == nil {
                        usleep(10_000)
                        continue
                    }
                    throw .held(path: path, owner: owner)
                }
                throw .file(FileFailure("lock", path, errno: number))
            }
            // The former owner may have removed the file between our open and our lock: then the lock is of no use.
            guard isSameFile(descriptor, path) else {
                close(descriptor)
                continue
            }
            ftruncate(descriptor, 0)
            if let number = SmallFile.writeAll(descriptor, Array("\(getpid())\n".utf8)) {
                close(descriptor)
                throw .file(FileFailure("write", path, errno: number))
            }
            return descriptor
        }
    }

    private static func isSameFile(_ descriptor: Int32, _ path: String) -> Bool {
        var opened = stat()
        var named = stat()
        return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 && opened.st_dev == named.st_dev
            && opened.st_ino == named.st_ino
    }

    private static func pid(in descriptor: Int32) -> Int32? {
        lseek(descriptor, 0, SEEK_SET)
        guard let bytes = SmallFile.read(descriptor, limit: 64) else { return nil }
        return Int32(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
