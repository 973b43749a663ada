/// One column of a result, as the server describes it.
package struct ColumnMetadata: WireMessage, Sendable, Hashable {
    package var type: OracleTypeCode
    package var flags: UInt8 = 0
    package var precision: Int8 = 0
    /// −127 beside precision 0 is NUMBER without limits, beside another precision FLOAT.
    package var scale: Int8 = 0
    /// The longest value in bytes. 0: the column is always null and no byte is sent for it, save for LONG and UROWID.
    package var bufferSize: UInt32
    package var objectIdentity: [UInt8] = []
    package var objectVersion: UInt16 = 0
    package var charset: UInt16 = 0
    package var form = CharsetForm.none
    /// The longest text in characters.
    package var characters: UInt32 = 0
    package var isNullable = true
    package var name: String
    package var typeSchema = ""
    package var typeName = ""
    package var position: UInt16 = 0
    package var use: Use = []
    package var domain = Domain()
    package var annotations = KeywordValues()
    package var vector = VectorShape()

    /// The domain of 23ai that the column belongs to.
    package struct Domain: Sendable, Hashable {
        package var schema = ""
        package var name = ""
    }

    package struct VectorShape: Sendable, Hashable {
        package var dimensions: UInt32 = 0
        package var format: UInt8 = 0
        package var flags: UInt8 = 0
    }

    package struct Use: OptionSet, Sendable, Hashable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }

        package static let isJSON = Use(rawValue: 0x100)
        package static let isOSON = Use(rawValue: 0x800)
    }

    package init(name: String, type: OracleTypeCode, bufferSize: UInt32) {
        self.name = name
        self.type = type
        self.bufferSize = bufferSize
    }

    /// Whether the rows have no byte for this column.
    package var isNeverSent: Bool { bufferSize == 0 && !type.isLong && type != .urowid }

    package init(from reader: WireReader) throws(WireFailure) {
        let version = reader.dialect.fieldVersion
        type = OracleTypeCode(rawValue: try reader.u8("column type"))
        flags = try reader.u8("column flags")
        precision = Int8(bitPattern: try reader.u8("precision"))
        scale = try reader.scale(type)
        bufferSize = try reader.ub4("buffer size")
        _ = try reader.ub4("array elements")
        _ = try reader.ub8("continuation flags")
        objectIdentity = try reader.dalc("object type") ?? []
        objectVersion = try reader.ub2("object version")
        charset = try reader.ub2("charset")
        form = try reader.charsetForm()
        characters = try reader.ub4("characters")
        if version >= 8 { _ = try reader.ub4("column identity") }
        isNullable = try reader.flag("nulls allowed")
        _ = try reader.u8("name length")
        name = try reader.dalcText("column name")
        typeSchema = try reader.dalcText("type schema")
        typeName = try reader.dalcText("type name")
        position = try reader.ub2("column position")
        use = Use(rawValue: try reader.ub4("column use"))
        if version >= 17 {
            domain.schema = try reader.dalcText("domain schema")
            domain.name = try reader.dalcText("domain name")
        }
        if version >= 20 { annotations = try ColumnMetadata.annotations(from: reader) }
        if version >= 24 {
            vector.dimensions = try reader.ub4("vector dimensions")
            vector.format = try reader.u8("vector format")
            vector.flags = try reader.u8("vector flags")
        }
    }

    private static func annotations(from reader: WireReader) throws(WireFailure) -> KeywordValues {
        guard try reader.ub4("annotations") > 0 else { return [] }
        _ = try reader.u8("annotations")
        let count = try reader.count(KeywordValues.longest, "number of annotations")
        _ = try reader.u8("annotations")
        let pairs = try KeywordValues(count: count, from: reader)
        _ = try reader.ub4("annotation flags")
        return pairs
    }

    package func encode(to writer: WireWriter) {
        let version = writer.dialect.fieldVersion
        writer.u8(type.rawValue)
        writer.u8(flags)
        writer.u8(UInt8(bitPattern: precision))
        writer.scale(scale, type)
        writer.ub(bufferSize)
        writer.ub(UInt32(0))
        writer.ub(UInt64(0))
        writer.dalc(objectIdentity)
        writer.ub(objectVersion)
        writer.ub(charset)
        writer.u8(form.rawValue)
        writer.ub(characters)
        if version >= 8 { writer.ub(UInt32(0)) }
        writer.flag(isNullable)
        writer.u8(UInt8(clamping: name.utf8.count))
        for text in [name, typeSchema, typeName] { writer.dalc(text: text) }
        writer.ub(position)
        writer.ub(use.rawValue)
        if version >= 17 {
            writer.dalc(text: domain.schema)
            writer.dalc(text: domain.name)
        }
        if version >= 20 { encodeAnnotations(to: writer) }
        if version >= 24 {
            writer.ub(vector.dimensions)
            writer.u8(vector.format)
            writer.u8(vector.flags)
        }
    }

    private func encodeAnnotations(to writer: WireWriter) {
        let count = annotations.pairs.count
        writer.ub(count)
        guard count > 0 else { return }
        writer.u8(1)
        writer.ub(count)
        writer.u8(1)
        for pair in annotations.pairs { pair.encode(to: writer) }
        writer.ub(UInt32(0))
    }
}

extension [ColumnMetadata] {
    /// A table has at most 1000 columns in our versions, 4096 in the widest of 23ai.
    package static var longestDescription: Int { 4096 }

    init(count: Int, from reader: WireReader) throws(WireFailure) {
        self = []
        for _ in 0..<count { append(try ColumnMetadata(from: reader)) }
    }
}
