/// A file of ours that could not be used: which, what was tried, why.
package struct FileFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let path: String
    package let operation: String
    package let errno: Int32

    package init(_ operation: String, _ path: String, errno: Int32) {
        self.path = path
        self.operation = operation
        self.errno = errno
    }

    package var description: String { "Cannot \(operation) \(path): \(SystemError.text(errno))." }
}
