internal import Crypto
internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// DROP, TRUNCATE, RENAME, PURGE and FLASHBACK TABLE.
extension DefinitionRunner {
    func drop(_ statement: DropStatement) throws(OracleFailure) {
        do throws(OracleFailure) {
            try dropOne(statement)
        } catch {
            let missing: Set<Int> = [942, 1418, 2289, 1434, 1432, 4043, 4080, 1918, 1919]
            guard statement.isConditional, missing.contains(error.code) else { throw error }
        }
    }

    private func dropOne(_ statement: DropStatement) throws(OracleFailure) {
        let owner = statement.name.schema?.text ?? setting.schema
        let name = statement.name.name.text
        let place = statement.name.position
        switch statement.kind {
        case .table: try dropTable(statement, owner)
        case .index: try dropIndex(owner, name, place)
        case .view: try dropObject(owner, name, .view, "VIEW", .unknownTable(at: place))
        case .materializedView: try dropMaterialized(owner, name, place)
        case .sequence:
            let failure = OracleFailure.unknownSequence(at: place)
            let id = try dropObject(owner, name, .sequence, "SEQUENCE", failure)
            try link.command("DROP SEQUENCE data.s\(id) CASCADE")
        case .synonym:
            try dropObject(
                owner, name, .synonym, "SYNONYM",
                OracleFailure(1434, "private synonym to be dropped does not exist", at: place))
        case .publicSynonym:
            try demandSystem("DROP PUBLIC SYNONYM")
            try dropObject(
                "PUBLIC", name, .synonym, nil,
                OracleFailure(1432, "public synonym to be dropped does not exist", at: place))
        case .trigger: try dropTrigger(owner, name, place)
        case .procedure, .function, .package, .packageBody, .type, .typeBody: try dropRoutine(statement, owner)
        case .dimension: try dropDimension(owner, name, place)
        case .materializedViewLog: try dropLog(statement)
        case .user: try dropUser(statement)
        case .role: try dropRole(statement)
        case .directory, .edition, .profile, .tablespace, .context, .databaseLink: try dropKept(statement)
        case .cluster: try dropCluster(statement, owner)
        }
    }

    /// Drops an object that has rows of the dictionary only; gives its id.
    @discardableResult private func dropObject(
        _ owner: String, _ name: String, _ kind: ObjectKind, _ right: String?, _ missing: OracleFailure
    ) throws(OracleFailure) -> Int {
        guard let object = dictionary.object(owner: owner, name: name), object.kind == kind else { throw missing }
        if let right {
            guard
                dictionary.canSee(object, user: setting.user) || dictionary.has("DROP ANY \(right)", user: setting.user)
            else { throw missing }
            try demand("DROP", right, owner: owner)
        }
        try deleteObject(object.id)
        return object.id
    }

    private func dropIndex(_ owner: String, _ name: String, _ place: Position) throws(OracleFailure) {
        guard let (table, index) = dictionary.index(owner: owner, name: name) else {
            throw OracleFailure(1418, "specified index does not exist", at: place)
        }
        try demand("DROP", "INDEX", owner: owner)
        guard !table.constraints.contains(where: { $0.indexID == index.id && $0.isEnabled }) else {
            throw OracleFailure(2429, "cannot drop index used for enforcement of unique/primary key", at: place)
        }
        try dropPhysical(index, of: table)
        try deleteObject(index.id)
        try touch(table.id)
    }

    private func dropMaterialized(_ owner: String, _ name: String, _ place: Position) throws(OracleFailure) {
        let found = dictionary.views.values.first {
            $0.owner == owner && $0.name == name && $0.object.kind == .materializedView
        }
        guard let found, let container = found.containerTableID.flatMap({ dictionary.tables[$0] }) else {
            throw OracleFailure(12_003, "materialized view \"\(owner)\".\"\(name)\" does not exist", at: place)
        }
        try demand("DROP", "MATERIALIZED VIEW", owner: owner)
        try deleteObject(found.id)
        try destroy(container)
    }

