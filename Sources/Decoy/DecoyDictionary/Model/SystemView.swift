package import OracleSQL

/// A view or table that the server itself owns (ALL_TABLES, V$SESSION, DUAL …): a PostgreSQL view `sys."NAME"`
/// whose column names are the Oracle names and whose column types follow `Representation`.
package struct SystemView: Sendable {
    package let owner: String
    package let name: String
    package let columns: [Column]
    /// The PostgreSQL query behind the view; its columns come in the declared order.
    package let query: String
    /// Who may read it: everybody, or those with SELECT ANY DICTIONARY (DBA_, CDB_, V$).
    package let isPublic: Bool
    /// `V_$SESSION` for the public synonym `V$SESSION`; the name itself for most.
    package let objectName: String
    package let isTable: Bool

    package init(
        owner: String = "SYS", name: String, columns: [(name: String, type: OracleType)], query: String,
        isPublic: Bool, objectName: String? = nil, isTable: Bool = false
    ) {
        self.owner = owner
        self.name = name
        self.query = query
        self.isPublic = isPublic
        self.objectName = objectName ?? name
        self.isTable = isTable
        var made: [Column] = []
        for (offset, column) in columns.enumerated() {
            made.append(
                Column(
                    name: column.name, number: offset + 1, type: column.type, position: offset + 1,
                    physicalName: "\"\(column.name)\""))
        }
        self.columns = made
    }

    package var physicalName: String { "sys.\"\(name)\"" }

    package func column(named name: String) -> Column? { columns.first { $0.name == name } }
}
