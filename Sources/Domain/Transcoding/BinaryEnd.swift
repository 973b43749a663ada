internal import Model

/// What a binary number of the source becomes.
enum BinaryEnd: Hashable, Sendable {
    case text
    case binary(BinaryWidth)
    case decimal(precision: Int, scale: Int)

    /// Nil: such a type does not hold binary numbers.
    init?(_ type: StoredType) {
        switch type {
        case .float: self = .binary(.float)
        case .double: self = .binary(.double)
        case .decimal(let precision, let scale): self = .decimal(precision: precision, scale: scale)
        case .text, .largeText: self = .text
        default: return nil
        }
    }
}
