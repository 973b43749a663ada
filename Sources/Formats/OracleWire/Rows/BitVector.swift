/// Message 21: which columns the next row has; the others are those of the row before. Once a response has used it, it
/// stands in front of every further row.
package enum BitVector {
    /// Bit i of byte i/8, lowest first: set when column i is sent.
    @inlinable
    package static func byteCount(columns: Int) -> Int { (columns + 7) / 8 }

    /// Writes the message with its type byte.
    package static func encode(_ bits: [UInt8], sent: Int, to writer: WireWriter) {
        writer.type(.bitVector)
        writer.ub(sent)
        writer.raw(bits)
    }
}
