package import Processes

/// A fresh directory that is removed when the last reference goes.
package final class TemporaryDirectory: Sendable {
    package let path: String

    package init(_ prefix: String = "godwit-test") throws(FileFailure) {
        path = try FileTree.makeTemporaryFolder(prefix: prefix)
    }

    deinit { try? FileTree.remove(path) }

    /// The path of a file in it.
    package func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
}
