/// An exact place in the order of commits of a source.
package struct Position: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The source's own number of the commit.
    package var commit: UInt64

    package init(commit: UInt64) { self.commit = commit }

    package static func < (a: Position, b: Position) -> Bool { a.commit < b.commit }

    package var description: String { String(commit) }
}
