/// The name of a field of the protocol: part of the program, so that a failure is made without an allocation.
package struct FieldName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let literal: StaticString

    @inlinable package init(stringLiteral literal: StaticString) { self.literal = literal }

    package var description: String { literal.description }

    package static func == (a: FieldName, b: FieldName) -> Bool { a.description == b.description }

    package func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
