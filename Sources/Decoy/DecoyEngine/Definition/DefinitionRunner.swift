package import DecoyCompiler
package import DecoyDictionary
package import OracleSQL
internal import PostgresClient

/// Runs definition statements inside one transaction: rows of schema `dict` and objects of PostgreSQL together.
///
/// The caller holds the lock of definitions and commits; a failure leaves everything to be rolled back. After `run` the
/// snapshot `dictionary` is the one to publish.
package final class DefinitionRunner {
    let link: any DefinitionLink
    /// Who runs the statement, and in which schema.
    let setting: SessionContext
    package var usesRecycleBin = true
    package internal(set) var dictionary: DataDictionary
    /// A stored unit was made with errors (ORA-24344).
    package internal(set) var isCompiledWithErrors = false
    /// ALTER SYSTEM SWITCH LOGFILE and the like: the engine's clock acts on it.
    package internal(set) var systemCommand: String?
    /// The stored functions that views may call; nil where no session is behind the statement.
    var viewRoutines: (any VariableScope)?
    /// Tables whose rows the statement put in another form.
    var redefined: Set<Int> = []

    package init(
        _ link: any DefinitionLink, dictionary: DataDictionary, context: SessionContext
    ) {
        self.link = link
        self.dictionary = dictionary
        self.setting = context
    }

    /// Runs the statement and reads the dictionary again.
    package func run(_ statement: DefinitionStatement) throws(OracleFailure) {
        try dispatch(statement)
        let changed = changedTables(by: statement)
        try stampDefinitions()
        try bumpVersion()
        if let changed {
            dictionary = try DictionaryReader.read(link, after: dictionary, changed: changed)
        } else {
            try reload()
        }
        if statement.mayComplete { try completeViews() }
    }

    /// The same for what is no statement: packages that define.
    func run(_ body: (DefinitionRunner) throws(OracleFailure) -> Void) throws(OracleFailure) {
        try body(self)
        try stampDefinitions()
        try bumpVersion()
        try reload()
    }

    /// The tables that a statement, which has run, changed; nil when it may have changed anything else.
    private func changedTables(by statement: DefinitionStatement) -> Set<Int>? {
        switch statement {
        case .createTable(let table):
            let isPlain =
                table.query == nil && table.partitioning == nil && table.cluster == nil && table.objectType == nil
                && table.columns.allSatisfy { column in
                    if case .identity = column.source { return false }
                    return true
                }
            return isPlain && redefined.count == 1 ? redefined : nil
        case .createIndex(let index):
            return index.isOfCluster ? nil : known(index.table)
        case .alterTable(let table):
            let addsConstraints = table.actions.allSatisfy { action in
                if case .addConstraint = action { return true }
                return false
            }
            return addsConstraints && table.actions.count == 1 ? known(table.name) : nil
        case .comment(let comment):
            switch comment.subject {
            case .table(let name), .column(let name, _): return known(name)
            case .other: return nil
            }
        default: return nil
        }
    }

    /// The id of a table that is named; nil for views and for what a public synonym leads to.
    private func known(_ name: ObjectName) -> Set<Int>? {
        let owner = name.schema?.text ?? setting.schema
        guard case .table(let table)? = dictionary.find(owner: owner, name: name.name.text) else { return nil }
        return [table.id]
    }

    func reload() throws(OracleFailure) {
        dictionary = try DictionaryReader.read(link, systemViews: Array(dictionary.systemViews.values))
    }

    /// Rows from before a change of the definition cannot be read as they were: ORA-01466. The clock stands still from
    /// here to the commit, so that no SCN in between is given out.
    private func stampDefinitions() throws(OracleFailure) {
        guard !redefined.isEmpty else { return }
        let numbers = redefined.sorted().map(String.init).joined(separator: ",")
        try link.command("SELECT pg_advisory_xact_lock(7221, 1)")
        try link.command(
            "UPDATE dict.tables SET definition_scn = nextval('clock.scn') WHERE id = ANY ('{\(numbers)}'::bigint[])")
        redefined = []
    }

    private func bumpVersion() throws(OracleFailure) {
        try link.command("UPDATE dict.version SET version = version + 1")
    }

    private func dispatch(_ statement: DefinitionStatement) throws(OracleFailure) {
        switch statement {
        case .createTable(let table): try create(table)
        case .createIndex(let index): try create(index)
        case .createSequence(let sequence): try create(sequence)
        case .createView(let view): try create(view)
        case .createSynonym(let synonym): try create(synonym)
        case .createLog(let log): try create(log)
        case .createRoutine(let routine): try create(routine)
        case .createTrigger(let trigger): try create(trigger)
        case .createType(let type): try create(type)
        case .createUser(let user):
            try create(user)
            try setPasswordEnd(user, before: nil)
        case .createRole(let name): try createRole(name)
        case .createKept(let object): try keep(object)
        case .createCluster(let cluster): try create(cluster)
        case .alterTable(let table): try alter(table)
        case .alterIndex(let index): try alter(index)
        case .alterSequence(let sequence): try alter(sequence)
        case .alterUser(let user):
            try alter(user)
            try setPasswordEnd(user, before: dictionary.users[user.name.text])
        case .alterObject(let object): try alter(object)
        case .alterSystem(let command): try alterSystem(command)
        case .alterDatabase(let command): try alterDatabase(command)
        case .drop(let drop): try self.drop(drop)
        case .truncate(let table): try truncate(table)
        case .rename(let old, let new): try rename(old, to: new)
        case .comment(let comment): try self.comment(comment)
        case .grant(let grant): try self.grant(grant)
        case .revoke(let grant): try revoke(grant)
        case .purge(let purge): try self.purge(purge)
        case .flashbackTable(let flashback): try self.flashback(flashback)
        case .accepted: break
        }
    }
}

