internal import Model
internal import OracleSQL

/// The columns that a name can mean at some place, and those of the queries around it.
final class NameScope {
    struct Column {
        var source: String
        var value: WrittenValue

        init(_ source: String, _ value: WrittenValue) {
            self.source = source
            self.value = value
        }
    }

    struct Relation {
        /// What stands before a column's name at the source: the alias, or the table's name.
        var name: String
        /// Its schema, when it has no alias.
        var schema: String?
        /// What stands before a column's name at the destination; nil inside a table.
        var alias: String?
        /// Nil when nobody described them.
        var columns: [Column]?
        /// Columns that a star does not stand for.
        var hidden: Set<String> = []
        /// Columns that an outer join may leave empty.
        var isOuter = false
        /// Its rows come in an order at the source; the destination need not keep it.
        var isOrdered = false

        init(name: String, alias: String? = nil, columns: [Column]? = nil) {
            self.name = name
            self.alias = alias
            self.columns = columns
        }
    }

    var relations: [Relation] = []
    /// Columns of USING and NATURAL, which stand without a table.
    var shared: Set<String> = []
    /// Columns of the select list by their names, for ORDER BY.
    var aliases: [String: WrittenValue] = [:]
    /// How the destination calls a column that nobody described.
    let columnName: (String) -> String
    let outer: NameScope?

    init(outer: NameScope? = nil, columnName: @escaping (String) -> String) {
        self.outer = outer
        self.columnName = columnName
    }

    /// The columns of one table, named without it.
    init(_ scope: ExpressionScope) {
        outer = nil
        columnName = { $0 }
        var relation = Relation(name: scope.table.name)
        relation.schema = scope.table.schema
        relation.columns = scope.columns.values.map { column in
            Column(column.source.name, Self.value(of: column.source, column.name, column.type))
        }
        relations = [relation]
    }

    static func value(of column: Model.ColumnDefinition, _ name: String, _ stored: StoredType?) -> WrittenValue {
        var value = WrittenValue(NameText.quoted(name), ValueKind(column.type, stored: stored))
        value.hasCollation = value.kind.isText
        value.isNullable = column.isNullable
        if case .timestamp(let fraction, _) = column.type { value.fraction = fraction }
        // In a decimal column the values are not those of the source any more.
        let isDecimal = if case .decimal? = stored { true } else { false }
        value.isSingle = column.type == .binaryFloat && !isDecimal
        return value
    }

    /// Nil when no column is meant.
    func resolve(
        _ names: [String], _ writer: ExpressionWriter, at place: OracleSQL.Position
    ) throws(ConversionRefusal) -> WrittenValue? {
        guard let name = names.last else { return nil }
        if names.count == 1, let value = aliases[name] { return value }
        let wanted = relations.indices.filter { matches(relations[$0], names.dropLast()) }
        var found: [WrittenValue] = []
        for index in wanted {
            guard let column = relations[index].columns?.first(where: { $0.source == name }) else { continue }
            found.append(qualified(column.value, by: relations[index]))
        }
        if let value = found.first {
            guard found.count == 1 || shared.contains(name) else {
                throw writer.refusal("expression.name", "\(name) is a column of two tables.", at: place)
            }
            return shared.contains(name) && names.count == 1 ? unqualified(value, name) : value
        }
        let unknown = wanted.filter { relations[$0].columns == nil }
        if !unknown.isEmpty, !Self.isPseudo(name) || names.count > 1, !Self.sequenceWords.contains(name) {
            return unknownColumn(name, unknown, isQualified: names.count > 1)
        }
        return try outer?.resolve(names, writer, at: place)
    }

    private static let sequenceWords: Set<String> = ["NEXTVAL", "CURRVAL"]

    private static func isPseudo(_ name: String) -> Bool {
        [
            "ROWNUM", "ROWID", "LEVEL", "USER", "UID", "SYSDATE", "SYSTIMESTAMP", "CURRENT_DATE", "CURRENT_TIMESTAMP",
            "LOCALTIMESTAMP", "ORA_ROWSCN", "CONNECT_BY_ISLEAF", "CONNECT_BY_ISCYCLE", "SESSIONTIMEZONE", "DBTIMEZONE",
        ].contains(name)
    }

    private func matches(_ relation: Relation, _ qualifier: ArraySlice<String>) -> Bool {
        guard let name = qualifier.last else { return true }
        guard relation.name == name, qualifier.count <= 2 else { return false }
        return qualifier.count == 1 || relation.schema == qualifier.first
    }

    private func qualified(_ value: WrittenValue, by relation: Relation) -> WrittenValue {
        guard let alias = relation.alias else { return value }
        var value = value
        value.text = "\(NameText.quoted(alias)).\(value.text)"
        if relation.isOuter { value.isNullable = true }
        return value
    }

    private func unqualified(_ value: WrittenValue, _ name: String) -> WrittenValue {
        var value = value
        value.text = NameText.quoted(columnName(name))
        value.isNullable = true
        return value
    }

    private func unknownColumn(_ name: String, _ candidates: [Int], isQualified: Bool) -> WrittenValue {
        let value = WrittenValue(NameText.quoted(columnName(name)), .unknown)
        let isSure = isQualified || (candidates.count == 1 && relations.count == 1)
        guard isSure, !shared.contains(name), let alias = relations[candidates[0]].alias else { return value }
        var written = value
        written.text = "\(NameText.quoted(alias)).\(value.text)"
        return written
    }
}
