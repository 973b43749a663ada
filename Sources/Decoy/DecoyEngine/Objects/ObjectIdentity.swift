internal import DecoyDictionary
internal import OracleSQL

/// The sixteen bytes that name a type on the wire. Types of the dictionary have drawn theirs; types of packages and of
/// rows have none there, and theirs say where the type stands.
enum ObjectIdentity: Hashable {
    case drawn([UInt8])
    /// The type that is declared at this place of a package's specification.
    case inPackage(Int, place: Int)
    /// The rows of a table or view.
    case rows(Int)

    private static let packageMark: [UInt8] = [0xDE, 0xC0, 0x50, 0x4B]
    private static let rowsMark: [UInt8] = [0xDE, 0xC0, 0x52, 0x57]

    init(_ bytes: [UInt8]) {
        let number = bytes.dropFirst(4).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        let place = bytes.dropFirst(12).prefix(4).reduce(0) { $0 << 8 | Int($1) }
        let id = Int(truncatingIfNeeded: number)
        if bytes.count == 16, bytes.starts(with: Self.packageMark) {
            self = .inPackage(id, place: place)
        } else if bytes.count == 16, bytes.starts(with: Self.rowsMark) {
            self = .rows(id)
        } else {
            self = .drawn(bytes)
        }
    }

    var bytes: [UInt8] {
        switch self {
        case .drawn(let bytes): bytes
        case .inPackage(let id, let place): Self.packageMark + Self.big(id, 8) + Self.big(place, 4)
        case .rows(let id): Self.rowsMark + Self.big(id, 8) + Self.big(0, 4)
        }
    }

    private static func big(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
