/// How the values of one bind are written, or how the client wants the values of one column.
package struct BindMetadata: WireMessage, Sendable, Hashable {
    package struct Flags: OptionSet, Sendable, Hashable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let indicators = Flags(rawValue: 0x01)
        /// A PL/SQL array: a count, then that many values.
        package static let array = Flags(rawValue: 0x40)
    }

    package struct Continuation: OptionSet, Sendable, Hashable {
        package let rawValue: UInt64
        package init(rawValue: UInt64) { self.rawValue = rawValue }

        package static let text = Continuation(rawValue: 0x10)
        /// A LOB comes with its length and the first `characters` of its content.
        package static let lobPrefetch = Continuation(rawValue: 0x200_0000)
    }

    package var type: OracleTypeCode
    package var flags: Flags = .indicators
    /// Real servers refuse anything but 0.
    package var precision: Int8 = 0
    package var scale: Int8 = 0
    package var bufferSize: UInt32
    package var elements: UInt32 = 0
    package var continuation: Continuation = []
    package var objectIdentity: [UInt8] = []
    package var objectVersion: UInt32 = 0
    package var charset: UInt16 = 0
    package var form = CharsetForm.none
    /// Characters of a text, or how much of a LOB is to come with its locator.
    package var characters: UInt32 = 0

    package init(type: OracleTypeCode, bufferSize: UInt32) {
        self.type = type
        self.bufferSize = bufferSize
    }

    package var isArray: Bool { flags.contains(.array) }

    package init(from reader: WireReader) throws(WireFailure) {
        type = OracleTypeCode(rawValue: try reader.u8("bind type"))
        flags = Flags(rawValue: try reader.u8("bind flags"))
        precision = Int8(bitPattern: try reader.u8("precision"))
        scale = try reader.scale(type)
        bufferSize = try reader.ub4("buffer size")
        elements = try reader.ub4("array elements")
        continuation = Continuation(rawValue: try reader.ub8("continuation flags"))
        objectIdentity = try reader.dalc("object type") ?? []
        objectVersion = try reader.ub4("object version")
        charset = try reader.ub2("charset")
        form = try reader.charsetForm()
        characters = try reader.ub4("characters")
        if reader.dialect.fieldVersion >= 8 { _ = try reader.ub4("column identity") }
    }

    package func encode(to writer: WireWriter) {
        writer.u8(type.rawValue)
        writer.u8(flags.rawValue)
        writer.u8(UInt8(bitPattern: precision))
        writer.scale(scale, type)
        writer.ub(bufferSize)
        writer.ub(elements)
        writer.ub(continuation.rawValue)
        writer.dalc(objectIdentity)
        writer.ub(objectVersion)
        writer.ub(charset)
        writer.u8(form.rawValue)
        writer.ub(characters)
        if writer.dialect.fieldVersion >= 8 { writer.ub(UInt32(0)) }
    }

    static func list(_ count: Int, from reader: WireReader) throws(WireFailure) -> [BindMetadata] {
        var list: [BindMetadata] = []
        for _ in 0..<count { list.append(try BindMetadata(from: reader)) }
        return list
    }

    /// The order in which the values of one row stand: outside of PL/SQL the long ones come last.
    package static func order(_ binds: [BindMetadata], isPLSQL: Bool, dialect: WireDialect) -> [Int] {
        if isPLSQL { return Array(binds.indices) }
        let isLast = { (bind: BindMetadata) -> Bool in
            bind.type == .long || bind.type == .longRaw || Int(bind.bufferSize) > dialect.longestString
        }
        return binds.indices.filter { !isLast(binds[$0]) } + binds.indices.filter { isLast(binds[$0]) }
    }
}
