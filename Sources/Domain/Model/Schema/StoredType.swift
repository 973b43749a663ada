/// The type of a column at its destination, as far as writing rows depends on it.
package enum StoredType: Hashable, Sendable, Codable {
    case integer(bits: Int, isUnsigned: Bool)
    case decimal(precision: Int, scale: Int)
    case float
    case double
    /// Text of at most so many characters; blanks at the end of a fixed one are not kept.
    case text(charactersMax: Int, isFixed: Bool)
    case bytes(bytesMax: Int, isFixed: Bool)
    case largeText(bytesMax: Int)
    case largeBytes(bytesMax: Int)
    case date
    case dateTime(fraction: Int)
    case timestamp(fraction: Int)
    case time(fraction: Int)
    case year
    case bits(Int)
    case json
}
