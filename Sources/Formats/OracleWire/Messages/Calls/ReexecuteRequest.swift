/// Functions 4 and 78: the same statement again with new binds, whose rows follow by the metadata of before.
package struct ReexecuteRequest: WireMessage, Sendable, Hashable {
    package var cursor: UInt32
    /// How often, or for function 78 how many rows are wanted.
    package var iterations: UInt32
    package var options: ExecuteRequest.Options = []
    package var commits = false

    package init(cursor: UInt32, iterations: UInt32) {
        self.cursor = cursor
        self.iterations = iterations
    }

    package init(from reader: WireReader) throws(WireFailure) {
        cursor = try reader.ub4("cursor")
        iterations = try reader.ub4("iterations")
        options = ExecuteRequest.Options(rawValue: try reader.ub4("execute options"))
        commits = try reader.ub4("execute options") & 1 != 0
    }

    package func encode(to writer: WireWriter) {
        writer.ub(cursor)
        writer.ub(iterations)
        writer.ub(options.rawValue)
        writer.ub(UInt32(commits ? 1 : 0))
    }
}
