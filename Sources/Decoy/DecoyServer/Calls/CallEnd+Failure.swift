internal import OracleSQL
internal import OracleWire

extension CallEnd {
    /// The end of a call that failed.
    init(_ failure: OracleFailure, sequence: UInt8) {
        self.init(sequence: sequence)
        error = UInt32(clamping: failure.code)
        message = failure.message + "\n"
        position = Int16(clamping: failure.position ?? 0)
    }

    var isInTransaction: Bool {
        get { status.contains(.inTransaction) }
        set { if newValue { status.insert(.inTransaction) } else { status.remove(.inTransaction) } }
    }

    /// The rows are at their end, which clients learn by an error that is none.
    mutating func noteEndOfRows() {
        error = CallEnd.noMoreRows
        message = "ORA-01403: no data found\n"
    }
}
