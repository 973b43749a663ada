/// A pattern of names: `*`, `?`, `[a-z]`, `[!a-z]`; everything else stands for itself, upper and lower case differ. A
/// bracket that is not closed stands for itself too.
struct NamePattern: Hashable, Sendable {
    private enum Part: Hashable, Sendable {
        case exactly(Character)
        case one
        case any
        case oneOf([ClosedRange<Character>], isNegated: Bool)
    }

    private let parts: [Part]

    init(_ text: String) {
        var parts: [Part] = []
        var rest = Substring(text)
        var mayClose = true
        while let first = rest.first {
            rest = rest.dropFirst()
            switch first {
            case "*": if parts.last != .any { parts.append(.any) }
            case "?": parts.append(.one)
            case "[":
                if mayClose, let (set, after) = Self.set(rest) {
                    parts.append(set)
                    rest = after
                } else {
                    // One that never closes is looked for once, not for each bracket.
                    mayClose = mayClose && rest.contains("]")
                    parts.append(.exactly(first))
                }
            default: parts.append(.exactly(first))
            }
        }
        self.parts = parts
    }

    /// Whether a text holds anything that does not stand for itself.
    static func isPattern(_ text: String) -> Bool {
        text.contains { $0 == "*" || $0 == "?" } || NamePattern(text).hasSet
    }

    private var hasSet: Bool {
        parts.contains { part in
            if case .oneOf = part { return true }
            return false
        }
    }

    private static func set(_ text: Substring) -> (Part, Substring)? {
        guard let end = text.firstIndex(of: "]") else { return nil }
        var inside = Array(text[..<end])
        let isNegated = inside.first == "!"
        if isNegated { inside.removeFirst() }
        guard !inside.isEmpty else { return nil }
        var ranges: [ClosedRange<Character>] = []
        var at = 0
        while at < inside.count {
            if at + 2 < inside.count, inside[at + 1] == "-", inside[at] <= inside[at + 2] {
                ranges.append(inside[at]...inside[at + 2])
                at += 3
            } else {
                ranges.append(inside[at]...inside[at])
                at += 1
            }
        }
        return (.oneOf(ranges, isNegated: isNegated), text[text.index(after: end)...])
    }

    /// In time that grows with the product of both lengths at most: a run that fails moves the last star only.
    func matches(_ name: String) -> Bool {
        let characters = Array(name)
        var (at, place) = (0, 0)
        var star: (part: Int, place: Int)?
        while place < characters.count {
            if at < parts.count, parts[at] == .any {
                star = (at, place)
                at += 1
            } else if at < parts.count, Self.takes(parts[at], characters[place]) {
                at += 1
                place += 1
            } else if let last = star {
                star = (last.part, last.place + 1)
                at = last.part + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return parts[at...].allSatisfy { $0 == .any }
    }

    private static func takes(_ part: Part, _ character: Character) -> Bool {
        switch part {
        case .exactly(let wanted): wanted == character
        case .one, .any: true
        case .oneOf(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
        }
    }
}