// What all statements need.
extension DefinitionRunner {
    var lengthUnit: LengthUnit { setting.lengthsAreInCharacters ? .char : .byte }

    var compiler: Compiler { Compiler(dictionary, context: setting) }

    /// A condition over the physical columns of the table.
    func condition(_ expression: Expression, over table: Table) throws(OracleFailure) -> String {
        try compiler.compileCondition(expression, place: .check(table)).sql
    }

    /// A value over the physical columns of the table that is the same for the same row.
    func value(_ expression: Expression, over table: Table) throws(OracleFailure) -> (sql: String, type: OracleType) {
        let compiled = try compiler.compileExpression(expression, place: .stored(table))
        return (compiled.sql, compiled.type)
    }

    /// A value without columns in the representation of the type; nil when the session must give something for it.
    func standalone(_ expression: Expression, as type: OracleType) throws(OracleFailure) -> String? {
        let compiled = try compiler.compileExpression(expression, place: .defaultValue, type: type)
        return compiled.parameters.isEmpty ? compiled.sql : nil
    }

    /// The same for bounds, where nothing may depend on the session.
    func constant(_ expression: Expression, as type: OracleType) throws(OracleFailure) -> String {
        guard let sql = try standalone(expression, as: type) else {
            throw OracleFailure(1027, "bind variables not allowed for data definition operations")
        }
        return sql
    }

    func newObjectID() throws(OracleFailure) -> Int { try link.number("SELECT nextval('dict.object_ids')") }

    /// The schema that a name belongs to; ORA-01918 when there is none of that name.
    func owner(of name: ObjectName) throws(OracleFailure) -> String {
        guard let schema = name.schema else { return setting.schema }
        guard dictionary.users[schema.text].map({ !$0.isRole }) ?? false else {
            throw OracleFailure(1918, "user '\(schema.text)' does not exist", at: schema.position)
        }
        return schema.text
    }

    /// ORA-01031 unless the user may: `kind` in one's own schema, `ANY kind` elsewhere.
    func demand(_ verb: String, _ kind: String, owner: String) throws(OracleFailure) {
        let user = setting.user
        if owner == user, verb != "CREATE" { return }
        if owner == user, dictionary.has("\(verb) \(kind)", user: user) { return }
        if dictionary.has("\(verb) ANY \(kind)", user: user) { return }
        throw OracleFailure(1031, "insufficient privileges")
    }

    func demandSystem(_ privilege: String) throws(OracleFailure) {
        guard dictionary.has(privilege, user: setting.user) else {
            throw OracleFailure(1031, "insufficient privileges")
        }
    }

    /// ORA-00955 when the name is taken in its namespace.
    func demandFree(_ owner: String, _ name: String, _ kind: ObjectKind, at place: Position) throws(OracleFailure) {
        let taken = try link.number(
            "SELECT count(*) FROM dict.objects WHERE owner = $1 AND name = $2 AND namespace = \(kind.namespace) "
                + "AND subname IS NULL", [.text(owner), .text(name)])
        guard taken == 0 else { throw .nameInUse(at: place) }
    }

    func insertObject(
        _ id: Int, _ owner: String, _ name: String, _ kind: ObjectKind, subname: String? = nil, dataID: Int? = nil,
        marks: ObjectMarks = []
    ) throws(OracleFailure) {
        try link.command(
            """
            INSERT INTO dict.objects (id, owner, name, subname, kind, namespace, data_id, is_temporary, is_generated,
            is_valid) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                .int8(Int64(id)), .text(owner), .text(name), .text(subname), .text(kind.rawValue),
                .int4(Int32(kind.namespace)), .int8(dataID.map(Int64.init)), .boolean(marks.contains(.temporary)),
                .boolean(marks.contains(.generated)), .boolean(!marks.contains(.invalid)),
            ])
    }

    /// LAST_DDL_TIME and the version of an object.
    func touch(_ id: Int) throws(OracleFailure) {
        try link.command(
            "UPDATE dict.objects SET version = version + 1, changed = dict.now(), stamp = dict.now() WHERE id = \(id)")
    }

    func deleteObject(_ id: Int) throws(OracleFailure) {
        try link.command("DELETE FROM dict.grants WHERE object_id = \(id)")
        try link.command("DELETE FROM dict.objects WHERE id = \(id)")
    }

    /// A table that the statement names; ORA-00942 when there is none or the user has nothing to do with it.
    func table(_ name: ObjectName) throws(OracleFailure) -> Table {
        let owner = name.schema?.text ?? setting.schema
        if case .table(let table)? = dictionary.find(owner: owner, name: name.name.text),
            dictionary.canSee(table.object, user: setting.user)
        {
            return table
        }
        if name.schema == nil, case .table(let table)? = dictionary.find(owner: "PUBLIC", name: name.name.text) {
            return table
        }
        throw .unknownTable(at: name.position)
    }

    /// A text in PostgreSQL's quotes.
    static func quote(_ text: String) -> String {
        var quoted = "'"
        for character in text { quoted += character == "'" ? "''" : String(character) }
        return quoted + "'"
    }

    static func array(_ numbers: [Int]) -> String {
        "'{\(numbers.map(String.init).joined(separator: ","))}'::int[]"
    }
}

extension OracleFailure {
    static func nameInUse(at place: Position? = nil) -> Self {
        Self(955, "name is already used by an existing object", at: place)
    }
}
