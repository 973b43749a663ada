/// Bytes from outside that are not what they should be. It carries no byte of the content.
package struct DecodingFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        /// `needed` more bytes, of which only `available` are left.
        case short(needed: Int, available: Int)
        /// Bytes left over after the last field.
        case excess(Int)
        case wrongForm
    }

    /// What was being read.
    package let field: StaticName
    package let offset: Int
    package let reason: Reason

    @inlinable
    package init(_ field: StaticName, offset: Int, _ reason: Reason) {
        self.field = field
        self.offset = offset
        self.reason = reason
    }

    package var description: String {
        switch reason {
        case .short(let needed, let available):
            "\(field) at byte \(offset) needs \(needed) bytes, \(available) are left"
        case .excess(let count): "\(count) bytes are left over after \(field) at byte \(offset)"
        case .wrongForm: "\(field) at byte \(offset) has a form that is not known"
        }
    }

    /// A name that is part of the program, so that an error can be made without an allocation.
    package struct StaticName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
        package let literal: StaticString
        @inlinable package init(stringLiteral literal: StaticString) { self.literal = literal }
        package var description: String { literal.description }
        package static func == (a: StaticName, b: StaticName) -> Bool { a.description == b.description }
        package func hash(into hasher: inout Hasher) { hasher.combine(description) }
    }
}
