package import Bytes
internal import Model

/// A value that is too large for one statement is written in slices, each a literal of its own: put one behind the
/// other they are the value.
extension RowTranscoder {
    /// The slices of a value, the first and the others of so many bytes at most; nil for what can only be written
    /// whole. No slice ends inside a character.
    package func slices(
        of row: Int, _ column: Int, in block: RowBlock, first: Int, others: Int
    ) -> [Range<Int>]? {
        precondition(first >= 4 && others >= 4, "a slice has room for a character")
        let bytes = block.bytes(row, column)
        let mayBegin: (Int) -> Bool
        switch columns[column].opcode {
        case .text(trimsBlanks: false): mayBegin = { bytes[$0] & 0xC0 != 0x80 }
        case .wideText(trimsBlanks: false): mayBegin = { $0.isMultiple(of: 2) && bytes[$0] & 0xFC != 0xDC }
        case .bytes, .bytesAsText: mayBegin = { _ in true }
        default: return nil
        }
        var slices: [Range<Int>] = []
        var start = 0
        while start < bytes.count {
            var end = min(bytes.count, start + (slices.isEmpty ? first : others))
            // Bytes that are no text are cut anywhere, and refused when they are written.
            if let fair = (max(start + 1, end - 3)...end).last(where: { $0 == bytes.count || mayBegin($0) }) {
                end = fair
            }
            slices.append(start..<end)
            start = end
        }
        return slices
    }

    /// One value as a literal. When it is refused, nothing of it stays in the writer.
    package func append(
        _ row: Int, _ column: Int, of block: RowBlock, to writer: inout ByteWriter
    ) -> ValueRefusal? {
        let start = writer.count
        guard let reason = reason(block.bytes(row, column), column, &writer) else { return nil }
        writer.truncate(to: start)
        return ValueRefusal(column: column, reason)
    }

    /// What the destination must say of the length of a value that was put together: characters of a text, else bytes.
    package func length(of row: Int, _ column: Int, in block: RowBlock) -> Int64 {
        let bytes = block.bytes(row, column)
        switch columns[column].opcode {
        case .text: return bytes.reduce(into: 0) { if $1 & 0xC0 != 0x80 { $0 += 1 } }
        case .wideText:
            return stride(from: 0, to: bytes.count, by: 2).reduce(into: 0) { if bytes[$1] & 0xFC != 0xDC { $0 += 1 } }
        case .bytesAsText: return Int64(bytes.count) * 2
        default: return Int64(bytes.count)
        }
    }
}
