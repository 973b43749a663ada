internal import OracleSQL

/// Which row a fetch of a scrollable cursor begins with.
struct FetchPlace {
    let orientation: UInt32
    /// Counted from 1, also for a relative move: the client has added its own place already.
    let row: UInt32

    /// An execution that asks for a row behind the first is no new one: clients fetch on like this.
    var goesOn: Bool { orientation == 0x01 && row > 1 }

    /// The number of the row, nil for the last one; `current` is that of the row that was given last.
    func row(after current: Int) throws(OracleFailure) -> Int? {
        switch orientation {
        case 0x01 where row > 0: return Int(row)
        case 0, 0x01, 0x02: return current + 1
        case 0x04: return 1
        case 0x08: return nil
        case 0x10: return max(1, current - 1)
        case 0x20, 0x40: return row == 0 ? .max : Int(row)
        default: throw OracleFailure(24_391, "invalid fetch operation")
        }
    }
}
