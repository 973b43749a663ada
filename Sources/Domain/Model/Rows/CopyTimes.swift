/// Where the time of a copy went, in milliseconds, summed over its lanes. Reading and writing go on at once, so the sum
/// may be more than the time that passed.
package struct CopyTimes: Hashable, Sendable, Codable {
    /// Finding the bounds of chunks.
    package var planning: Int64
    /// Waiting for rows of the source.
    package var read: Int64
    /// Turning values into the form of the destination.
    package var conversion: Int64
    /// Waiting for the destination to take rows.
    package var write: Int64

    package init(planning: Int64 = 0, read: Int64 = 0, conversion: Int64 = 0, write: Int64 = 0) {
        self.planning = planning
        self.read = read
        self.conversion = conversion
        self.write = write
    }

    package static func += (a: inout CopyTimes, b: CopyTimes) {
        a.planning += b.planning
        a.read += b.read
        a.conversion += b.conversion
        a.write += b.write
    }
}