    private func dropDimension(_ owner: String, _ name: String, _ place: Position) throws(OracleFailure) {
        let found = try link.texts(
            "SELECT id::text FROM dict.objects WHERE owner = $1 AND name = $2 AND kind = 'DIMENSION'",
            [.text(owner), .text(name)])
        guard let id = found.first?.first.flatMap({ $0.flatMap { Int($0) } }) else {
            throw OracleFailure(30_333, "dimension does not exist", at: place)
        }
        try demand("DROP", "DIMENSION", owner: owner)
        try deleteObject(id)
    }

    private func dropTrigger(_ owner: String, _ name: String, _ place: Position) throws(OracleFailure) {
        guard let trigger = dictionary.trigger(owner: owner, name: name) else {
            throw OracleFailure(4080, "trigger '\(name)' does not exist", at: place)
        }
        try demand("DROP", "TRIGGER", owner: owner)
        try deleteObject(trigger.object.id)
    }

    private func dropRoutine(_ statement: DropStatement, _ owner: String) throws(OracleFailure) {
        let name = statement.name.name.text
        guard let kind = ObjectKind(rawValue: statement.kind.rawValue) else { return }
        let rows = try link.texts(
            "SELECT id::text FROM dict.objects WHERE owner = $1 AND name = $2 AND kind = $3",
            [.text(owner), .text(name), .text(kind.rawValue)])
        guard let id = rows.first?.first.flatMap({ $0 }).flatMap({ Int($0) }) else {
            throw OracleFailure(4043, "object \(name) does not exist", at: statement.name.position)
        }
        let isType = kind == .type || kind == .typeBody
        try demand("DROP", isType ? "TYPE" : "PROCEDURE", owner: owner)
        if kind == .type, !statement.isCascading, let object = dictionary.object(owner: owner, name: name) {
            let declared = OracleType.object(schema: owner, name: name)
            let isUsed =
                isUsedByTable(object)
                || dictionary.types.values.contains { $0.uses(declared) }
            guard !isUsed else {
                throw OracleFailure(2303, "cannot drop or replace a type with type or table dependents")
            }
        }
        try deleteObject(id)
        if kind == .package || kind == .type {
            try link.command(
                "DELETE FROM dict.objects WHERE owner = $1 AND name = $2 AND kind = $3",
                [.text(owner), .text(name), .text(kind == .type ? "TYPE BODY" : "PACKAGE BODY")])
        }
    }

    private func dropKept(_ statement: DropStatement) throws(OracleFailure) {
        // A link's name may hold a domain.
        let name = [statement.name.schema, statement.name.name].compactMap { $0?.text }.joined(separator: ".")
        let count = try link.number(
            "WITH gone AS (DELETE FROM dict.kept WHERE kind = $1 AND name = $2 RETURNING 1) SELECT count(*) FROM gone",
            [.text(statement.kind.rawValue), .text(name)])
        guard count == 0 else { return }
        switch statement.kind {
        case .directory: throw OracleFailure(4043, "object \(name) does not exist", at: statement.name.position)
        case .edition: throw OracleFailure(38_802, "edition does not exist", at: statement.name.position)
        case .profile: throw OracleFailure(2380, "profile \(name) does not exist", at: statement.name.position)
        case .tablespace: throw OracleFailure(959, "tablespace '\(name)' does not exist", at: statement.name.position)
        case .databaseLink: throw OracleFailure(2024, "database link not found", at: statement.name.position)
        default: throw OracleFailure(4043, "object \(name) does not exist", at: statement.name.position)
        }
    }

    // MARK: Tables

