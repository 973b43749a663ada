internal import Model
internal import OracleClient

/// Lists the objects of schemas with what a list should flag: six questions for each group of schemas.
struct ObjectLister {
    let connection: OracleConnection
    let powers: SourcePowers
    let schemas: [String]

    /// More names than that would make the question itself a burden.
    static let schemasMax = 200

    private func condition(_ owner: String) -> String {
        "\(owner) IN (\(schemas.indices.map { ":s\($0)" }.joined(separator: ", ")))"
    }

    private var binds: OracleBinds { OracleBinds(schemas.map { .text($0) }) }

    func objects() async throws(OracleError) -> [ListedObject] {
        var found = try await names()
        try await addTables(&found)
        try await addLargeValues(&found)
        try await addKeys(&found)
        try await addSizes(&found)
        return found.values.sorted { ($0.name, $0.kind.rawValue) < ($1.name, $1.kind.rawValue) }
    }

    private struct Place: Hashable {
        let name: ObjectName
        let kind: ObjectKind
    }

    private static let kinds: [String: ObjectKind] = [
        "TABLE": .table, "VIEW": .view, "MATERIALIZED VIEW": .materializedView, "SEQUENCE": .sequence,
        "SYNONYM": .synonym, "TRIGGER": .trigger, "FUNCTION": .function, "PROCEDURE": .procedure,
        "PACKAGE": .package, "TYPE": .type, "DATABASE LINK": .databaseLink, "QUEUE": .queue,
    ]

    /// Tables that Oracle keeps for its own ends beside those of users.
    private static func isInternal(_ name: String) -> Bool {
        ["BIN$", "MLOG$_", "RUPD$_", "DR$", "SYS_IOT_OVER_", "SYS_NT", "ISEQ$$_", "SYS_EXPORT_", "AQ$"].contains {
            name.hasPrefix($0)
        }
    }

    private func names() async throws(OracleError) -> [Place: ListedObject] {
        var found: [Place: ListedObject] = [:]
        let types = ObjectLister.kinds.keys.sorted().map(OracleText.literal).joined(separator: ", ")
        try await connection.each(
            """
            SELECT OWNER, OBJECT_NAME, OBJECT_TYPE, STATUS FROM \(powers.views)_OBJECTS
            WHERE \(condition("OWNER")) AND SUBOBJECT_NAME IS NULL AND SECONDARY = 'N' AND OBJECT_TYPE IN (\(types))
            """, binds
        ) { record throws(OracleError) in
            guard let owner = record.text(0), let name = record.text(1), !ObjectLister.isInternal(name),
                let kind = record.text(2).flatMap({ ObjectLister.kinds[$0] })
            else { return }
            var object = ListedObject(name: ObjectName(owner, name), kind: kind)
            if record.says("INVALID", 3) { object.flags.insert("invalid") }
            found[Place(name: object.name, kind: kind)] = object
        }
        // A materialized view keeps its rows in a table of the same name.
        for place in found.keys where place.kind == .materializedView {
            found[Place(name: place.name, kind: .table)] = nil
        }
        return found
    }

    private func addTables(_ found: inout [Place: ListedObject]) async throws(OracleError) {
        let views = powers.views
        var known = Set<ObjectName>()
        try await connection.each(
            """
            SELECT t.OWNER, t.TABLE_NAME, t.TEMPORARY, t.IOT_TYPE, t.NESTED, t.PARTITIONED, t.NUM_ROWS, t.AVG_ROW_LEN,
            x.TABLE_NAME FROM \(views)_TABLES t
            LEFT JOIN \(views)_EXTERNAL_TABLES x ON x.OWNER = t.OWNER AND x.TABLE_NAME = t.TABLE_NAME
            WHERE \(condition("t.OWNER"))
            """, binds
        ) { record throws(OracleError) in
            guard let owner = record.text(0), let name = record.text(1) else { return }
            let place = Place(name: ObjectName(owner, name), kind: .table)
            known.insert(place.name)
            guard var object = found[place] else { return }
            if record.says("Y", 2) { object.flags.insert("temporary") }
            if record.text(3) != nil { object.flags.insert("indexOrganized") }
            if record.says("YES", 4) { object.flags.insert("nested") }
            if record.says("YES", 5) { object.flags.insert("partitioned") }
            if record.text(8) != nil { object.flags.insert("external") }
            object.rowsEstimated = record.integer(6)
            if let rows = record.integer(6), let length = record.integer(7) {
                let (bytes, overflow) = rows.multipliedReportingOverflow(by: length)
                object.bytesEstimated = overflow ? nil : bytes
            }
            object.flags.insert("noKey")
            found[place] = object
        }
        // What is an object but no table with columns is a table of objects: it cannot be read as rows.
        for place in found.keys where place.kind == .table && !known.contains(place.name) {
            found[place]?.kind = .other
            found[place]?.flags.insert("nested")
        }
    }

