internal import Model

/// What a destination of the MySQL family allows, in numbers. Taken from the facts about it, never from its kind alone.
struct DestinationRules: Hashable, Sendable {
    enum Family: Hashable, Sendable {
        case oceanBase, mySQL, mariaDB
    }

    var family: Family
    var version: [Int]
    var nameCase = DatabaseFacts.NameCase.asWritten
    var collation = "utf8mb4_bin"
    /// The collation's name is one, and the destination has it where it says which it has.
    var knowsCollation = true

    /// How the destination tells names of columns, indexes and constraints apart, and those of tables, views and
    /// databases: facts about it, never guessed from its family.
    var partNames = NameComparison.caseless
    var objectNames = NameComparison.exact

    var limits: DestinationLimits
    var abilities: DestinationAbilities

    static let bytesPerCharacter = 4

    /// The charset that the collation belongs to.
    var characterSet: String { collation.split(separator: "_").first.map(String.init) ?? "utf8mb4" }

    /// Characters that cannot stand in a name: OceanBase fails over back-quotes when it indexes or joins the table
    /// later, and over quotes in columns that rows are spread by; the others know no characters beyond the basic plane
    /// of Unicode.
    func refuses(_ scalar: Unicode.Scalar, inColumn: Bool) -> Bool {
        family == .oceanBase ? scalar == "`" || (inColumn && scalar == "'") : scalar.value > 0xFFFF
    }

    /// What a large value leaves in its row.
    var bytesOfLargeInRow: Int { family == .oceanBase ? 8192 : 12 }

    func isAtLeast(_ wanted: Int...) -> Bool { !version.lexicographicallyPrecedes(wanted) }
}
