internal import OracleWire

/// The values of one place over many rows, as they go over the wire: one piece of memory and a table of places, so that
/// a value costs no allocation.
final class BindBytes {
    /// Where a value lies; a count below zero is NULL.
    struct Place {
        var start: Int
        var count: Int
    }

    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var used = 0
    private let places: UnsafeMutablePointer<Place>
    private let rowCapacity: Int
    private(set) var rowCount = 0
    /// The longest value.
    private(set) var longest = 0

    init(rowCount: Int) {
        precondition(rowCount >= 0, "there are no fewer rows than none")
        rowCapacity = rowCount
        places = .allocate(capacity: max(1, rowCount))
        capacity = max(64, rowCount &* 8)
        memory = .allocate(capacity: capacity)
    }

    deinit {
        memory.deallocate()
        places.deallocate()
    }

    /// Adds the next value: `write` fills at most `room` bytes and says how many; nil takes the value back.
    @inline(__always)
    func append(room: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int?) -> Bool {
        if capacity - used < room { grow(room) }
        guard let count = write(memory + used) else { return false }
        precondition(count >= 0 && count <= room, "a value lies in the room that was made for it")
        note(Place(start: used, count: count))
        used += count
        longest = max(longest, count)
        return true
    }

    func append(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return appendNull() }
        _ = append(room: bytes.count) { place in
            UnsafeMutableRawPointer(place).copyMemory(from: start, byteCount: bytes.count)
            return bytes.count
        }
    }

    func appendNull() { note(Place(start: 0, count: -1)) }

    private func note(_ place: Place) {
        precondition(rowCount < rowCapacity, "no more rows come than were announced")
        (places + rowCount).initialize(to: place)
        rowCount += 1
    }

    private func grow(_ room: Int) {
        let (needed, overflow) = used.addingReportingOverflow(room)
        precondition(!overflow, "the values of a statement fit into the memory of the machine")
        let larger = max(needed, capacity &* 2)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: memory, count: used)
        memory.deallocate()
        memory = moved
        capacity = larger
    }

    func array(_ row: Int) -> [UInt8]? {
        precondition(row >= 0 && row < rowCount, "a value lies inside of its rows")
        let place = places[row]
        return place.count < 0 ? nil : Array(UnsafeBufferPointer(start: memory + place.start, count: place.count))
    }

    /// For writing the rows: it counts nobody, so it must not outlive the bytes, and nothing may be added meanwhile.
    struct View {
        fileprivate let memory: UnsafePointer<UInt8>
        fileprivate let places: UnsafePointer<Place>
        fileprivate let rowCount: Int
        fileprivate let isBoolean: Bool

        @inline(__always)
        func write(_ row: Int, to writer: WireWriter) {
            precondition(row >= 0 && row < rowCount, "a value lies inside of its rows")
            let place = places[row]
            if place.count >= 0 {
                writer.clr(memory + place.start, count: place.count)
            } else if isBoolean {
                writer.nullBoolean()
            } else {
                writer.null()
            }
        }
    }

    func view(isBoolean: Bool) -> View {
        View(memory: memory, places: places, rowCount: rowCount, isBoolean: isBoolean)
    }
}
