package import DecoyDictionary
package import OracleSQL

/// What a statement became.
package enum CompiledStatement: Sendable {
    case query(CompiledQuery)
    case change(CompiledChange)
}

/// `$1`, `$2` … of the emitted SQL, in this order.
package enum Parameter: Sendable, Hashable {
    /// A bind variable of the caller (0-based), to be sent in this representation; the SQL casts it.
    case bind(Int, Representation)
    case session(SessionValue)
}

/// A value that the session knows and PostgreSQL does not; the number is the place in `flashbacks`.
package enum SessionValue: Sendable, Hashable {
    /// The SCN of the flashback, int8.
    case flashbackSCN(Int)
    /// xid8: every transaction below it was committed at or before the flashback's SCN, or rolled back.
    case flashbackBoundary(Int)
}

package struct ResultColumn: Sendable, Hashable {
    /// As Oracle prints it in describe information: at most 30 or 128 bytes, upper case unless quoted.
    package var name: String
    package var type: OracleType
    package var nullable: Bool
    /// Needed by the engine (rid of locked rows …) and not shown to the client.
    package var hidden: Bool
    /// Where a large value of a row lies, so that it can be written through its locator.
    package var place: LargeValuePlace?
    /// Of a CURSOR expression: the columns of the cursor that each row has here. Its rows come with the row, as an
    /// array of PostgreSQL's records.
    package var nested: [ResultColumn]?
    /// A constraint of the table says that the texts are JSON.
    package var isJSON = false

    package var representation: Representation { Representation(of: type) }

    package init(name: String, type: OracleType, nullable: Bool, hidden: Bool = false) {
        self.name = name
        self.type = type
        self.nullable = nullable
        self.hidden = hidden
    }
}

/// The table and column of a large value, and the column of the same result that holds the ROWID of its row.
package struct LargeValuePlace: Sendable, Hashable {
    package var table: Int
    package var column: Int
    package var rowID: Int
}

/// The moment of one AS OF clause: the engine evaluates `sql` first, checks the range and makes the session values.
package struct FlashbackMoment: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The value is the SCN, numeric.
        case scn
        /// The value is a time, numeric seconds since 1970 in UTC.
        case time
    }

    package var kind: Kind
    /// Object numbers of the tables that are read as of this moment: ORA-01466 when one changed since.
    package var tables: [Int]
    /// An expression of PostgreSQL with its own parameters, `$1` …: `SELECT sql`.
    package var sql: String
    package var parameters: [Parameter]
}

package struct CompiledQuery: Sendable {
    package var sql: String
    package var parameters: [Parameter]
    package var columns: [ResultColumn]
    /// FOR UPDATE: it needs a transaction, and a lock error is an Oracle error.
    package var locks: Bool
    package var flashbacks: [FlashbackMoment]
    /// Seconds of FOR UPDATE WAIT n; 0 is NOWAIT; nil waits without end.
    package var lockWaitSeconds: Int?
    /// Object numbers of everything that the text depends on.
    package var objects: [Int]
    /// Those of them that the text names itself.
    package var namedObjects: [Int] = []
    /// Stored functions that it calls with values of its rows.
    package var rowRoutines: [RowRoutine] = []
}

/// The types that the caller's bind variables have, in the order of the statement's variables.
package struct BindType: Sendable, Hashable {
    package var type: OracleType
    /// The caller sends it as LONG or LONG RAW: a column that is nothing else is described as such.
    package var isLong: Bool

    package init(_ type: OracleType, isLong: Bool = false) {
        self.type = type
        self.isLong = isLong
    }
}

/// INSERT, UPDATE, DELETE, MERGE.
package struct CompiledChange: Sendable {
    package enum Kind: Sendable, Hashable {
        case insert
        case update
        case delete
        case merge
        /// INSERT ALL and INSERT FIRST.
        case multiInsert
    }

    /// RETURNING … INTO: the bind that receives the value and the conversion that the SQL already did.
    package struct Returned: Sendable, Hashable {
        package var bind: Int
        package var column: ResultColumn
    }

    package var kind: Kind
    /// The object number of the table that is changed (of the first one of several).
    package var table: Int
    /// All of them.
    package var tables: [Int]
    package var sql = ""
    package var parameters: [Parameter] = []
    /// Columns of the emitted result: `rid` of the changed row (hidden) where `returnsRowID` says so or something is
    /// returned, then those of `returning`.
    package var columns: [ResultColumn] = []
    package var returnsRowID = false
    package var returning: [Returned] = []
    /// The same INSERT for many rows: each `$n` is an array of the parameter's representation, all of one length; a
    /// value that is the same for all rows is repeated. Nil when there is none.
    package var arraySQL: String?
    package var arrayParameters: [Parameter] = []
    /// `arraySQL` has no result: the number of its last row is the last one that the sequence of the table gave.
    package var arrayNumbersRows = false
    /// The result is one row with the number of changed rows (int8), not PostgreSQL's command tag.
    package var countsInResult = false
    package var flashbacks: [FlashbackMoment] = []
    package var objects: [Int] = []
    /// Numbers of the columns that SET of an UPDATE assigns.
    package var assigned: [Int] = []
    /// Only when row triggers of the table fire: then these texts are run instead of `sql`.
    package var triggered: TriggeredRows?
    /// ` RETURNING …` as it ends `sql`.
    var returningSQL = ""

    init(kind: Kind, table: Int) {
        self.kind = kind
        self.table = table
        tables = [table]
    }
}

extension CompiledQuery {
    /// A query over nothing, of an expression that was compiled by itself.
    package init(sql: String, columns: [ResultColumn], of expression: CompiledExpression) {
        self.sql = sql
        self.columns = columns
        parameters = expression.parameters
        flashbacks = expression.flashbacks
        objects = expression.objects
        locks = false
    }
}
