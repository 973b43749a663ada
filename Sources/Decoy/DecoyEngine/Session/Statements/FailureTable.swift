internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

/// Oracle's failure for a report of PostgreSQL: one place for all numbers. Functions of ours raise their own, with the
/// whole text of Oracle; for the rest the state and the physical names decide.
struct FailureTable {
    let dictionary: DataDictionary
    /// The kind of statement that failed, as far as it matters.
    let kind: Prepared.Kind?

    func failure(for report: PostgresReport) -> OracleFailure {
        if let own = Self.ownFailure(report.message) { return own }
        return violation(report) ?? Self.plain(report)
    }

    /// `ORA-01722: invalid number`, as our functions raise it.
    static func ownFailure(_ message: String) -> OracleFailure? {
        guard message.hasPrefix("ORA-"), let colon = message.firstIndex(of: ":") else { return nil }
        let digits = message[message.index(message.startIndex, offsetBy: 4)..<colon]
        guard digits.utf8.count == 5, let code = Int(digits) else { return nil }
        return OracleFailure(code: code, message: message)
    }

    private func violation(_ report: PostgresReport) -> OracleFailure? {
        switch report.sqlState {
        case "23505", "23P01":
            return OracleFailure(1, "unique constraint (\(constraintName(report) ?? "?")) violated")
        case "23503":
            let isChild = report.message.hasPrefix("insert or update")
            let name = constraintName(report) ?? "?"
            return isChild
                ? OracleFailure(2291, "integrity constraint (\(name)) violated - parent key not found")
                : OracleFailure(2292, "integrity constraint (\(name)) violated - child record found")
        case "23502": return nullViolation(table: report.table, column: report.column)
        case "23514" where report.message.hasPrefix("no partition of relation"):
            return OracleFailure(14_400, "inserted partition key does not map to any partition")
        case "23514" where report.message.hasSuffix("violates partition constraint"):
            return OracleFailure(14_401, "inserted partition key is outside specified partition")
        case "23514":
            if let constraint = constraint(report), constraint.isNotNull, let number = constraint.columnNumbers.first {
                return nullViolation(table: report.table, column: "c\(number)")
            }
            return OracleFailure(2290, "check constraint (\(constraintName(report) ?? "?")) violated")
        default: return nil
        }
    }

    private func nullViolation(table: String, column: String) -> OracleFailure {
        var name = "\"?\""
        if let found = self.table(table) {
            let known = found.columns.first { $0.physicalName == column }
            name = "\(found.qualifiedName.quoted).\"\(known?.name ?? column)\""
        }
        return kind == .update
            ? OracleFailure(1407, "cannot update (\(name)) to NULL")
            : OracleFailure(1400, "cannot insert NULL into (\(name))")
    }

    private func table(_ physicalName: String) -> Table? {
        Self.number(physicalName, "t").flatMap { dictionary.tables[$0] }
    }

    private func constraint(_ report: PostgresReport) -> Constraint? {
        guard let number = Self.number(report.constraint, "k") else { return nil }
        if let table = table(report.table) {
            if let found = table.constraints.first(where: { $0.id == number }) { return found }
        }
        for table in dictionary.tables.values {
            if let found = table.constraints.first(where: { $0.id == number }) { return found }
        }
        return nil
    }

    /// `SCHEMA.NAME` of a constraint, or of a unique index that is none.
    private func constraintName(_ report: PostgresReport) -> String? {
        if let constraint = constraint(report) { return "\(constraint.owner).\(constraint.name)" }
        guard let number = Self.number(report.constraint, "i") else { return nil }
        for table in dictionary.tables.values {
            guard let index = table.indexes.first(where: { $0.id == number }) else { continue }
            if let owner = table.constraints.first(where: { $0.indexID == number }) {
                return "\(owner.owner).\(owner.name)"
            }
            return "\(index.object.owner).\(index.object.name)"
        }
        return nil
    }

    /// The number behind a letter: `k17` is 17.
    private static func number(_ name: String, _ letter: Character) -> Int? {
        guard name.first == letter else { return nil }
        return Int(name.dropFirst().prefix { $0.isNumber })
    }

    private static func plain(_ report: PostgresReport) -> OracleFailure {
        let message = report.message
        if report.sqlState == "21000" {
            return message.hasPrefix("MERGE")
                ? OracleFailure(30926, "unable to get a stable set of rows in the source tables")
                : OracleFailure(1427, "single-row subquery returns more than one row")
        }
        if report.sqlState == "22003" {
            return message.hasPrefix("numeric field overflow")
                ? OracleFailure(1438, "value larger than specified precision allowed for this column")
                : OracleFailure(1426, "numeric overflow")
        }
        if let (code, text) = texts[report.sqlState] { return OracleFailure(code, text) }
        // Nothing of Oracle's fits: said as what it is, with the state for whoever must find the reason. It is not
        // ORA-00600, which drivers take for the end of the session.
        ServerNotes.write("PostgreSQL refused a statement of Decoy's: [\(report.sqlState)] \(message)")
        return OracleFailure(604, "error occurred at recursive SQL level 1: [\(report.sqlState)] \(message)")
    }

    private static let texts: [String: (code: Int, text: String)] = [
        "22012": (1476, "divisor is equal to zero"),
        "22P02": (1722, "invalid number"),
        "22001": (12899, "value too large for column"),
        "22007": (1858, "a non-numeric character was found where a numeric was expected"),
        "22008": (1841, "(full) year must be between -4713 and +9999, and not be 0"),
        "2201E": (1428, "argument is out of range"),
        "2201F": (1428, "argument is out of range"),
        "22021": (29275, "partial multibyte character"),
        "25006": (1456, "may not perform insert, delete, update operation inside a READ ONLY transaction"),
        "25P02": (1402, "transaction is not usable"),
        "2200H": (8004, "sequence exceeds its limits and cannot be instantiated"),
        "3B001": (1086, "savepoint never established in this session or is invalid"),
        "40001": (8177, "can't serialize access for this transaction"),
        "40P01": (60, "deadlock detected while waiting for resource"),
        "42P17": (1743, "only pure functions can be indexed"),
        "428C9": (32795, "cannot insert into a generated always identity column"),
        "53100": (1653, "unable to extend table: the disk is full"),
        "53200": (4030, "out of process memory"),
        "53300": (18, "maximum number of sessions exceeded"),
        "54000": (1450, "maximum key length exceeded"),
        "54001": (36, "maximum number of recursive SQL levels exceeded"),
        "55P03": (54, "resource busy and acquire with NOWAIT specified or timeout expired"),
        "57014": (1013, "user requested cancel of current operation"),
        "57P01": (1089, "immediate shutdown or close in progress - no operations are permitted"),
        "57P02": (3113, "end-of-file on communication channel"),
        "57P03": (1033, "ORACLE initialization or shutdown in progress"),
    ]
}
