/// An object on the wire: what names its type and itself, and its image.
package struct ObjectFrame: Sendable, Hashable {
    /// Names the type: two numbers, the sixteen bytes of the type, and those of what it is stored in.
    package var type: [UInt8] = []
    /// Names the object itself, if it is a row of an object table.
    package var identity: [UInt8] = []
    package var snapshot: [UInt8] = []
    package var version: UInt32 = 0
    package var flags: UInt32 = ObjectFrame.isTopLevel
    /// Empty is null.
    package var image: [UInt8] = []

    package static let isTopLevel: UInt32 = 1
    private static let extent: [UInt8] = [UInt8](repeating: 0, count: 13) + [1, 0, 1]

    /// A null.
    package init() {}

    /// A value of the type that these sixteen bytes name.
    package init(typeIdentity: [UInt8], image: [UInt8]) {
        type = [0, 0x22, 0x02, 0x08] + typeIdentity + Self.extent
        self.image = image
    }

    package init(from reader: WireReader) throws(WireFailure) {
        type = try reader.dalc("object type") ?? []
        identity = try reader.dalc("object identity") ?? []
        snapshot = try reader.dalc("object snapshot") ?? []
        version = try reader.ub4("object version")
        let length = try reader.ub4("object length")
        flags = try reader.ub4("object flags")
        if length > 0 { image = try reader.clr("object image") ?? [] }
    }

    package func encode(to writer: WireWriter) {
        writer.dalc(type)
        writer.dalc(identity)
        writer.dalc(snapshot)
        writer.ub(version)
        writer.ub(image.count)
        writer.ub(flags)
        if !image.isEmpty { writer.clr(image) }
    }
}
