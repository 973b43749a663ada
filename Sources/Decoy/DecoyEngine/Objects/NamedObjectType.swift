package import OracleSQL

/// A type that a client may fetch or bind: an object type, a collection, a type of a package or the rows of a table.
package struct NamedObjectType: Sendable, Hashable {
    package let schema: String
    package let package: String?
    /// `T%ROWTYPE` for the rows of a table.
    package let name: String
    /// The sixteen bytes that name it on the wire.
    package let identity: [UInt8]

    /// What cells of this type have as theirs.
    package var type: OracleType {
        .object(schema: schema, name: package.map { "\($0).\(name)" } ?? name)
    }

    static let rowSuffix = "%ROWTYPE"
}
