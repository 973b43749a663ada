internal import Model
internal import OracleClient

/// The statements that read the rows of one chunk.
struct RowQuery {
    let plan: CopyPlan
    let range: ChunkRange

    /// Large values up to this many characters or bytes are read in groups of rows, longer ones row by row, and those
    /// of a row that is longer still in pieces: that is what bounds the memory of a lane.
    static let largeLength = 64 << 10
    static let wholeLength = 2 << 20
    /// Bytes of large values in one group.
    static let largeGroupBytes = 32 << 20
    /// One batch holds no more, even if every value is as long as its column allows.
    static let batchBytesMax = 128 << 20
    /// The same for the rows that come before anything of their size is known.
    static let firstBytesMax = 4 << 20

    /// One of the readings that make up the chunk: together they give every row once.
    struct Reading: Hashable {
        let sql: String
        /// The bounds of the chunk, behind the position.
        let bounds: [String]
        let rowsMax: Int
        /// How many rows come with the answer to the execution.
        var firstRows: Int { max(1, min(100, RowQuery.firstBytesMax / rowBytes)) }
        /// The longest row, without large values.
        let rowBytes: Int
        /// Large values come as locators, one row at a time.
        var isInPieces = false
    }

    func readings(rowsMax: Int) -> [Reading] {
        let rowsMax = max(1, min(rowsMax, RowQuery.batchBytesMax / rowBytesMax))
        let lengths = plan.columns.compactMap(length(of:))
        guard !lengths.isEmpty else {
            let rows = plan.columns.contains { $0.sourceType.isLarge } ? min(rowsMax, 16) : rowsMax
            return [reading(nil, rowsMax: rows)]
        }
        let rows = max(1, RowQuery.largeGroupBytes / RowQuery.largeLength / lengths.count)
        let counts = lengths.map { "NVL(\($0), 0)" }
        let areShort = counts.map { "\($0) <= \(RowQuery.largeLength)" }.joined(separator: " AND ")
        let length = counts.joined(separator: " + ")
        // Many short values together may be longer than a row that is read whole: they are short all the same.
        var inPieces = reading("NOT (\(areShort)) AND \(length) > \(RowQuery.wholeLength)", rowsMax: 1)
        inPieces.isInPieces = true
        return [
            reading(areShort, rowsMax: min(rowsMax, rows)),
            reading("NOT (\(areShort)) AND \(length) <= \(RowQuery.wholeLength)", rowsMax: 1), inPieces,
        ]
    }

    private func reading(_ condition: String?, rowsMax: Int) -> Reading {
        var list = plan.columns.map(expression(of:))
        if !plan.addressColumns.isEmpty { list.append("ROWID") }
        if list.isEmpty { list = ["NULL"] }
        list += marked.map { "CASE WHEN DBMS_LOB.GETLENGTH(\(expression(of: plan.columns[$0]))) = 0 THEN 1 END" }
        var bounds: [String] = []
        var conditions: [String] = []
        switch range.plain {
        case .whole, .asOf: break
        case .rowAddresses(let first, let last):
            conditions.append("ROWID BETWEEN CHARTOROWID(:godwit_first) AND CHARTOROWID(:godwit_last)")
            bounds = [first, last]
        case .keys(let columns, let after, let upTo):
            if let after { conditions.append(KeyText.isAbove(columns, after)) }
            if let upTo { conditions.append("NOT \(KeyText.isAbove(columns, upTo))") }
        case .row(let columns, let values):
            conditions += zip(columns, values).map { "\(OracleText.quoted($0)) = \($1)" }
        }
        if let filter = plan.filter, !filter.isEmpty { conditions.append("(\(filter)\n)") }
        if let condition { conditions.append("(\(condition))") }
        let place = conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))"
        // The alias is the table's own name, so that a filter may use it.
        let table = "\(OracleText.quoted(plan.source)) AS OF SCN :godwit_scn \(alias)"
        return Reading(
            sql: "SELECT \(list.joined(separator: ", ")) FROM \(table)\(place)", bounds: bounds, rowsMax: rowsMax,
            rowBytes: rowBytesMax)
    }

    private var rowBytesMax: Int {
        plan.columns.reduce(16) { bytes, column in
            switch column.sourceType {
            // A character takes up to four bytes.
            case .character(let type): bytes + min(type.length, 32_767) * 4
            case .raw(let length): bytes + length
            case .rowAddress(let length): bytes + (length ?? 18)
            default: bytes + 22
            }
        }
    }

    /// The columns of large values, whose marks come last: inline, an empty value and null look the same.
    var marked: [Int] {
        plan.columns.indices.filter {
            switch plan.columns[$0].sourceType {
            case .largeText, .largeBytes: true
            default: false
            }
        }
    }

    private var alias: String { OracleText.quoted(plan.source.name) }

    /// What is selected for a column: itself, or the text of a value that travels in no form of its own.
    private func expression(of column: CopyColumn) -> String {
        let name = OracleText.quoted(column.sourceName)
        switch column.sourceType {
        case .xml: return "\(alias).\(name).getClobVal()"
        case .json: return "JSON_SERIALIZE(\(name) RETURNING CLOB)"
        default: return name
        }
    }

    private func length(of column: CopyColumn) -> String? {
        switch column.sourceType {
        case .largeText, .largeBytes, .xml, .json: "DBMS_LOB.GETLENGTH(\(expression(of: column)))"
        default: nil
        }
    }
}
