/// `JSON_TABLE(document, path COLUMNS (…))`: the rows that a path finds in a document.
package struct JSONTable: Sendable, Hashable {
    package indirect enum Content: Sendable, Hashable {
        case ordinality
        case value(OracleType)
        /// FORMAT JSON: the text of an object or array.
        case document(OracleType, isWrapped: Bool)
        case exists(OracleType)
        case nested([Column])
    }

    package struct Column: Sendable, Hashable {
        /// Empty for NESTED PATH.
        package let name: Name
        package let path: String
        package let content: Content
    }

    package let document: Expression
    package let path: String
    package let columns: [Column]
    /// ERROR ON ERROR: a document that is none fails instead of having no rows.
    package let isStrict: Bool
    package let alias: Name?
    package let position: Position
}
