/// Bytes of the peer that are not what the protocol says, or bytes that did not come. It carries no byte of the
/// content.
package struct WireFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        /// The bytes ended inside of a field.
        case ended
        /// The value is known to the protocol as wrong here, or not known at all.
        case unexpected(Int64)
        /// An announced length or count beyond what we accept.
        case tooLarge(announced: UInt64, limit: UInt64)
        /// The form is none that the protocol knows.
        case wrongForm
        /// Bytes are left over after the last field.
        case excess(Int)
        /// The owner of the reader stopped it for a reason that it keeps itself: a socket that failed, a deadline, a
        /// marker in the middle of a message.
        case stopped
    }

    /// What was being read.
    package let field: FieldName
    /// Where: bytes from the start of the reader's stream, of the packet, or of the value.
    package let offset: Int
    package let reason: Reason

    @inlinable
    package init(_ field: FieldName, offset: Int = 0, _ reason: Reason) {
        self.field = field
        self.offset = offset
        self.reason = reason
    }

    package var description: String {
        switch reason {
        case .ended: "the bytes ended inside of \(field) at byte \(offset)"
        case .unexpected(let value): "\(field) at byte \(offset) is \(value), which is not expected here"
        case .tooLarge(let announced, let limit):
            "\(field) at byte \(offset) announces \(announced), the limit is \(limit)"
        case .wrongForm: "\(field) at byte \(offset) has a form that is not known"
        case .excess(let count): "\(count) bytes are left over after \(field) at byte \(offset)"
        case .stopped: "reading stopped in \(field) at byte \(offset)"
        }
    }
}
