/// What the length of a character column counts: `VARCHAR2(10 BYTE)` or `VARCHAR2(10 CHAR)`.
package enum LengthUnit: String, Sendable, Hashable {
    case byte = "BYTE"
    case char = "CHAR"
}
