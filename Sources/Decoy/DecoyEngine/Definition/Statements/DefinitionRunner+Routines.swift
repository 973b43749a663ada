internal import Crypto
internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// Stored texts: routines, packages, triggers, types.
extension DefinitionRunner {
    func create(_ statement: CreateRoutine) throws(OracleFailure) {
        let owner = try owner(of: statement.name)
        let isType = statement.kind == .typeBody
        try demand("CREATE", isType ? "TYPE" : "PROCEDURE", owner: owner)
        let kind = ObjectKind(rawValue: statement.kind.rawValue) ?? .procedure
        let id = try replaceable(
            owner, statement.name, kind, isReplacing: statement.isReplacing || kind == .packageBody || isType)
        let isInvoker = statement.text.text.uppercased().contains("AUTHID CURRENT_USER")
        try link.command(
            "INSERT INTO dict.sources VALUES (\(id), $1, $2)",
            [.text(Self.withoutEnd(statement.text.text)), .boolean(isInvoker)])
        if !isType { try noteFaults(id, Self.withoutEnd(statement.text.text)) }
        if kind == .package { try notePackageTypes(id, Self.withoutEnd(statement.text.text)) }
    }

    /// A text that PL/SQL cannot read is kept, and its faults are rows of USER_ERRORS.
    private func noteFaults(_ id: Int, _ text: String) throws(OracleFailure) {
        if let fault = UnitFault(of: text) { try note(fault, of: id) }
    }

    /// The types that a specification declares, for the views and for drivers.
    private func notePackageTypes(_ id: Int, _ text: String) throws(OracleFailure) {
        try link.command("DELETE FROM dict.package_types WHERE package_id = \(id)")
        for (place, type) in PackageType.all(in: text).enumerated() {
            try link.command(
                "INSERT INTO dict.package_types VALUES (\(id), \(place), $1, $2, $3, $4, $5, $6, $7)",
                [
                    .text(type.name), .bytea(ObjectIdentity.inPackage(id, place: place).bytes), .text(type.form),
                    .int4(type.limit.map(Int32.init(clamping:))), .text(type.elementNames?.joined(separator: ".")),
                    .text(type.element), .text(type.index),
                ])
        }
    }

    private func note(_ fault: UnitFault, of id: Int) throws(OracleFailure) {
        isCompiledWithErrors = true
        try link.command("UPDATE dict.objects SET is_valid = false WHERE id = \(id)")
        try link.command(
            "INSERT INTO dict.errors VALUES (\(id), 1, \(fault.line), \(fault.column), $1)", [.text(fault.text)])
    }

    /// The object's id: a new one, or the old object of the same kind with its text taken away.
    private func replaceable(
        _ owner: String, _ name: ObjectName, _ kind: ObjectKind, isReplacing: Bool
    ) throws(OracleFailure) -> Int {
        let rows = try link.texts(
            "SELECT id::text, kind FROM dict.objects WHERE owner = $1 AND name = $2 AND namespace = \(kind.namespace) "
                + "AND subname IS NULL", [.text(owner), .text(name.name.text)])
        guard let old = rows.first.map(DictionaryRow.init) else {
            let id = try newObjectID()
            try insertObject(id, owner, name.name.text, kind)
            return id
        }
        guard isReplacing, old.text(1) == kind.rawValue else { throw .nameInUse(at: name.position) }
        let id = old.number(0)
        for table in ["sources", "triggers", "types", "errors", "arguments"] {
            try link.command("DELETE FROM dict.\(table) WHERE id = \(id)")
        }
        try link.command("UPDATE dict.objects SET is_valid = true WHERE id = \(id)")
        try touch(id)
        return id
    }

    /// A text ends with its last semicolon; SQL*Plus's slash and blanks behind it are no part of it.
    private static func withoutEnd(_ text: String) -> String {
        var end = text[...]
        while let last = end.last, last.isWhitespace { end = end.dropLast() }
        if end.hasSuffix("\n/") { end = end.dropLast(2) }
        while let last = end.last, last.isWhitespace { end = end.dropLast() }
        return String(end)
    }

