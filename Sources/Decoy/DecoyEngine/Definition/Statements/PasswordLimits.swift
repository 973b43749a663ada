/// What a profile says about the age of passwords. One that names no life time sets no end.
struct PasswordLimits: Hashable {
    private static let day = 86_400
    /// Seconds from a new password to its end; nil is without end.
    private(set) var life: Int?
    /// Seconds for which a password is taken behind its end, with a warning.
    private(set) var grace = 7 * PasswordLimits.day

    /// The words of CREATE PROFILE behind its name.
    init(_ words: String?) {
        var rest = (words ?? "").split(separator: " ")[...]
        while let word = rest.popFirst() {
            switch word {
            case "PASSWORD_LIFE_TIME": life = Self.seconds(&rest)
            case "PASSWORD_GRACE_TIME": grace = Self.seconds(&rest) ?? grace
            default: break
            }
        }
    }

    /// Days, also as a fraction such as `1 / 1440`; nil for UNLIMITED and DEFAULT.
    private static func seconds(_ rest: inout ArraySlice<Substring>) -> Int? {
        guard let first = rest.first.flatMap({ Double($0) }) else { return nil }
        rest.removeFirst()
        var days = first
        if rest.first == "/", let divisor = rest.dropFirst().first.flatMap({ Double($0) }), divisor > 0 {
            rest.removeFirst(2)
            days /= divisor
        }
        return Int(min(max(0, days), 1_000_000) * Double(day))
    }
}
