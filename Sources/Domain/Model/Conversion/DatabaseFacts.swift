/// What was found out about the database at one end. Asked once per connection, never assumed.
package struct DatabaseFacts: Hashable, Sendable, Codable {
    /// The kind of data source, as its connector names it.
    package var kind: String
    /// As it names itself, with edition and release.
    package var product: String
    /// Comparable parts of the version: 19, 3, 0.
    package var version: [Int]
    package var characterSet: String
    package var nationalCharacterSet: String?
    package var timeZone: String
    package var role: DataSourceRole
    /// How names without quotes are kept: `upper`, `lower`, `asWritten`.
    package var nameCase: NameCase
    package var identifierLengthMax: Int
    package var packetBytesMax: Int?
    package var collations: [String]
    /// What it can do, by names of our own: `flashback`, `extents`, `checkConstraints`, `expressionDefaults`,
    /// `functionIndexes`, `sequences`, `globalIndexes`, `letterNames` (names are told apart by letters alone) …
    package var abilities: Set<String>

    package enum NameCase: String, Hashable, Sendable, Codable {
        case upper, lower, asWritten
    }

    package init(kind: String, product: String, version: [Int]) {
        self.kind = kind
        self.product = product
        self.version = version
        characterSet = ""
        timeZone = "+00:00"
        role = .primary
        nameCase = .asWritten
        identifierLengthMax = 64
        collations = []
        abilities = []
    }
}

/// The choices of a project about types and names, each with a standard that loses nothing.
package struct ConversionSettings: Hashable, Sendable, Codable {
    package enum Integers: String, Hashable, Sendable, Codable, CaseIterable {
        /// Whole numbers become the smallest integer type that holds every value of the declared precision.
        case integers
        /// Whole numbers stay decimal.
        case decimals
    }

    package enum LengthRule: String, Hashable, Sendable, Codable, CaseIterable {
        /// A length in bytes is taken as the same length in characters.
        case keep
        /// A length in bytes is multiplied by `lengthFactor`.
        case expand
    }

    package enum NameRule: String, Hashable, Sendable, Codable, CaseIterable {
        case followSource, lower, upper
    }

    package enum RowAddress: String, Hashable, Sendable, Codable, CaseIterable {
        /// Tables without a key get four hidden columns and a unique key over them.
        case columns
        /// Tables without a key get nothing; their rows can then not be told apart.
        case none
    }

    package var integers = Integers.integers
    package var lengthRule = LengthRule.keep
    package var lengthFactor = 1.5
    package var nameRule = NameRule.lower
    package var rowAddress = RowAddress.columns
    /// Collation of text columns; empty means the destination's binary one.
    package var collation = ""
    package var timestampLoss = LossRule.round
    package var floatLoss = LossRule.refuse
    /// Secondary indexes that are not unique are built after the rows.
    package var indexesAfterRows = true
    package var migratesForeignKeys = true

    package init() {}
}

extension ConversionSettings {
    /// A setting that came after a project was saved has its standard there.
    package init(from decoder: any Decoder) throws {
        self.init()
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        integers = try stored.decodeIfPresent(Integers.self, forKey: .integers) ?? integers
        lengthRule = try stored.decodeIfPresent(LengthRule.self, forKey: .lengthRule) ?? lengthRule
        lengthFactor = try stored.decodeIfPresent(Double.self, forKey: .lengthFactor) ?? lengthFactor
        nameRule = try stored.decodeIfPresent(NameRule.self, forKey: .nameRule) ?? nameRule
        rowAddress = try stored.decodeIfPresent(RowAddress.self, forKey: .rowAddress) ?? rowAddress
        collation = try stored.decodeIfPresent(String.self, forKey: .collation) ?? collation
        timestampLoss = try stored.decodeIfPresent(LossRule.self, forKey: .timestampLoss) ?? timestampLoss
        floatLoss = try stored.decodeIfPresent(LossRule.self, forKey: .floatLoss) ?? floatLoss
        indexesAfterRows = try stored.decodeIfPresent(Bool.self, forKey: .indexesAfterRows) ?? indexesAfterRows
        migratesForeignKeys = try stored.decodeIfPresent(Bool.self, forKey: .migratesForeignKeys) ?? migratesForeignKeys
    }
}
