package import OracleSQL

/// A type of a user: an object type with attributes, a VARRAY or a nested table.
package struct ObjectTypeDefinition: Sendable, Hashable {
    package enum Form: Sendable, Hashable {
        case object(attributes: [Attribute])
        case varray(limit: Int, element: OracleType)
        case nestedTable(element: OracleType)
        /// `CREATE TYPE t;` or a text that is not understood.
        case incomplete
    }

    package struct Attribute: Sendable, Hashable {
        package var name: String
        package var type: OracleType

        package init(name: String, type: OracleType) {
            self.name = name
            self.type = type
        }
    }

    package var object: DictionaryObject
    package var form: Form
    /// 16 bytes that name the type on the wire.
    package var identifier: [UInt8]
    package var text: String

    package init(object: DictionaryObject, form: Form, identifier: [UInt8], text: String) {
        self.object = object
        self.form = form
        self.identifier = identifier
        self.text = text
    }
}