    func create(_ statement: CreateTrigger) throws(OracleFailure) {
        let owner = try owner(of: statement.name)
        try demand("CREATE", "TRIGGER", owner: owner)
        guard statement.timing != .compound else {
            throw .unsupported("COMPOUND triggers", at: statement.position)
        }
        guard statement.timing != .insteadOf else {
            throw .unsupported("INSTEAD OF triggers", at: statement.position)
        }
        guard statement.table != nil else {
            throw .unsupported("triggers of a schema or of the database", at: statement.position)
        }
        var tableID: Int?
        if let name = statement.table {
            let schema = name.schema?.text ?? setting.schema
            switch dictionary.find(owner: schema, name: name.name.text) {
            case .table(let table): tableID = table.id
            case .view(let view) where statement.timing == .insteadOf: tableID = view.id
            default: throw .unknownTable(at: name.position)
            }
        }
        let id = try replaceable(owner, statement.name, .trigger, isReplacing: statement.isReplacing)
        let timing: Trigger.Timing =
            switch statement.timing {
            case .before: .before
            case .after: .after
            case .insteadOf: .insteadOf
            case .compound: .compound
            }
        let columns = statement.updateColumns.map { "\"\($0.text)\"" }.joined(separator: ",")
        try link.command(
            "INSERT INTO dict.sources VALUES (\(id), $1, false)", [.text(Self.withoutEnd(statement.text.text))])
        try link.command(
            """
            INSERT INTO dict.triggers VALUES (\(id), $1, $2, $3, $4, $5, $6, $7::text[], $8, $9, $10, $11, $12)
            """,
            [
                .int8(tableID.map(Int64.init)), .text(timing.rawValue), .boolean(statement.isEachRow),
                .boolean(statement.onInsert), .boolean(statement.onUpdate), .boolean(statement.onDelete),
                .text("{\(columns)}"), .text(statement.oldName), .text(statement.newName),
                .text(statement.condition?.text), .text(Self.withoutEnd(statement.body.text)),
                .boolean(!statement.isDisabled),
            ])
        try noteFaults(id, statement)
    }

    /// The body of a trigger is read as it will be when it fires.
    private func noteFaults(_ id: Int, _ statement: CreateTrigger) throws(OracleFailure) {
        let text = Self.withoutEnd(statement.body.text)
        do throws(OracleFailure) {
            _ = try TriggerUnit.block(text, isEachRow: statement.isEachRow, statement.oldName, statement.newName)
        } catch {
            guard error.code == 6550 else { throw error }
            try note(UnitFault(error, in: text), of: id)
        }
    }

