internal import OracleSQL
internal import OracleWire

/// ROWID: an int8 inside, fourteen bytes on the wire, eighteen characters for people.
package enum RowidText {
    /// All tables lie in the one file of the tablespace USERS.
    static let file: UInt16 = 4
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    struct Parts {
        var object: UInt32
        var block: UInt32
        var row: UInt16

        init(_ rid: Int64) {
            object = UInt32(truncatingIfNeeded: rid >> 39)
            block = UInt32(truncatingIfNeeded: rid >> 15) & 0xFF_FFFF
            row = UInt16(truncatingIfNeeded: rid) & 0x7FFF
        }
    }

    static func write(_ field: UnsafeRawBufferPointer, to writer: WireWriter) throws(OracleFailure) {
        guard field.count == 8 else { throw OracleFailure(1410, "invalid ROWID") }
        let parts = Parts(Int64(bigEndian: field.loadUnaligned(as: Int64.self)))
        writer.u8(14)
        writer.ub(parts.object)
        writer.ub(file)
        writer.u8(0)
        writer.ub(parts.block)
        writer.ub(parts.row)
    }

    /// The text of a UROWID column: a physical rowid, or a logical one that begins with `*`.
    static func writeUniversal(_ field: UnsafeRawBufferPointer, to writer: WireWriter) {
        var bytes: [UInt8] = []
        if let rid = rid(field) {
            let parts = Parts(rid)
            bytes = [1]
            withUnsafeBytes(of: parts.object.bigEndian) { bytes += $0 }
            withUnsafeBytes(of: file.bigEndian) { bytes += $0 }
            withUnsafeBytes(of: parts.block.bigEndian) { bytes += $0 }
            withUnsafeBytes(of: parts.row.bigEndian) { bytes += $0 }
        } else {
            bytes = [2] + logical(field)
        }
        writer.ub(bytes.count)
        writer.clr(bytes)
    }

    /// The eighteen characters.
    package static func text(_ rid: Int64) -> String {
        let parts = Parts(rid)
        var out: [UInt8] = []
        append(UInt64(parts.object), 6, &out)
        append(UInt64(file), 3, &out)
        append(UInt64(parts.block), 6, &out)
        append(UInt64(parts.row), 3, &out)
        return String(decoding: out, as: UTF8.self)
    }

    private static func append(_ number: UInt64, _ width: Int, _ out: inout [UInt8]) {
        for place in stride(from: width - 1, through: 0, by: -1) {
            out.append(letters[Int(number >> UInt64(place * 6) & 63)])
        }
    }

    /// The number of eighteen characters; nil when they are no rowid.
    package static func rid(_ text: some Collection<UInt8>) -> Int64? {
        guard text.count == 18 else { return nil }
        var sixes: [Int64] = []
        for byte in text {
            guard let value = letters.firstIndex(of: byte) else { return nil }
            sixes.append(Int64(value))
        }
        func number(_ range: Range<Int>) -> Int64 { sixes[range].reduce(0) { $0 << 6 | $1 } }
        let (object, block, row) = (number(0..<6), number(9..<15), number(15..<18))
        guard object < 1 << 24, block < 1 << 24, row < 1 << 15 else { return nil }
        return object << 39 | block << 15 | row
    }

    private static func logical(_ field: UnsafeRawBufferPointer) -> [UInt8] {
        var bits: UInt32 = 0
        var count = 0
        var out: [UInt8] = []
        for byte in field.dropFirst() {
            guard let value = letters.firstIndex(of: byte) else { continue }
            bits = bits << 6 | UInt32(value)
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return out
    }
}
