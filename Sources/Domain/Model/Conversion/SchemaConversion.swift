/// Turns definitions of one kind of source into statements of one kind of destination. Pure: the same definitions give
/// the same statements, and nothing is asked of any database.
package protocol SchemaConversion: Sendable {
    func convert(_ table: TableDefinition, _ names: NameMap, _ choices: TableChoices) -> ConvertedObject
    func convert(_ view: ViewDefinition, _ names: NameMap) -> ConvertedObject
    /// The same, knowing the tables and views that its query reads; what is not among them is taken as unknown.
    func convert(_ view: ViewDefinition, _ names: NameMap, reading known: [KnownRelation]) -> ConvertedObject
    /// What queries of views must know of a table or a view that was converted.
    func relation(of table: TableDefinition, _ converted: ConvertedObject) -> KnownRelation
    func relation(of view: ViewDefinition, _ names: NameMap) -> KnownRelation
    /// What the operator must do about an object whose kind is not migrated.
    func note(on object: ListedObject) -> ConversionNote
    /// Columns whose type can only be chosen well by looking at their values.
    func columnsToProfile(of table: TableDefinition) -> [String]
    /// The choices, completed by what tables must know of each other before each is converted alone: columns that refer
    /// to others take their types and learn their names, and constraints whose names meet in one database are named.
    func agreed(
        _ tables: [TableDefinition], _ choices: [ObjectName: TableChoices], _ names: NameMap
    ) -> [ObjectName: TableChoices]
    /// Objects that would have one name at the destination, grouped, in the order of their names.
    func clashes(among objects: [ObjectName], _ names: NameMap) -> [[ObjectName]]
    /// A type of the destination as it stands in its statements.
    func text(of type: StoredType) -> String
}

/// What a conversion without joined columns and without rules for names says.
extension SchemaConversion {
    package func agreed(
        _ tables: [TableDefinition], _ choices: [ObjectName: TableChoices], _ names: NameMap
    ) -> [ObjectName: TableChoices] { choices }

    package func clashes(among objects: [ObjectName], _ names: NameMap) -> [[ObjectName]] { [] }

    package func text(of type: StoredType) -> String { "\(type)" }
}

/// How names become names: schemas first, then single objects.
package struct NameMap: Hashable, Sendable, Codable {
    /// Source schema to destination database.
    package var schemas: [String: String]
    /// Objects that are renamed one by one.
    package var objects: [ObjectName: ObjectName]

    package init(schemas: [String: String] = [:], objects: [ObjectName: ObjectName] = [:]) {
        self.schemas = schemas
        self.objects = objects
    }

    /// The wish of the operator, before the destination's own rules for names.
    package subscript(source: ObjectName) -> ObjectName {
        objects[source] ?? ObjectName(schemas[source.schema] ?? source.schema, source.name)
    }
}

/// What is known or wished about one table beside its definition.
package struct TableChoices: Hashable, Sendable, Codable {
    package var profiles: [String: NumberProfile]
    /// Types of the destination that the operator fixed, by source column: `DECIMAL(20,4)`.
    package var types: [String: String]
    /// Source columns to copy, and their names at the destination; empty means all under their names.
    package var columns: [String: String]
    package var filter: String?
    /// Types that columns take from those that they refer to, by source column; `agreed` fills it.
    package var joinedTypes: [String: String] = [:]
    /// Columns of other tables that the operator renamed, and their names at the destination; `agreed` fills it.
    package var parentColumns: [ObjectName: [String: String]] = [:]
    /// Tables that foreign keys name and that are not part of the project; `agreed` fills it.
    package var absentParents: Set<ObjectName> = []
    /// Foreign keys and checks whose name another table of the database takes; `agreed` fills it.
    package var crowdedParts: Set<String> = []

    package init(
        profiles: [String: NumberProfile] = [:], types: [String: String] = [:], columns: [String: String] = [:],
        filter: String? = nil
    ) {
        self.profiles = profiles
        self.types = types
        self.columns = columns
        self.filter = filter
    }
}

/// What the values of a number column look like now.
package struct NumberProfile: Hashable, Sendable, Codable {
    package var rows: Int64
    /// Decimal digits before the point of the largest magnitude; 0 when there are no values.
    package var integerDigitsMax: Int
    /// Decimal digits behind the point.
    package var scaleMax: Int
    /// Only a part of the rows was looked at.
    package var isSample: Bool

    package init(rows: Int64, integerDigitsMax: Int, scaleMax: Int, isSample: Bool = false) {
        self.rows = rows
        self.integerDigitsMax = integerDigitsMax
        self.scaleMax = scaleMax
        self.isSample = isSample
    }
}
