internal import DecoyDictionary
internal import OracleSQL

/// One thing in FROM: a table, a view, an inline view, a common table.
final class Relation {
    struct Field {
        let name: String
        /// The name of the value in PostgreSQL, behind `alias.`.
        let physicalName: String
        let type: OracleType
        var nullable: Bool
        /// Usable by name, not part of `*`.
        var isHidden = false
    }

    /// How a statement calls it: the alias, else the name of the table.
    let name: String?
    /// The schema of a table without alias, for `S.T.C`.
    let schema: String?
    /// `t3`: its name in the emitted text.
    let alias: String
    private(set) var fields: [Field]
    private var places: [String: [Int]] = [:]
    /// The table whose rows these are, one to one: it has ROWID and can be locked.
    var table: Table?
    var hasRowID: Bool
    /// The text behind FROM, alias included.
    var sql: String
    /// On the side of an outer join that may be missing.
    var mayBeMissing = false
    var position: Position
    /// Read as of an earlier moment.
    var isPast = false
    var isDual = false

    init(
        name: String?, schema: String? = nil, alias: String, fields: [Field], sql: String, position: Position,
        table: Table? = nil, hasRowID: Bool = false
    ) {
        self.name = name
        self.schema = schema
        self.alias = alias
        self.fields = fields
        self.sql = sql
        self.position = position
        self.table = table
        self.hasRowID = hasRowID
        for (place, field) in fields.enumerated() { places[field.name, default: []].append(place) }
    }

    func find(_ name: String) -> [Int] { places[name] ?? [] }

    func allowMissing() {
        mayBeMissing = true
        for place in fields.indices { fields[place].nullable = true }
    }
}
