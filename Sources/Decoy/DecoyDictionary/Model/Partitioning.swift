/// How a table is cut into partitions.
package struct Partitioning: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case range = "RANGE"
        case list = "LIST"
        case hash = "HASH"
        case reference = "REFERENCE"
        case none = "NONE"
    }

    package var kind: Kind
    package var keyNumbers: [Int]
    /// The text of INTERVAL (…): partitions above the highest bound are made on demand.
    package var interval: String?
    package var subpartitionKind: Kind
    package var subpartitionKeyNumbers: [Int]
    package var template: [TemplatePart]
    /// How many subpartitions a partition gets without a template.
    package var defaultSubpartitionCount: Int
    package var partitions: [Partition]

    package init(kind: Kind, keyNumbers: [Int]) {
        self.kind = kind
        self.keyNumbers = keyNumbers
        self.interval = nil
        self.subpartitionKind = .none
        self.subpartitionKeyNumbers = []
        self.template = []
        self.defaultSubpartitionCount = 1
        self.partitions = []
    }

    package struct TemplatePart: Sendable, Hashable {
        package var name: String
        package var bound: String?

        package init(name: String, bound: String?) {
            self.name = name
            self.bound = bound
        }
    }
}

extension Partitioning {
    /// Whether PostgreSQL can keep a key over these columns unique by itself: they hold all partitioning columns, of
    /// which none is virtual.
    package func isHeld(by columns: [Int], of table: Table) -> Bool {
        (keyNumbers + subpartitionKeyNumbers).allSatisfy { number in
            columns.contains(number) && !(table.column(number: number)?.isVirtual ?? false)
        }
    }
}

/// A partition or a subpartition; the physical relation is `data.t<id>`.
package struct Partition: Sendable, Hashable {
    package let id: Int
    package var name: String
    package var position: Int
    /// HIGH_VALUE as the dictionary shows it: the list of bounds or values, nil for hash.
    package var bound: String?
    package var isInterval: Bool
    package var dataObjectID: Int
    package var isNameGenerated: Bool
    package var subpartitions: [Partition]

    package init(
        id: Int, name: String, position: Int, bound: String?, isInterval: Bool = false, dataObjectID: Int,
        isNameGenerated: Bool = false, subpartitions: [Partition] = []
    ) {
        self.id = id
        self.name = name
        self.position = position
        self.bound = bound
        self.isInterval = isInterval
        self.dataObjectID = dataObjectID
        self.isNameGenerated = isNameGenerated
        self.subpartitions = subpartitions
    }

    /// `data.t99`: a statement on `PARTITION (p)` reads and writes this relation.
    package var physicalName: String { "data.t\(id)" }
}
