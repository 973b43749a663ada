internal import Model

extension DestinationRules {
    /// Reads the rules from the facts. A list of abilities, where there is one, takes away what it does not name.
    init(_ facts: DatabaseFacts, _ settings: ConversionSettings) {
        let product = facts.product.lowercased()
        if facts.kind == "oceanbase" || product.contains("oceanbase") {
            self = .oceanBase(facts.version)
        } else if product.contains("mariadb") {
            self = .mariaDB(facts.version)
        } else {
            self = .mySQL(facts.version)
        }
        nameCase = facts.nameCase
        partNames = facts.partNames
        objectNames = facts.objectNames
        if !settings.collation.isEmpty { collation = settings.collation }
        let isName = collation.utf8.allSatisfy {
            $0 == 0x5F || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
        }
        knowsCollation = isName && (facts.collations.isEmpty || facts.collations.contains(collation))
        abilities.hasSequences = abilities.hasSequences || facts.abilities.contains("sequences")
        guard !facts.abilities.isEmpty else { return }
        let named = facts.abilities
        abilities.hasCheckConstraints = abilities.hasCheckConstraints && named.contains("checkConstraints")
        abilities.hasUnenforcedChecks = abilities.hasUnenforcedChecks && abilities.hasCheckConstraints
        abilities.hasExpressionDefaults = abilities.hasExpressionDefaults && named.contains("expressionDefaults")
        abilities.hasFunctionIndexes = abilities.hasFunctionIndexes && named.contains("functionIndexes")
        abilities.hasGlobalIndexes = abilities.hasGlobalIndexes && named.contains("globalIndexes")
    }

    private static func oceanBase(_ version: [Int]) -> DestinationRules {
        var limits = DestinationLimits(
            columnsMax: 4096, rowBytesMax: 1_572_864, varcharBytesMax: 1_048_576, largeBytesMax: 536_870_910,
            keyBytesMax: 16_384, keyColumnsMax: 64, indexesMax: 128, tableCommentMax: 4096)
        limits.schemaNameLengthMax = 128
        limits.columnNameLengthMax = 128
        limits.measuresChecksInBytes = true
        var abilities = DestinationAbilities()
        abilities.hasCheckConstraints = true
        abilities.hasUnenforcedChecks = true
        abilities.hasExpressionDefaults = true
        abilities.hasFunctionIndexes = true
        abilities.hasGlobalIndexes = true
        // Seen in 4.3; what came before is not taken for granted.
        abilities.hasInvisibleColumns = !version.lexicographicallyPrecedes([4, 3])
        abilities.hasNumberRanges = abilities.hasInvisibleColumns
        abilities.invisibleIndexWord = "INVISIBLE"
        abilities.hasListDefault = true
        abilities.partitionsWithForeignKeys = true
        abilities.needsKeyForAutoIncrement = false
        return DestinationRules(family: .oceanBase, version: version, limits: limits, abilities: abilities)
    }

    private static let limitsOfInnoDB = DestinationLimits(
        columnsMax: 1017, rowBytesMax: 65_535, varcharBytesMax: 65_532, largeBytesMax: 4_294_967_295, keyBytesMax: 3072,
        keyColumnsMax: 16, indexesMax: 64, tableCommentMax: 2048)

    private static func mySQL(_ version: [Int]) -> DestinationRules {
        var rules = DestinationRules(
            family: .mySQL, version: version, limits: limitsOfInnoDB, abilities: DestinationAbilities())
        let isEight = rules.isAtLeast(8)
        rules.abilities.hasCheckConstraints = rules.isAtLeast(8, 0, 16)
        rules.abilities.hasUnenforcedChecks = rules.abilities.hasCheckConstraints
        rules.abilities.hasExpressionDefaults = rules.isAtLeast(8, 0, 13)
        rules.abilities.hasLargeDefaults = rules.abilities.hasExpressionDefaults
        rules.abilities.hasFunctionIndexes = rules.isAtLeast(8, 0, 13)
        rules.abilities.hasInvisibleColumns = rules.isAtLeast(8, 0, 23)
        rules.abilities.invisibleIndexWord = isEight ? "INVISIBLE" : nil
        rules.abilities.hasDescendingIndexes = isEight
        return rules
    }

    private static func mariaDB(_ version: [Int]) -> DestinationRules {
        var rules = DestinationRules(
            family: .mariaDB, version: version, limits: limitsOfInnoDB, abilities: DestinationAbilities())
        rules.abilities.hasCheckConstraints = rules.isAtLeast(10, 2, 1)
        rules.abilities.hasExpressionDefaults = rules.isAtLeast(10, 2, 1)
        rules.abilities.hasLargeDefaults = rules.abilities.hasExpressionDefaults
        rules.abilities.hasInvisibleColumns = rules.isAtLeast(10, 3)
        rules.abilities.invisibleIndexWord = rules.isAtLeast(10, 6) ? "IGNORED" : nil
        rules.abilities.hasDescendingIndexes = rules.isAtLeast(10, 8)
        rules.abilities.hasListDefault = rules.isAtLeast(10, 2)
        rules.abilities.hasSequences = rules.isAtLeast(10, 3)
        return rules
    }
}
