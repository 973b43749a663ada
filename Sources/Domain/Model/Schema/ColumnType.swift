/// The type of a column as its source declares it, in words of our own: what it can hold, not how it is called there.
package enum ColumnType: Hashable, Sendable, Codable {
    /// A decimal number. Without precision and scale it holds any scale; with a scale alone any precision.
    case number(precision: Int?, scale: Int?)
    /// A decimal number whose precision is given in binary digits.
    case float(bits: Int)
    case binaryFloat
    case binaryDouble
    case character(CharacterType)
    case raw(bytes: Int)
    case largeText(national: Bool)
    case largeBytes
    /// The old large types, one per table, read only as a whole.
    case longText
    case longRaw
    /// Date and time of day to the second.
    case date
    case timestamp(fraction: Int, zone: ZoneKind)
    case monthInterval(yearDigits: Int)
    case dayInterval(dayDigits: Int, fraction: Int)
    /// The address of a row, as text.
    case rowAddress(bytesMax: Int?)
    case xml
    case json
    case boolean
    case externalFile
    /// An object, a collection, a reference.
    case object(schema: String, name: String)
    /// A type we do not know, by its name there.
    case other(String)

    package struct CharacterType: Hashable, Sendable, Codable {
        package var length: Int
        package var countsBytes: Bool
        package var isFixed: Bool
        package var isNational: Bool

        package init(length: Int, countsBytes: Bool, isFixed: Bool = false, isNational: Bool = false) {
            self.length = length
            self.countsBytes = countsBytes
            self.isFixed = isFixed
            self.isNational = isNational
        }
    }

    package enum ZoneKind: String, Hashable, Sendable, Codable {
        /// No zone.
        case none
        /// Every value carries its own offset or region.
        case carried
        /// Stored as one zone, shown in the session's.
        case session
    }

    /// Values that do not lie in the row itself.
    package var isLarge: Bool {
        switch self {
        case .largeText, .largeBytes, .longText, .longRaw, .xml, .json: true
        default: false
        }
    }
}
