/// The listener's no: a descriptor with `(ERR=number)`.
package struct RefuseReply: Sendable, Hashable {
    package var userReason: UInt8
    package var systemReason: UInt8
    package var text: String

    /// The refusal with an Oracle error number: 12514 unknown service, 12505 unknown SID, 12516 no handler free.
    package init(error: Int) {
        userReason = 0x22
        systemReason = 0
        text =
            "(DESCRIPTION=(TMP=)(VSNNUM=318767104)(ERR=\(error))"
            + "(ERROR_STACK=(ERROR=(CODE=\(error))(EMFI=4))))"
    }

    package init(_ packet: Packet) throws(WireFailure) {
        guard packet.type == .refuse else {
            throw WireFailure("packet type", offset: 4, .unexpected(Int64(packet.type.rawValue)))
        }
        let reader = WireReader(Array(packet.body))
        userReason = try reader.u8("user reason")
        systemReason = try reader.u8("system reason")
        let length = reader.hasBuffered ? Int(try reader.u16("text length")) : 0
        text = String(decoding: packet.body.dropFirst(4).prefix(length), as: UTF8.self)
    }

    /// The number behind `(ERR=`; nil when the text has none.
    package var error: Int? {
        let mark = Array("(ERR=".utf8)
        let bytes = Array(text.utf8)
        guard bytes.count >= mark.count else { return nil }
        for start in 0...(bytes.count - mark.count) where Array(bytes[start..<start + mark.count]) == mark {
            let digits = bytes[(start + mark.count)...].prefix { (48...57).contains($0) }
            return Int(String(decoding: digits, as: UTF8.self))
        }
        return nil
    }

    package func write(to writer: WireWriter) {
        let bytes = Array(text.utf8.prefix(0x7000))
        let body = WireWriter(frames: false)
        body.u8(userReason)
        body.u8(systemReason)
        body.u16(UInt16(bytes.count))
        body.raw(bytes)
        writer.packet(.refuse, body: body.array.span.bytes)
    }
}
