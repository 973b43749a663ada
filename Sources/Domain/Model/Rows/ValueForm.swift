/// How the bytes of a column of a row batch are to be read: the encodings that sources send. A transcoder is chosen by
/// the form and the stored type, once per table.
package enum ValueForm: Hashable, Sendable, Codable {
    /// Text in UTF-8.
    case text
    /// Text in UTF-16, most significant byte first.
    case wideText
    case bytes
    /// A decimal number of base-100 digits with an exponent byte.
    case base100Number
    /// Century, year, month, day, hour, minute, second in seven bytes, then four bytes of nanoseconds where there are
    /// more; two more where the value carries its zone.
    case centuryDateTime
    case zonedDateTime
    /// IEEE numbers whose bits are turned so that they sort as bytes.
    case orderedFloat
    case orderedDouble
    case monthInterval
    case dayInterval
    /// One byte, or the two-byte form.
    case boolean
    /// The address of a row in the form of the wire; it is written as its text.
    case rowAddress
}
