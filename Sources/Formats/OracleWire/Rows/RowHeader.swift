internal import Bytes

/// Message 6: in front of the first row of a response.
package struct RowHeader: WireReply, Sendable, Hashable {
    package static var type: MessageType { .rowHeader }
    package var flags: UInt8 = 0x22
    package var iterations: UInt32
    /// Which columns the next row has; empty: all of them.
    package var bitVector: [UInt8] = []

    package init(iterations: UInt32 = 1) { self.iterations = iterations }

    package init(from reader: WireReader) throws(WireFailure) {
        flags = try reader.u8("row flags")
        _ = try reader.ub2("row requests")
        _ = try reader.ub4("row iteration")
        iterations = try reader.ub4("row iterations")
        _ = try reader.ub2("row buffer")
        let length = try reader.count(1024, "bit vector length")
        if length > 0 {
            _ = try reader.u8("bit vector length")
            bitVector = try reader.bytes(length, "bit vector")
        }
        _ = try reader.dalc("row hint")
    }

    package func encode(to writer: WireWriter) {
        writer.u8(flags)
        writer.ub(UInt16(1))
        writer.ub(UInt32(0))
        writer.ub(iterations)
        writer.ub(UInt16(0))
        writer.ub(bitVector.count)
        if !bitVector.isEmpty {
            writer.u8(UInt8(clamping: bitVector.count))
            writer.raw(bitVector)
        }
        writer.null()
    }
}
