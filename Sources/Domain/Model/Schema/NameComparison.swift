/// How a database tells names apart: which names are one name there.
package enum NameComparison: Hashable, Sendable {
    /// Byte by byte.
    case exact
    /// Letters of both cases are one.
    case caseless
    /// By their letters alone, without their marks: neither case nor accents count, `e` is `É`, and all characters
    /// beyond the basic plane of Unicode are one.
    case letters

    /// Equal for names that are one name.
    package func key(_ name: String) -> NameKey {
        switch self {
        case .exact: NameKey(Array(name.utf16))
        case .caseless: NameKey(Array(name.lowercased().utf16))
        case .letters: NameKey(name.unicodeScalars.map(LetterWeights.weight))
        }
    }
}

/// A name as one database compares it.
package struct NameKey: Hashable, Sendable {
    private let units: [UInt16]

    init(_ units: [UInt16]) { self.units = units }
}

extension DatabaseFacts {
    /// How it tells names of columns, indexes and constraints apart.
    package var partNames: NameComparison { abilities.contains("letterNames") ? .letters : .caseless }

    /// The same of tables, views and databases.
    package var objectNames: NameComparison { nameCase == .asWritten ? .exact : partNames }
}