    func create(_ statement: CreateType) throws(OracleFailure) {
        let owner = try owner(of: statement.name)
        try demand("CREATE", "TYPE", owner: owner)
        if statement.isReplacing, let old = dictionary.object(owner: owner, name: statement.name.name.text),
            old.kind == .type, !statement.isForced, isUsedByTable(old)
        {
            throw OracleFailure(2303, "cannot drop or replace a type with type or table dependents")
        }
        let id = try replaceable(owner, statement.name, .type, isReplacing: statement.isReplacing)
        try link.command(
            "INSERT INTO dict.sources VALUES (\(id), $1, false)", [.text(Self.withoutEnd(statement.text.text))])
        var form = "INCOMPLETE"
        var limit: Int?
        var element: OracleType?
        switch statement.form {
        case .object: form = "OBJECT"
        case .varray(let count, let type):
            (form, limit, element) = ("VARRAY", count, try resolve(type))
        case .nestedTable(let type): (form, element) = ("TABLE", try resolve(type))
        case .incomplete: break
        }
        try link.command(
            "INSERT INTO dict.types VALUES (\(id), $1, $2, $3, $4)",
            [
                .text(form), .int4(limit.map(Int32.init)), .text(element?.declaration),
                .bytea(RandomBytes.make(16)),
            ])
        guard case .object(let attributes, _) = statement.form else { return }
        for (offset, attribute) in attributes.enumerated() {
            let type: OracleType
            do throws(OracleFailure) {
                type = try resolve(attribute.type)
            } catch {
                // The type stays, with no attribute that could be used, until it is replaced or dropped.
                let text = statement.text.text
                try note(UnitFault(.unknownType(attribute.type), in: text), of: id)
                try link.command("DELETE FROM dict.type_attributes WHERE type_id = \(id)")
                return
            }
            var typeOwner: String?
            if case .object(let schema, _) = type { typeOwner = schema }
            try link.command(
                "INSERT INTO dict.type_attributes VALUES (\(id), \(offset + 1), $1, $2, $3, $4, $5, $6, $7, $8)",
                [
                    .text(attribute.name.text), .text(type.declaration), .text(type.dictionaryName), .text(typeOwner),
                    .int4(Int32(type.lengthInBytes)), .int4(type.dictionaryPrecision.map(Int32.init)),
                    .int4(type.dictionaryScale.map(Int32.init)), .text(type.charUsed),
                ])
        }
    }

    func isUsedByTable(_ type: DictionaryObject) -> Bool {
        let declared = OracleType.object(schema: type.owner, name: type.name)
        return dictionary.tables.values.contains { $0.columns.contains { $0.type == declared } }
    }

    func alter(_ statement: AlterObject) throws(OracleFailure) {
        let owner = statement.name.schema?.text ?? setting.schema
        let name = statement.name.name.text
        if statement.kind == "TRIGGER" { return try alterTrigger(statement, owner) }
        guard let object = dictionary.object(owner: owner, name: name) else {
            let code = statement.kind == "VIEW" ? 942 : 4043
            throw code == 942
                ? .unknownTable(at: statement.name.position)
                : OracleFailure(4043, "object \(name) does not exist", at: statement.name.position)
        }
        if case .compile = statement.action, let view = dictionary.views[object.id] { try recompile(view) }
        try touch(object.id)
    }

    private func recompile(_ view: View) throws(OracleFailure) {
        var isValid = true
        do throws(OracleFailure) {
            var parser = try Parser(view.text)
            var owner = SessionContext(user: view.owner)
            owner.version = setting.version
            _ = try Compiler(dictionary, context: owner)
                .compile(query: try parser.parseQuery(), variables: viewRoutines)
        } catch {
            isValid = false
        }
        try link.command("UPDATE dict.objects SET is_valid = \(isValid) WHERE id = \(view.id)")
        isCompiledWithErrors = !isValid
    }

    private func alterTrigger(_ statement: AlterObject, _ owner: String) throws(OracleFailure) {
        guard let trigger = dictionary.trigger(owner: owner, name: statement.name.name.text) else {
            throw OracleFailure(
                4080, "trigger '\(statement.name.name.text)' does not exist", at: statement.name.position)
        }
        switch statement.action {
        case .enable, .disable:
            var isEnabled = false
            if case .enable = statement.action { isEnabled = true }
            try link.command("UPDATE dict.triggers SET is_enabled = \(isEnabled) WHERE id = \(trigger.object.id)")
        case .rename(let name):
            try demandFree(owner, name.text, .trigger, at: name.position)
            try link.command("UPDATE dict.objects SET name = $1 WHERE id = \(trigger.object.id)", [.text(name.text)])
        case .compile, .accepted: break
        }
        try touch(trigger.object.id)
    }
}

extension OracleFailure {
    fileprivate static func unknownType(_ declared: DeclaredType) -> OracleFailure {
        var name = ""
        if case .object(_, let typeName) = declared.resolved(.byte) { name = typeName }
        return OracleFailure(
            code: 6550, message: "PLS-00201: identifier '\(name)' must be declared", position: declared.position.offset)
    }
}