    private func addLargeValues(_ found: inout [Place: ListedObject]) async throws(OracleError) {
        try await connection.each(
            """
            SELECT DISTINCT OWNER, TABLE_NAME FROM \(powers.views)_TAB_COLS WHERE \(condition("OWNER"))
            AND DATA_TYPE IN ('CLOB', 'NCLOB', 'BLOB', 'LONG', 'LONG RAW', 'XMLTYPE', 'JSON') AND HIDDEN_COLUMN = 'NO'
            """, binds
        ) { record throws(OracleError) in
            guard let owner = record.text(0), let name = record.text(1) else { return }
            found[Place(name: ObjectName(owner, name), kind: .table)]?.flags.insert("largeValues")
        }
    }

    /// A table has a key when it has a primary one, or a unique one whose columns cannot be null.
    private func addKeys(_ found: inout [Place: ListedObject]) async throws(OracleError) {
        let views = powers.views
        var nullable = Set<ObjectName>()
        try await connection.each(
            """
            SELECT DISTINCT k.OWNER, k.CONSTRAINT_NAME FROM \(views)_CONSTRAINTS k
            JOIN \(views)_CONS_COLUMNS c ON c.OWNER = k.OWNER AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME
            JOIN \(views)_TAB_COLS n ON n.OWNER = k.OWNER AND n.TABLE_NAME = k.TABLE_NAME
            AND n.COLUMN_NAME = c.COLUMN_NAME
            WHERE \(condition("k.OWNER")) AND k.CONSTRAINT_TYPE = 'U' AND n.NULLABLE = 'Y'
            """, binds
        ) { record throws(OracleError) in
            if let owner = record.text(0), let name = record.text(1) { nullable.insert(ObjectName(owner, name)) }
        }
        try await connection.each(
            """
            SELECT OWNER, TABLE_NAME, CONSTRAINT_NAME FROM \(views)_CONSTRAINTS
            WHERE \(condition("OWNER")) AND CONSTRAINT_TYPE IN ('P', 'U') AND STATUS = 'ENABLED'
            """, binds
        ) { record throws(OracleError) in
            guard let owner = record.text(0), let name = record.text(1), let key = record.text(2),
                !nullable.contains(ObjectName(owner, key))
            else { return }
            found[Place(name: ObjectName(owner, name), kind: .table)]?.flags.remove("noKey")
        }
    }

    private func addSizes(_ found: inout [Place: ListedObject]) async throws(OracleError) {
        guard powers.seesSegments else { return }
        try await connection.each(
            """
            SELECT OWNER, SEGMENT_NAME, SUM(BYTES) FROM DBA_SEGMENTS WHERE \(condition("OWNER"))
            AND SEGMENT_TYPE IN ('TABLE', 'TABLE PARTITION', 'TABLE SUBPARTITION') GROUP BY OWNER, SEGMENT_NAME
            """, binds
        ) { record throws(OracleError) in
            guard let owner = record.text(0), let name = record.text(1) else { return }
            found[Place(name: ObjectName(owner, name), kind: .table)]?.bytesEstimated = record.integer(2)
        }
    }
}
