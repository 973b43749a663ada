internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// The relations of PostgreSQL behind a table.
extension DefinitionRunner {
    func createRelation(
        _ table: inout Table, _ partitioning: PartitioningDefinition?
    ) throws(OracleFailure) {
        var columns: [String] = []
        for column in table.columns {
            columns.append(PhysicalTable.column(column, tableID: table.id, virtual: try virtualSQL(column, table)))
        }
        let list = columns.map { ", " + $0 }.joined()
        if table.kind.isTemporary { return try createTemporary(table, list) }
        if let partitioning {
            let scheme = try scheme(partitioning, table)
            try link.command(
                "CREATE TABLE data.t\(table.id) (rid int8 NOT NULL DEFAULT 0, "
                    + "born xid8 NOT NULL DEFAULT pg_current_xact_id()\(list)) PARTITION BY \(scheme.clause)")
            try link.command("CREATE INDEX ON data.t\(table.id) (rid)")
            try finishRelation(table)
            return try createPartitions(partitioning, scheme, &table)
        }
        let dataID = table.dataObjectID ?? table.id
        try link.command(PhysicalTable.sequence(dataID))
        try link.command(
            "CREATE TABLE data.t\(table.id) (rid int8 NOT NULL DEFAULT \(PhysicalTable.nextRow(dataID)), "
                + "born xid8 NOT NULL DEFAULT pg_current_xact_id()\(list))")
        try link.command("CREATE UNIQUE INDEX x\(table.id) ON data.t\(table.id) (rid)")
        try finishRelation(table)
    }

    private func finishRelation(_ table: Table) throws(OracleFailure) {
        for text in PhysicalTable.pastTable(table) { try link.command(text) }
        for text in PhysicalTable.pastTriggers(table, on: table.physicalName) { try link.command(text) }
        for column in table.columns { try setDefault(column, table) }
    }

    /// Rows of temporary tables carry the backend that they belong to; the table is a view of one's own rows.
    private func createTemporary(_ table: Table, _ columns: String) throws(OracleFailure) {
        let dataID = table.dataObjectID ?? table.id
        try link.command(PhysicalTable.sequence(dataID))
        try link.command(
            "CREATE UNLOGGED TABLE data.b\(table.id) (rid int8 NOT NULL DEFAULT \(PhysicalTable.nextRow(dataID)), "
                + "born xid8 NOT NULL DEFAULT pg_current_xact_id(), backend int NOT NULL DEFAULT pg_backend_pid()"
                + "\(columns))")
        try link.command("CREATE INDEX ON data.b\(table.id) (backend, rid)")
        if table.kind == .temporaryDelete {
            try link.command(
                "CREATE CONSTRAINT TRIGGER end_temporary AFTER INSERT ON data.b\(table.id) DEFERRABLE INITIALLY "
                    + "DEFERRED FOR EACH ROW EXECUTE FUNCTION dict.end_temporary()")
        }
        try makeTemporaryView(table)
        for column in table.columns { try setDefault(column, table) }
    }

    func makeTemporaryView(_ table: Table) throws(OracleFailure) {
        let names = PhysicalTable.physicalColumns(table).map { ", c\($0.number)" }.joined()
        try link.command("DROP VIEW IF EXISTS data.t\(table.id)")
        try link.command(
            "CREATE VIEW data.t\(table.id) AS SELECT rid, born\(names) FROM data.b\(table.id) "
                + "WHERE backend = pg_backend_pid()")
    }

    /// Where the columns and constraints of a table are in PostgreSQL.
    func baseRelation(_ table: Table) -> String { table.kind.isTemporary ? "data.b\(table.id)" : "data.t\(table.id)" }

    /// The text of a virtual column over the physical columns, nil for others.
    func virtualSQL(_ column: Column, _ table: Table) throws(OracleFailure) -> String? {
        guard let text = column.virtualText else { return nil }
        var parser = try Parser(text)
        let expression = try parser.parseExpression()
        return try value(expression, over: table).sql
    }

    /// The default of PostgreSQL: what the compiler makes of the text, or nothing where it needs the session.
    func setDefault(_ column: Column, _ table: Table) throws(OracleFailure) {
        let relation = baseRelation(table)
        if let identity = column.identity {
            return try link.command(
                "ALTER TABLE \(relation) ALTER c\(column.number) SET DEFAULT nextval('data.s\(identity.sequenceID)')")
        }
        guard let text = column.defaultText else { return }
        var parser = try Parser(text)
        let expression = try parser.parseExpression()
        guard let value = try standalone(expression, as: column.type) else { return }
        try link.command("ALTER TABLE \(relation) ALTER c\(column.number) SET DEFAULT \(value)")
    }

    /// Every relation in which rows of the table lie: itself and its partitions.
    func relations(_ table: Table) -> [String] {
        var all = [baseRelation(table)]
        for partition in table.partitioning?.partitions ?? [] {
            all.append(partition.physicalName)
            all += partition.subpartitions.map(\.physicalName)
        }
        return all
    }

    /// After columns changed: the triggers name the columns.
    func refreshTriggers(_ table: Table) throws(OracleFailure) {
        guard !table.kind.isTemporary else { return try makeTemporaryView(table) }
        for relation in relations(table) {
            for text in PhysicalTable.pastTriggers(table, on: relation) { try link.command(text) }
        }
    }
}
