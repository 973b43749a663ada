/// How the rows of one table are copied: decided once, by the conversion, and kept with the project.
package struct CopyPlan: Hashable, Sendable, Codable {
    /// Rows are found again by their address when their table has no key.
    package enum Addressing: Hashable, Sendable, Codable {
        case rowAddress
        case key([String])
        case whole
    }

    package var source: ObjectName
    package var destination: ObjectName
    package var columns: [CopyColumn]
    package var addressing: Addressing
    /// A condition in the source's own language; rows that do not meet it are left out.
    package var filter: String?
    /// Columns of the destination that take the parts of the row's address (object, file, block, row), when the table
    /// has no key.
    package var addressColumns: [String]
    /// The source's columns of the key that names every row, all of them copied; nil where there is none.
    package var rowKey: [String]?
    /// The table has no key at the source; nil in plans of older programs.
    package var isKeyless: Bool?
    package var rowsEstimated: Int64?
    package var bytesEstimated: Int64?

    package init(
        source: ObjectName, destination: ObjectName, columns: [CopyColumn], addressing: Addressing,
        filter: String? = nil, addressColumns: [String] = []
    ) {
        self.source = source
        self.destination = destination
        self.columns = columns
        self.addressing = addressing
        self.filter = filter
        self.addressColumns = addressColumns
    }

    /// Tables with large values are copied on lanes of their own.
    package var hasLargeValues: Bool { columns.contains { $0.sourceType.isLarge } }
}

/// One column on its way.
package struct CopyColumn: Hashable, Sendable, Codable {
    package var sourceName: String
    package var sourceType: ColumnType
    package var destinationName: String
    package var destinationType: StoredType
    /// What happens to a value that the destination cannot hold exactly.
    package var onLoss: LossRule

    package init(
        sourceName: String, sourceType: ColumnType, destinationName: String, destinationType: StoredType,
        onLoss: LossRule = .refuse
    ) {
        self.sourceName = sourceName
        self.sourceType = sourceType
        self.destinationName = destinationName
        self.destinationType = destinationType
        self.onLoss = onLoss
    }
}

/// The named rules by which a value may change on its way. Each use is counted per column.
package enum LossRule: String, Hashable, Sendable, Codable, CaseIterable {
    /// The row goes to quarantine.
    case refuse
    /// Digits behind the last one that can be kept are rounded, half away from zero.
    case round
    /// Digits behind the last one that can be kept are cut.
    case truncate
    /// Null instead of the value.
    case null
}
