internal import DecoyDictionary
internal import OracleSQL

/// The names that one query block can see, and what is known while its clauses are compiled.
final class Scope {
    enum Clause {
        case select
        case from
        case filter
        case group
        case having
        case order
        case start
        case connect
        case values
    }

    /// What a block is for.
    enum Role {
        case part
        /// A whole statement of a client: where its large values lie is told.
        case statement
        /// The query of a CURSOR expression.
        case cursor
    }

    let outer: Scope?
    var relations: [Relation] = []
    /// Columns joined by USING or NATURAL: one value for several relations.
    var merged: [Merged] = []
    var clause = Clause.select
    /// Common tables that are visible here, by name.
    var commonTables: [String: WithRelation] = [:]
    var rows: RowSource?
    /// CONNECT BY of this block.
    var tree: Tree?
    /// Relations that were named with (+) in the condition being compiled.
    var outerMarks: Set<Int> = []
    var grouping = Grouping()
    /// Inside the arguments of an aggregate: names of this block belong to single rows.
    var aggregateDepth = 0
    /// Relations that the last compiled expressions used, by place.
    var used: Set<Int> = []
    /// Fields that the last compiled expressions used.
    var usedFields: [(relation: Int, field: Int)] = []
    /// Values that stand for fields of the first relation.
    var overrides: [Int: String] = [:]
    /// A relation whose names are not visible.
    var hiddenRelation: Int?
    /// Names of sequences whose NEXTVAL was already taken in this row.
    var advanced: Set<Int> = []
    var windows: [String: Window] = [:]
    /// ROWNUM in the select list of a block whose rows are not rearranged afterwards.
    var rowNumberSQL: String?
    /// An aggregate of aggregates: the inner ones are computed in a derived table.
    var nests = false
    /// Names given by AS in the select list, while ORDER BY is compiled.
    var aliases: [String: TypedExpression] = [:]
    /// Makes the text of CONNECT BY when all values that are named are known.
    var finishTree: (() -> String)?

    struct Merged {
        let name: String
        var value: TypedExpression
        var members: [(relation: Int, field: Int)]
    }

    struct Grouping {
        var isGrouped = false
        /// Texts of the keys of GROUP BY.
        var keys: Set<String> = []
        /// Columns that stand outside of keys and aggregates.
        var loose: [Position] = []
        var sawAggregate: Position?
        /// The key that an ungrouped name is reported with: ORA-00937 without GROUP BY, ORA-00979 with it.
        var hasGroupBy = false
    }

    init(outer: Scope?) {
        self.outer = outer
        self.commonTables = outer?.commonTables ?? [:]
    }

    /// The text of a field as the current stage of the block names it.
    func text(_ relation: Int, _ field: Int) -> String {
        used.insert(relation)
        usedFields.append((relation, field))
        if relation == 0, let value = overrides[field] { return value }
        let source = relations[relation]
        // Expressions of definitions name the columns of their table bare.
        let name = source.fields[field].physicalName
        let physical = source.alias.isEmpty ? name : "\(source.alias).\(name)"
        return rows?.text(relation, physical) ?? physical
    }

    /// This block or the closest one around it whose rows are groups.
    var nearestGrouped: Scope? {
        var block: Scope? = self
        while let current = block {
            if current.grouping.isGrouped { return current.aggregateDepth == 0 ? current : nil }
            block = current.outer
        }
        return nil
    }

    /// ROWID and other hidden values of a relation.
    func text(_ relation: Int, physicalName: String) -> String {
        used.insert(relation)
        let physical = "\(relations[relation].alias).\(physicalName)"
        return rows?.text(relation, physical) ?? physical
    }
}

/// A table of WITH: its columns, and whether it is the one being defined (recursive).
struct WithRelation {
    let physicalName: String
    let fields: [Relation.Field]
}

/// The rows of a block when they are numbered, or hung into a tree, before the select list sees them: each value of
/// the relations becomes `k0`, `k1` … of a derived table, made when it is first named.
final class RowSource {
    enum Stage {
        /// The names of the relations themselves.
        case inside
        /// The derived table.
        case outside
        /// The row above, in a hierarchy.
        case parent
        case root
    }

    var stage = Stage.inside
    /// The alias of the derived table, of the parent's row and the prefix for columns of the root.
    var current: String
    var parent: String
    private(set) var values: [String] = []
    private var places: [String: Int] = [:]
    private(set) var rootPlaces: Set<Int> = []
    private(set) var parentPlaces: Set<Int> = []
    /// Whether `parent` names a relation of its own (in the recursion), or columns `p0 …` of the derived table.
    var isInRecursion = false

    init(current: String, parent: String) {
        self.current = current
        self.parent = parent
    }

    func text(_ relation: Int, _ physical: String) -> String {
        guard stage != .inside else { return physical }
        let place = places[physical] ?? values.count
        if place == values.count {
            places[physical] = place
            values.append(physical)
        }
        switch stage {
        case .inside, .outside: return "\(current).k\(place)"
        case .parent:
            if isInRecursion { return "\(parent).k\(place)" }
            parentPlaces.insert(place)
            return "\(current).p\(place)"
        case .root:
            rootPlaces.insert(place)
            return "\(current).r\(place)"
        }
    }
}