    func dropTable(_ statement: DropStatement, _ owner: String) throws(OracleFailure) {
        let name = statement.name.name.text
        guard let object = dictionary.object(owner: owner, name: name), let table = dictionary.tables[object.id],
            dictionary.canSee(object, user: setting.user)
        else { throw .unknownTable(at: statement.name.position) }
        try demand("DROP", "TABLE", owner: owner)
        if dictionary.views.values.contains(where: { $0.containerTableID == table.id }) {
            throw OracleFailure(12_083, "must use DROP MATERIALIZED VIEW to drop \"\(owner)\".\"\(name)\"")
        }
        let queues = try link.number("SELECT count(*) FROM dict.queue_tables WHERE id = \(table.id)")
        guard queues == 0 else {
            throw OracleFailure(24_005, "Inappropriate utilities used to perform DDL on AQ table \(owner).\(name)")
        }
        for constraint in table.constraints where constraint.kind == .primaryKey || constraint.kind == .unique {
            for child in references(to: constraint) where child.table.id != table.id {
                guard statement.isCascading else {
                    throw OracleFailure(2449, "unique/primary keys in table referenced by foreign keys")
                }
                try drop(child.constraint, of: child.table, false, keepsIndex: true)
            }
        }
        let isRecycled =
            usesRecycleBin && !statement.isPurging && !table.kind.isTemporary && owner != "SYS"
            && owner != "SYSTEM" && !name.hasPrefix("BIN$")
        if isRecycled { try recycle(table) } else { try destroy(table) }
    }

