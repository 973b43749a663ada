/// A binary number of the destination, by the decimal digits that it gives back.
enum BinaryWidth: Hashable, Sendable {
    case float
    case double

    /// Every number of so many digits comes back as it was, as long as the type reaches so far.
    var digitsSure: Int { self == .float ? 6 : 15 }

    /// No number of more digits comes back: a reader never sees more.
    var digitsMost: Int { self == .float ? 9 : 17 }

    /// The powers of 100 that the type surely reaches. A double reaches every number of the source.
    var powersSure: ClosedRange<Int> { self == .float ? -18...18 : -66...63 }
}
