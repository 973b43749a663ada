/// Function 59: the server's version as a text and as a number. A status follows the reply, not an end of call.
package struct VersionRequest: WireCall, Sendable, Hashable {
    package static var function: FunctionCode { .version }
    package var bufferSize: UInt32

    package init(bufferSize: UInt32 = 256) { self.bufferSize = bufferSize }

    package init(from reader: WireReader) throws(WireFailure) {
        _ = try reader.u8("version pointer")
        bufferSize = try reader.ub4("buffer size")
        try reader.skip(2, "version pointers")
        if reader.dialect.fieldVersion >= 11 { _ = try reader.ub4("version format") }
    }

    package func encode(to writer: WireWriter) {
        writer.u8(1)
        writer.ub(bufferSize)
        writer.u8(1)
        writer.u8(1)
        if writer.dialect.fieldVersion >= 11 { writer.ub(UInt32(1)) }
    }
}

package struct VersionReply: WireReply, Sendable, Hashable {
    package static var type: MessageType { .parameters }
    package var text: String
    /// Major version in the highest byte; see section "version" of the login for the rest.
    package var number: UInt32

    package init(text: String, number: UInt32) {
        self.text = text
        self.number = number
    }

    package init(from reader: WireReader) throws(WireFailure) {
        let length = try reader.count(65_535, "version length")
        text = try reader.chrText(length: length, "version")
        number = try reader.ub4("version number")
    }

    package func encode(to writer: WireWriter) {
        writer.ub(text.utf8.count)
        writer.chr(text: text)
        writer.ub(number)
    }
}