    /// A name as the recycle bin makes it: 16 bytes in 22 characters and a serial number.
    private static func recycledName() -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = "BIN$"
        var bits = 0
        var held = 0
        for byte in RandomBytes.make(16) {
            held = held << 8 | Int(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(digits[(held >> bits) & 63])
            }
            held &= 0xFF
        }
        text.append(digits[(held << (6 - bits)) & 63])
        return text + "==$0"
    }

    private func recycle(_ table: Table) throws(OracleFailure) {
        for constraint in table.constraints where constraint.kind == .foreignKey {
            try drop(constraint, of: table, false, keepsIndex: true)
        }
        let renamed = Self.recycledName()
        try recycleObject(table.object, renamed, base: table.id, "TABLE")
        try link.command(
            "UPDATE dict.objects SET name = $1 WHERE id IN "
                + "(SELECT id FROM dict.partitions WHERE table_id = \(table.id))",
            [.text(renamed)])
        for index in table.indexes { try recycleObject(index.object, Self.recycledName(), base: table.id, "INDEX") }
        for id in table.triggerIDs {
            guard let trigger = dictionary.triggers[id] else { continue }
            try recycleObject(trigger.object, Self.recycledName(), base: table.id, "TRIGGER")
            try link.command("UPDATE dict.triggers SET is_enabled = false WHERE id = \(id)")
        }
        for constraint in table.constraints where constraint.kind != .foreignKey {
            try link.command(
                "UPDATE dict.constraints SET name = $1 WHERE id = \(constraint.id)", [.text(Self.recycledName())])
        }
    }

    private func recycleObject(
        _ object: DictionaryObject, _ name: String, base: Int, _ kind: String
    ) throws(OracleFailure) {
        try link.command(
            "INSERT INTO dict.recycled (id, original_name, kind, base_id) VALUES (\(object.id), $1, $2, \(base))",
            [.text(object.name), .text(kind)])
        try link.command("UPDATE dict.objects SET name = $1 WHERE id = \(object.id)", [.text(name)])
    }

    /// Takes a table away for good.
    func destroy(_ table: Table) throws(OracleFailure) {
        if table.kind.isTemporary {
            try link.command("DROP TABLE data.b\(table.id) CASCADE")
        } else {
            try link.command("DROP TABLE \(table.physicalName) CASCADE")
            try link.command("DROP TABLE \(table.pastName)")
        }
        var segments = [table.dataObjectID].compactMap { $0 }
        for partition in table.partitioning?.partitions ?? [] {
            for part in [partition] + partition.subpartitions { segments.append(part.dataObjectID) }
        }
        for segment in segments { try link.command("DROP SEQUENCE IF EXISTS data.r\(segment)") }
        for column in table.columns {
            guard let identity = column.identity else { continue }
            try link.command("DROP SEQUENCE IF EXISTS data.s\(identity.sequenceID)")
            try deleteObject(identity.sequenceID)
        }
        for constraint in table.constraints { try link.command("DROP TABLE IF EXISTS data.g\(constraint.id)") }
        for id in table.triggerIDs { try deleteObject(id) }
        for index in table.indexes { try deleteObject(index.id) }
        try link.command(
            "DELETE FROM dict.objects WHERE id IN (SELECT id FROM dict.partitions WHERE table_id = \(table.id))")
        try deleteObject(table.id)
    }

    func truncate(_ statement: TruncateTable) throws(OracleFailure) {
        let table = try table(statement.name)
        try demand("DROP", "TABLE", owner: table.owner)
        if table.kind.isTemporary {
            return try link.command("DELETE FROM \(table.physicalName)")
        }
        for constraint in table.constraints {
            for child in references(to: constraint) where child.table.id != table.id && child.constraint.isEnabled {
                guard statement.isCascading, child.constraint.deleteRule == .cascade else {
                    throw OracleFailure(2266, "unique/primary keys in table referenced by enabled foreign keys")
                }
            }
        }
        try link.command("TRUNCATE \(table.physicalName)\(statement.isCascading ? " CASCADE" : "")")
        let keys = table.constraints.filter { $0.kind == .primaryKey || $0.kind == .unique }.map(\.id)
        for id in keys + table.indexes.filter(\.isUnique).map(\.id) {
            try link.command(
                "DO $$ BEGIN IF to_regclass('data.g\(id)') IS NOT NULL THEN TRUNCATE data.g\(id) CASCADE; END IF; "
                    + "END $$")
        }
        if table.partitioning == nil {
            try newSegment(table)
        } else {
            for partition in table.partitioning?.partitions ?? [] { try truncate(partition, table) }
        }
        try touch(table.id)
        redefined.insert(table.id)
    }

    func rename(_ old: Name, to new: Name) throws(OracleFailure) {
        guard let object = dictionary.object(owner: setting.user, name: old.text) else {
            throw OracleFailure(4043, "object \(old.text) does not exist", at: old.position)
        }
        guard [.table, .view, .sequence, .synonym].contains(object.kind) else {
            throw OracleFailure(3001, "unimplemented feature: RENAME of a \(object.kind.rawValue)", at: old.position)
        }
        if let table = dictionary.tables[object.id] { return try rename(table, to: new) }
        try demandFree(setting.user, new.text, object.kind, at: new.position)
        try link.command("UPDATE dict.objects SET name = $1 WHERE id = \(object.id)", [.text(new.text)])
        try touch(object.id)
    }

    func rename(_ table: Table, to new: Name) throws(OracleFailure) {
        try demandFree(table.owner, new.text, .table, at: new.position)
        try link.command(
            "UPDATE dict.objects SET name = $1 WHERE id = \(table.id) OR id IN "
                + "(SELECT id FROM dict.partitions WHERE table_id = \(table.id))", [.text(new.text)])
        try touch(table.id)
    }

    // MARK: Recycle bin

    /// The newest dropped table of that name, by its own or its first name.
    private func recycled(_ name: ObjectName) throws(OracleFailure) -> Table {
        let owner = name.schema?.text ?? setting.schema
        let rows = try link.texts(
            """
            SELECT r.id::text FROM dict.recycled r JOIN dict.objects o USING (id)
            WHERE o.owner = $1 AND (r.original_name = $2 OR o.name = $2) AND r.kind = 'TABLE'
            ORDER BY r.dropped DESC, r.id DESC LIMIT 1
            """, [.text(owner), .text(name.name.text)])
        guard let id = rows.first?.first.flatMap({ $0 }).flatMap({ Int($0) }), let table = dictionary.tables[id] else {
            throw OracleFailure(38_307, "object not in RECYCLE BIN", at: name.position)
        }
        return table
    }

    func purge(_ statement: PurgeStatement) throws(OracleFailure) {
        switch statement {
        case .table(let name): try destroy(try recycled(name))
        case .index, .tablespace: break
        case .recycleBin: try purgeAll("o.owner = $1", setting.user)
        case .databaseRecycleBin: try purgeAll("o.owner <> $1", "")
        }
    }

    private func purgeAll(_ test: String, _ value: String) throws(OracleFailure) {
        let rows = try link.texts(
            "SELECT r.id::text FROM dict.recycled r JOIN dict.objects o USING (id) WHERE r.kind = 'TABLE' AND \(test)",
            [.text(value)])
        for row in rows.map(DictionaryRow.init) {
            if let table = dictionary.tables[row.number(0)] { try destroy(table) }
        }
    }

    func flashback(_ statement: FlashbackTable) throws(OracleFailure) {
        guard case .beforeDrop(let newName) = statement.point else {
            throw .unsupported("FLASHBACK TABLE TO a moment", at: statement.position)
        }
        for name in statement.tables {
            let table = try recycled(name)
            let rows = try link.texts("SELECT original_name FROM dict.recycled WHERE id = \(table.id)")
            let original = newName?.text ?? rows.first?.first.flatMap { $0 } ?? table.name
            guard dictionary.object(owner: table.owner, name: original) == nil else {
                throw OracleFailure(38_312, "original name is used by an existing object", at: name.position)
            }
            try link.command("DELETE FROM dict.recycled WHERE base_id = \(table.id)")
            try rename(table, to: Name(original))
        }
    }

    // MARK: Users

    private func dropUser(_ statement: DropStatement) throws(OracleFailure) {
        try demandSystem("DROP USER")
        let name = statement.name.name.text
        guard let user = dictionary.users[name], !user.isRole else {
            throw OracleFailure(1918, "user '\(name)' does not exist", at: statement.name.position)
        }
        guard !user.isOracleMaintained else { throw OracleFailure(28_050, "specified user or role cannot be dropped") }
        let count = try link.number("SELECT count(*) FROM dict.objects WHERE owner = $1", [.text(name)])
        guard count == 0 || statement.isCascading else {
            throw OracleFailure(1922, "CASCADE must be specified to drop '\(name)'", at: statement.name.position)
        }
        for table in dictionary.tables.values where table.owner == name {
            for constraint in table.constraints {
                for child in references(to: constraint) where child.table.owner != name {
                    try drop(child.constraint, of: child.table, false, keepsIndex: true)
                }
            }
        }
        for table in dictionary.tables.values.sorted(by: { $0.id > $1.id }) where table.owner == name {
            try destroy(table)
        }
        for sequence in dictionary.sequences.values where sequence.object.owner == name {
            try link.command("DROP SEQUENCE IF EXISTS data.s\(sequence.id) CASCADE")
        }
        try link.command(
            "DELETE FROM dict.grants WHERE grantee = $1 OR object_id IN (SELECT id FROM dict.objects WHERE owner = $1)",
            [.text(name)])
        try link.command("DELETE FROM dict.objects WHERE owner = $1", [.text(name)])
        try link.command(
            "DELETE FROM dict.kept WHERE kind = 'PROXY' AND (starts_with(name, $1) OR right(name, length($2)) = $2)",
            [.text("\"\(name)\" "), .text(" \"\(name)\"")])
        try link.command("DELETE FROM dict.users WHERE id = \(user.id)")
    }

    private func dropRole(_ statement: DropStatement) throws(OracleFailure) {
        let name = statement.name.name.text
        guard let role = dictionary.users[name], role.isRole else {
            throw OracleFailure(1919, "role '\(name)' does not exist", at: statement.name.position)
        }
        try demandSystem("DROP ANY ROLE")
        try link.command("DELETE FROM dict.grants WHERE grantee = $1 OR (kind = 'R' AND privilege = $1)", [.text(name)])
        try link.command("DELETE FROM dict.users WHERE id = \(role.id)")
    }
}

extension ObjectTypeDefinition {
    fileprivate func uses(_ type: OracleType) -> Bool {
        switch form {
        case .object(let attributes): attributes.contains { $0.type == type }
        case .varray(_, let element), .nestedTable(let element): element == type
        case .incomplete: false
        }
    }
}
