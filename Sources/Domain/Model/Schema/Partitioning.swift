/// How a table is cut into partitions. Bounds and value lists are the source's own text, one per key column or value.
package struct Partitioning: Hashable, Sendable, Codable {
    package enum Method: String, Hashable, Sendable, Codable {
        case range, list, hash, reference, system, other
    }

    /// One level: the method and its key.
    package struct Level: Hashable, Sendable, Codable {
        package var method: Method
        package var columns: [String]
        /// New range partitions appear by themselves at this distance.
        package var intervalText: String?
        /// New list partitions appear by themselves.
        package var isAutomatic: Bool

        package init(method: Method, columns: [String], intervalText: String? = nil, isAutomatic: Bool = false) {
            self.method = method
            self.columns = columns
            self.intervalText = intervalText
            self.isAutomatic = isAutomatic
        }
    }

    package struct Partition: Hashable, Sendable, Codable {
        package var name: String
        /// Range: the text of the upper bounds (`MAXVALUE` included), comma separated. List: the values, `DEFAULT`
        /// included. Hash: empty.
        package var boundText: String
        package var subpartitions: [Partition]

        package init(name: String, boundText: String = "", subpartitions: [Partition] = []) {
            self.name = name
            self.boundText = boundText
            self.subpartitions = subpartitions
        }
    }

    package var level: Level
    package var sublevel: Level?
    package var partitions: [Partition]

    package init(level: Level, sublevel: Level? = nil, partitions: [Partition]) {
        self.level = level
        self.sublevel = sublevel
        self.partitions = partitions
    }
}
