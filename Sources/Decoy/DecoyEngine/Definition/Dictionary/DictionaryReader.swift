package import DecoyDictionary
package import OracleSQL
internal import PostgresClient

/// Makes the snapshot from the rows of schema `dict`, as the transaction at hand sees them.
package struct DictionaryReader {
    let link: any DefinitionLink
    private var contents = DictionaryContents()
    private var objects: [Int: DictionaryObject] = [:]
    private var columns: [Int: [Column]] = [:]
    /// The ids of the only tables that are read, as PostgreSQL writes a list; nil reads everything.
    private var only: String?

    package init(_ link: any DefinitionLink) { self.link = link }

    package static func read(
        _ link: any DefinitionLink, systemViews: [SystemView]
    ) throws(OracleFailure) -> DataDictionary {
        var reader = DictionaryReader(link)
        reader.contents.systemViews = systemViews
        try reader.readAll()
        return DataDictionary(reader.contents)
    }

    /// The snapshot after a change of these tables alone: the rest is taken from the one before. Reading everything
    /// for each of ten thousand tables would take hours.
    static func read(
        _ link: any DefinitionLink, after base: DataDictionary, changed: Set<Int>
    ) throws(OracleFailure) -> DataDictionary {
        var reader = DictionaryReader(link)
        reader.only = changed.sorted().map(String.init).joined(separator: ",")
        let version = try link.number("SELECT version FROM dict.version")
        try reader.readObjects()
        try reader.readColumns()
        try reader.readTables()
        return DataDictionary(base, replacing: reader.contents.tables, version: version)
    }

    /// A condition on the column that holds the id of a table.
    private func scope(_ column: String) -> String {
        only.map { "\(column) = ANY ('{\($0)}'::bigint[])" } ?? "true"
    }

    private func indexScope(_ column: String) -> String {
        only == nil ? "true" : "\(column) IN (SELECT id FROM dict.indexes WHERE \(scope("table_id")))"
    }

    private mutating func readAll() throws(OracleFailure) {
        contents.version = try link.number("SELECT version FROM dict.version")
        try readUsers()
        try readObjects()
        try readColumns()
        try readTables()
        try readViews()
        try readSequences()
        try readCode()
        try readTypes()
        try readGrants()
    }

    private mutating func readUsers() throws(OracleFailure) {
        let rows = try link.texts(
            """
            SELECT id::text, name, is_role::text, status, verifiers, is_maintained::text, default_tablespace,
            temporary_tablespace, profile, extract(epoch FROM expires_at)::bigint::text,
            (SELECT value FROM dict.kept k WHERE k.kind = 'PROFILE' AND k.name = profile)
            FROM dict.users ORDER BY id
            """)
        for row in rows.map(DictionaryRow.init) {
            var user = User(id: row.number(0), name: row.text(1), isRole: row.flag(2))
            user.status = User.Status(rawValue: row.text(3)) ?? .open
            user.verifiers = row.optional(4)
            user.isOracleMaintained = row.flag(5)
            user.defaultTablespace = row.text(6)
            user.temporaryTablespace = row.text(7)
            user.profile = row.text(8)
            let limits = PasswordLimits(row.optional(10))
            if limits.life != nil, let end = row.optionalNumber(9) {
                user.passwordEnd = User.PasswordEnd(at: end, graceSeconds: limits.grace)
            }
            contents.users.append(user)
        }
    }

    private mutating func readObjects() throws(OracleFailure) {
        let rows = try link.texts(
            "SELECT id::text, owner, name, subname, kind, is_valid::text, version::text FROM dict.objects "
                + "WHERE id >= \(DictionaryInstaller.firstUserObject) AND (\(scope("id")) OR \(indexScope("id")))")
        for row in rows.map(DictionaryRow.init) {
            guard let kind = ObjectKind(rawValue: row.text(4)) else { continue }
            objects[row.number(0)] = DictionaryObject(
                id: row.number(0), owner: row.text(1), name: row.text(2), subname: row.optional(3), kind: kind,
                isValid: row.flag(5), version: row.number(6))
        }
    }

    private mutating func readColumns() throws(OracleFailure) {
        let rows = try link.texts(
            """
            SELECT object_id::text, number::text, name, declared, is_nullable::text, position::text, default_text,
            default_on_null::text, virtual_text, is_invisible::text, is_hidden::text, is_unused::text,
            identity_always::text, identity_on_null::text, identity_sequence::text, comment, type_owner
            FROM dict.columns c
            WHERE object_id >= \(DictionaryInstaller.firstUserObject) AND \(scope("object_id"))
            ORDER BY c.object_id, c.number
            """)
        for row in rows.map(DictionaryRow.init) {
            var column = Column(
                name: row.text(2), number: row.number(1), type: DictionaryRow.type(row.text(3)),
                isNullable: row.flag(4), position: row.optionalNumber(5))
            column.defaultText = row.optional(6)
            column.isDefaultOnNull = row.flag(7)
            column.virtualText = row.optional(8)
            column.isInvisible = row.flag(9)
            column.isHidden = row.flag(10)
            column.isUnused = row.flag(11)
            if let sequence = row.optionalNumber(14) {
                column.identity = Column.Identity(
                    isAlways: row.flag(12), isOnNull: row.flag(13), sequenceID: sequence)
            }
            column.comment = row.optional(15)
            columns[row.number(0), default: []].append(column)
        }
    }

    // MARK: Tables

    private mutating func readTables() throws(OracleFailure) {
        let constraints = try readConstraints()
        let indexes = try readIndexes()
        let partitions = try readPartitions()
        let groups = try readLogGroups()
        let triggers = try link.texts(
            "SELECT table_id::text, id::text FROM dict.triggers WHERE table_id IS NOT NULL AND \(scope("table_id"))")
        var triggerIDs: [Int: [Int]] = [:]
        for row in triggers.map(DictionaryRow.init) { triggerIDs[row.number(0), default: []].append(row.number(1)) }
        let templates = try readTemplates()
        let rows = try link.texts(
            """
            SELECT t.id::text, t.kind, t.row_movement::text, t.read_only::text, t.comment, t.definition_scn::text,
            t.part_kind, array_to_string(t.part_keys, ','), t.interval_text, t.sub_kind,
            array_to_string(t.sub_keys, ','), t.sub_count::text, o.data_id::text
            FROM dict.tables t JOIN dict.objects o USING (id) WHERE \(scope("t.id")) ORDER BY t.id
            """)
        for row in rows.map(DictionaryRow.init) {
            guard let object = objects[row.number(0)] else { continue }
            var table = Table(
                object: object, columns: columns[object.id] ?? [], kind: Table.Kind(rawValue: row.text(1)) ?? .heap,
                dataObjectID: row.optionalNumber(12))
            table.constraints = constraints[object.id] ?? []
            table.indexes = indexes[object.id] ?? []
            table.triggerIDs = triggerIDs[object.id] ?? []
            table.logGroups = groups[object.id] ?? []
            table.isRowMovementEnabled = row.flag(2)
            table.isReadOnly = row.flag(3)
            table.comment = row.optional(4)
            table.definitionSCN = row.optionalNumber(5)
            if let kind = row.optional(6).flatMap(Partitioning.Kind.init(rawValue:)) {
                var scheme = Partitioning(kind: kind, keyNumbers: row.numbers(7))
                scheme.interval = row.optional(8)
                scheme.subpartitionKind = Partitioning.Kind(rawValue: row.text(9)) ?? .none
                scheme.subpartitionKeyNumbers = row.numbers(10)
                scheme.defaultSubpartitionCount = row.number(11)
                scheme.template = templates[object.id] ?? []
                scheme.partitions = partitions[object.id] ?? []
                table.partitioning = scheme
            }
            contents.tables.append(table)
        }
    }

    private func readConstraints() throws(OracleFailure) -> [Int: [Constraint]] {
        var found: [Int: [Constraint]] = [:]
        let rows = try link.texts(
            """
            SELECT table_id::text, id::text, owner, name, kind, array_to_string(columns, ','), condition,
            is_not_null::text, ref_table::text, ref_constraint::text, delete_rule, is_enabled::text,
            is_validated::text, is_deferrable::text, is_deferred::text, is_rely::text, is_generated::text,
            index_id::text FROM dict.constraints WHERE \(scope("table_id")) ORDER BY id
            """)
        for row in rows.map(DictionaryRow.init) {
            var constraint = Constraint(
                id: row.number(1), owner: row.text(2), name: row.text(3),
                kind: Constraint.Kind(rawValue: row.text(4)) ?? .check, columnNumbers: row.numbers(5))
            constraint.condition = row.optional(6)
            constraint.isNotNull = row.flag(7)
            constraint.referencedTableID = row.optionalNumber(8)
            constraint.referencedConstraintID = row.optionalNumber(9)
            constraint.deleteRule = Constraint.DeleteRule(rawValue: row.text(10)) ?? .noAction
            constraint.isEnabled = row.flag(11)
            constraint.isValidated = row.flag(12)
            constraint.isDeferrable = row.flag(13)
            constraint.isInitiallyDeferred = row.flag(14)
            constraint.isRely = row.flag(15)
            constraint.isNameGenerated = row.flag(16)
            constraint.indexID = row.optionalNumber(17)
            found[row.number(0), default: []].append(constraint)
        }
        return found
    }

    private func readIndexes() throws(OracleFailure) -> [Int: [Index]] {
        var parts: [Int: [Index.Part]] = [:]
        let partRows = try link.texts(
            """
            SELECT index_id::text, column_number::text, expression, is_descending::text, name
            FROM dict.index_parts WHERE \(indexScope("index_id")) ORDER BY index_id, position
            """)
        for row in partRows.map(DictionaryRow.init) {
            let part = Index.Part(
                columnNumber: row.optionalNumber(1), expression: row.optional(2), isDescending: row.flag(3),
                name: row.text(4))
            parts[row.number(0), default: []].append(part)
        }
        var found: [Int: [Index]] = [:]
        let rows = try link.texts(
            """
            SELECT table_id::text, id::text, is_unique::text, is_bitmap::text, is_reverse::text,
            is_invisible::text, is_local::text FROM dict.indexes WHERE \(scope("table_id")) ORDER BY id
            """)
        for row in rows.map(DictionaryRow.init) {
            guard let object = objects[row.number(1)] else { continue }
            var index = Index(
                object: object, tableID: row.number(0), isUnique: row.flag(2), parts: parts[object.id] ?? [])
            index.isBitmap = row.flag(3)
            index.isReverse = row.flag(4)
            index.isInvisible = row.flag(5)
            index.isLocal = row.flag(6)
            found[index.tableID, default: []].append(index)
        }
        return found
    }

    private func readPartitions() throws(OracleFailure) -> [Int: [Partition]] {
        var children: [Int: [Partition]] = [:]
        var found: [Int: [Partition]] = [:]
        let rows = try link.texts(
            """
            SELECT table_id::text, parent_id::text, id::text, name, position::text, bound, is_interval::text,
            data_id::text, is_generated::text FROM dict.partitions WHERE \(scope("table_id"))
            ORDER BY table_id, parent_id NULLS LAST, position
            """)
        for row in rows.map(DictionaryRow.init) {
            let partition = Partition(
                id: row.number(2), name: row.text(3), position: row.number(4), bound: row.optional(5),
                isInterval: row.flag(6), dataObjectID: row.number(7), isNameGenerated: row.flag(8),
                subpartitions: children[row.number(2)] ?? [])
            if let parent = row.optionalNumber(1) {
                children[parent, default: []].append(partition)
            } else {
                found[row.number(0), default: []].append(partition)
            }
        }
        return found
    }

    private func readTemplates() throws(OracleFailure) -> [Int: [Partitioning.TemplatePart]] {
        var found: [Int: [Partitioning.TemplatePart]] = [:]
        let rows = try link.texts(
            """
            SELECT table_id::text, name, bound FROM dict.templates WHERE \(scope("table_id"))
            ORDER BY table_id, position
            """)
        for row in rows.map(DictionaryRow.init) {
            let part = Partitioning.TemplatePart(name: row.text(1), bound: row.optional(2))
            found[row.number(0), default: []].append(part)
        }
        return found
    }

    private func readLogGroups() throws(OracleFailure) -> [Int: [LogGroup]] {
        var found: [Int: [LogGroup]] = [:]
        let rows = try link.texts(
            """
            SELECT table_id::text, name, kind, is_always::text, array_to_string(columns, ','),
            array_to_string(unlogged, ','), is_generated::text FROM dict.log_groups WHERE \(scope("table_id"))
            ORDER BY table_id, name
            """)
        for row in rows.map(DictionaryRow.init) {
            let group = LogGroup(
                name: row.text(1), kind: LogGroup.Kind(rawValue: row.text(2)) ?? .user, isAlways: row.flag(3),
                columnNumbers: row.numbers(4), unloggedNumbers: Set(row.numbers(5)), isNameGenerated: row.flag(6))
            found[row.number(0), default: []].append(group)
        }
        return found
    }

    // MARK: Others

    private mutating func readViews() throws(OracleFailure) {
        let rows = try link.texts(
            "SELECT id::text, text, read_only::text, check_option::text, comment, container_id::text FROM dict.views")
        for row in rows.map(DictionaryRow.init) {
            guard let object = objects[row.number(0)] else { continue }
            var view = View(object: object, text: row.text(1), columns: columns[object.id] ?? [])
            view.isReadOnly = row.flag(2)
            view.hasCheckOption = row.flag(3)
            view.comment = row.optional(4)
            view.containerTableID = row.optionalNumber(5)
            contents.views.append(view)
        }
    }

    private mutating func readSequences() throws(OracleFailure) {
        let rows = try link.texts(
            """
            SELECT id::text, minimum::text, maximum::text, increment::text, start::text, is_cycle::text,
            is_order::text, cache_size::text FROM dict.sequences
            """)
        for row in rows.map(DictionaryRow.init) {
            guard let object = objects[row.number(0)] else { continue }
            var sequence = SequenceDefinition(object: object)
            sequence.minimum = row.text(1)
            sequence.maximum = row.text(2)
            sequence.increment = row.text(3)
            sequence.start = row.text(4)
            sequence.isCycle = row.flag(5)
            sequence.isOrder = row.flag(6)
            sequence.cacheSize = row.number(7)
            contents.sequences.append(sequence)
        }
        let synonyms = try link.texts("SELECT id::text, to_owner, to_name, link FROM dict.synonyms")
        for row in synonyms.map(DictionaryRow.init) {
            guard let object = objects[row.number(0)] else { continue }
            contents.synonyms.append(
                Synonym(
                    object: object, pointsTo: QualifiedName(row.text(1), row.text(2)), databaseLink: row.optional(3)))
        }
    }

    private mutating func readCode() throws(OracleFailure) {
        var texts: [Int: String] = [:]
        for row in try link.texts("SELECT id::text, text, is_invoker::text FROM dict.sources").map(DictionaryRow.init) {
            texts[row.number(0)] = row.text(1)
            guard let object = objects[row.number(0)] else { continue }
            switch object.kind {
            case .procedure, .function, .package, .packageBody, .typeBody:
                contents.routines.append(
                    Routine(object: object, text: row.text(1), isInvokersRights: row.flag(2)))
            default: break
            }
        }
        let rows = try link.texts(
            """
            SELECT id::text, table_id::text, timing, is_each_row::text, on_insert::text, on_update::text,
            on_delete::text, array_to_string(columns, E'\\x01'), old_name, new_name, when_text, body, is_enabled::text
            FROM dict.triggers
            """)
        for row in rows.map(DictionaryRow.init) {
            guard let object = objects[row.number(0)] else { continue }
            var trigger = Trigger(
                object: object, timing: Trigger.Timing(rawValue: row.text(2)) ?? .before, bodyText: row.text(11),
                text: texts[object.id] ?? "")
            trigger.tableID = row.optionalNumber(1)
            trigger.isEachRow = row.flag(3)
            trigger.onInsert = row.flag(4)
            trigger.onUpdate = row.flag(5)
            trigger.onDelete = row.flag(6)
            trigger.updateColumns = row.text(7).split(separator: "\u{1}").map(String.init)
            trigger.oldName = row.text(8)
            trigger.newName = row.text(9)
            trigger.whenText = row.optional(10)
            trigger.isEnabled = row.flag(12)
            contents.triggers.append(trigger)
        }
    }

    private mutating func readTypes() throws(OracleFailure) {
        var attributes: [Int: [ObjectTypeDefinition.Attribute]] = [:]
        let parts = try link.texts(
            "SELECT type_id::text, name, declared FROM dict.type_attributes ORDER BY type_id, position")
        for row in parts.map(DictionaryRow.init) {
            let attribute = ObjectTypeDefinition.Attribute(name: row.text(1), type: DictionaryRow.type(row.text(2)))
            attributes[row.number(0), default: []].append(attribute)
        }
        let rows = try link.texts(
            """
            SELECT t.id::text, t.form, t.upper_bound::text, t.element, encode(t.identifier, 'hex'), s.text
            FROM dict.types t JOIN dict.sources s USING (id)
            """)
        for row in rows.map(DictionaryRow.init) {
            guard let object = objects[row.number(0)] else { continue }
            let element = DictionaryRow.type(row.text(3))
            let form: ObjectTypeDefinition.Form =
                switch row.text(1) {
                case "OBJECT": .object(attributes: attributes[object.id] ?? [])
                case "VARRAY": .varray(limit: row.number(2), element: element)
                case "TABLE": .nestedTable(element: element)
                default: .incomplete
                }
            contents.types.append(
                ObjectTypeDefinition(
                    object: object, form: form, identifier: DictionaryRow.bytes(row.text(4)), text: row.text(5)))
        }
    }

    private mutating func readGrants() throws(OracleFailure) {
        let rows = try link.texts(
            """
            SELECT grantee, grantor, kind, privilege, object_id::text, array_to_string(columns, E'\\x01'),
            is_grantable::text FROM dict.grants
            """)
        for row in rows.map(DictionaryRow.init) {
            let kind: Grant.Kind =
                switch row.text(2) {
                case "S": .system(row.text(3))
                case "R": .role(row.text(3))
                default:
                    .object(
                        row.text(3), objectID: row.number(4),
                        columns: row.text(5).split(separator: "\u{1}").map(String.init))
                }
            contents.grants.append(
                Grant(grantee: row.text(0), grantor: row.text(1), kind: kind, isGrantable: row.flag(6)))
        }
    }
}
