package import OracleWire

/// A value of an object type or a collection, as the server sent it: its type by name, and its image. What the image
/// holds can be read by whoever knows the attributes, which ALL_TYPE_ATTRS and ALL_COLL_TYPES list.
package struct OracleObject: Sendable, Hashable {
    package let schema: String
    package let typeName: String
    /// Sixteen bytes that name the type, as TYPE_OID of ALL_TYPES.
    package let typeIdentity: [UInt8]
    package let image: [UInt8]

    /// The attributes or elements, in the encodings that their types have in rows.
    package func content(_ shape: ObjectShape) throws(WireFailure) -> ObjectContent {
        try ObjectImage.decode(image, shape)
    }
}
