/// What an object or a collection is made of, as far as its image shows it.
package indirect enum ObjectShape: Sendable, Hashable {
    /// Counted bytes, in the encoding that the type has in rows.
    case value
    case object([ObjectShape])
    /// `isIndexed`: each element has its index in front of it, as in a table of PL/SQL that is indexed by integers.
    case collection(ObjectShape, isIndexed: Bool = false)

    /// Deeper shapes are refused when they are read or written.
    package static let deepest = 64
}

/// The content of an image: values stay in their wire encodings.
package indirect enum ObjectContent: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        package var index: Int32
        package var content: ObjectContent

        package init(index: Int32, _ content: ObjectContent) {
            self.index = index
            self.content = content
        }
    }

    case null
    case bytes([UInt8])
    case object([ObjectContent])
    case collection([ObjectContent])
    case indexed([Entry])
}
