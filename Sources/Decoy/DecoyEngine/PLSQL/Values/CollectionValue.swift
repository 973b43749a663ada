/// The elements of a collection in the order of their keys. Adding behind the last one is quick.
struct CollectionValue {
    enum Key: Hashable, Comparable {
        case number(Int)
        case text(String)

        static func < (left: Key, right: Key) -> Bool {
            switch (left, right) {
            case (.number(let left), .number(let right)): left < right
            case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
            case (.number, .text): true
            case (.text, .number): false
            }
        }
    }

    private(set) var keys: [Key] = []
    private var values: [BlockValue] = []
    /// The highest subscript that EXTEND gave out: deleting does not lower it.
    private(set) var last = 0

    init() {}

    init(_ elements: [BlockValue]) {
        keys = elements.indices.map { .number($0 + 1) }
        values = elements
        last = elements.count
    }

    var count: Int { keys.count }
    var elements: [BlockValue] { values }

    /// Where the key is, or where it would be put.
    private func place(_ key: Key) -> (index: Int, isFound: Bool) {
        if let end = keys.last, end < key { return (keys.count, false) }
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return (low, low < keys.count && keys[low] == key)
    }

    subscript(key: Key) -> BlockValue? {
        let place = place(key)
        return place.isFound ? values[place.index] : nil
    }

    mutating func set(_ key: Key, _ value: BlockValue) {
        let place = place(key)
        if place.isFound {
            values[place.index] = value
        } else {
            keys.insert(key, at: place.index)
            values.insert(value, at: place.index)
        }
        if case .number(let number) = key { last = max(last, number) }
    }

    mutating func remove(_ key: Key) {
        let place = place(key)
        guard place.isFound else { return }
        keys.remove(at: place.index)
        values.remove(at: place.index)
    }

    mutating func remove(from low: Key, through high: Key) {
        for key in keys where !(key < low) && !(high < key) { remove(key) }
    }

    mutating func removeAll() {
        keys = []
        values = []
        last = 0
    }

    /// Drops this many subscripts at the end.
    mutating func trim(_ count: Int) {
        for number in stride(from: last, to: last - count, by: -1) { remove(.number(number)) }
        last -= count
    }

    func next(after key: Key) -> Key? {
        let place = place(key)
        let index = place.isFound ? place.index + 1 : place.index
        return index < keys.count ? keys[index] : nil
    }

    func prior(before key: Key) -> Key? {
        let index = place(key).index - 1
        return index >= 0 ? keys[index] : nil
    }
}
