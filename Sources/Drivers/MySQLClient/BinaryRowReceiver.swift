internal import CMariaDB

/// Takes the columns of a row as they stand in the packet of the binary protocol and appends them to a batch. The
/// library calls it once per column and leaves the lengths to us, so that they can be checked against the buffer:
/// its own conversions trust the server. Its state lives behind a pointer, which is the callback's context.
final class BinaryRowReceiver {
    enum Complaint { case none, tooLarge, malformed }

    struct State {
        let statement: UnsafeMutablePointer<MYSQL_STMT>
        var batch: UnsafeMutablePointer<RowBatchMemory>?
        var forms: UnsafeMutableBufferPointer<BinaryForm>
        var limit: UnsafePointer<UInt8>?
        var complaint = Complaint.none
    }

    private let state: UnsafeMutablePointer<State>

    /// The receiver must outlive the fetches of the statement; both belong to the same owner.
    init(_ statement: UnsafeMutablePointer<MYSQL_STMT>) {
        state = .allocate(capacity: 1)
        state.initialize(to: State(statement: statement, forms: .allocate(capacity: 0)))
        godwit_stmt_set_result_callback(statement, receiveColumn, state)
    }

    deinit {
        state.pointee.forms.deallocate()
        state.deallocate()
    }

    var complaint: Complaint { state.pointee.complaint }

    func expect(_ forms: [BinaryForm]) {
        state.pointee.forms.deallocate()
        state.pointee.forms = .allocate(capacity: forms.count)
        _ = state.pointee.forms.initialize(from: forms)
    }

    func receive(into batch: MySQLRowBatch?) { state.pointee.batch = batch?.memory }
}

extension BinaryRowReceiver.State {
    mutating func receive(_ column: Int, _ row: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) {
        guard let batch, column < forms.count else { return }
        if column == 0 { startRow() }
        guard complaint == .none else { return }
        guard let row, let start = row.pointee else { return batch.pointee.appendNull() }
        guard let limit, let (head, count) = measure(forms[column], start, limit) else {
            complaint = .malformed
            return
        }
        guard batch.pointee.append(start + head, count) else {
            complaint = .tooLarge
            return
        }
        row.pointee = start + head + count
    }

    /// The buffer may have moved for this packet, so its end is asked for with every row.
    private mutating func startRow() {
        complaint = .none
        limit = statement.pointee.mysql.flatMap { godwit_packet_limit($0) }
    }

    /// Bytes of length prefix and of value; nil when they do not lie in the buffer.
    private func measure(
        _ form: BinaryForm, _ start: UnsafeMutablePointer<UInt8>, _ limit: UnsafePointer<UInt8>
    ) -> (Int, Int)? {
        let available = limit - UnsafePointer(start)
        var head = 0
        var count = form.width
        if form.width == 0 {
            guard available >= 1 else { return nil }
            head = 1
            count = Int(start.pointee)
            if form == .lengthEncoded, count > 250 {
                guard let long = longLength(start, available) else { return nil }
                (head, count) = long
            }
        }
        return available >= head && available &- head >= count ? (head, count) : nil
    }

    private func longLength(_ start: UnsafeMutablePointer<UInt8>, _ available: Int) -> (Int, Int)? {
        let width =
            switch start.pointee {
            case 252: 2
            case 253: 3
            case 254: 8
            default: 0
            }
        guard width > 0, available > width else { return nil }
        var count: UInt64 = 0
        for at in (1...width).reversed() { count = count << 8 | UInt64(start[at]) }
        return Int(exactly: count).map { (1 + width, $0) }
    }
}

/// A plain function, because a C callback must not belong to an actor.
private func receiveColumn(
    _ context: UnsafeMutableRawPointer?, _ column: UInt32,
    _ row: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?
) {
    guard let context else { return }
    context.assumingMemoryBound(to: BinaryRowReceiver.State.self).pointee.receive(Int(column), row)
}
