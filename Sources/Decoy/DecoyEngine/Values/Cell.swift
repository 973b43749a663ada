package import DecoyDictionary
package import OracleSQL

/// One value outside of a row: an Oracle type and the bytes of PostgreSQL's binary form of its representation.
package struct Cell: Sendable, Hashable {
    package var type: OracleType
    /// nil is NULL.
    package var bytes: [UInt8]?

    package init(_ type: OracleType, _ bytes: [UInt8]?) {
        self.type = type
        self.bytes = bytes
    }

    package static func null(_ type: OracleType) -> Cell { Cell(type, nil) }

    package var isNull: Bool { bytes == nil }
    package var representation: Representation { type.representation }
}
