/// The functions that a client calls. What is not here is refused by its number.
package enum FunctionCode: UInt8, Sendable, Hashable {
    case reexecute = 4
    case fetch = 5
    case logoff = 9
    case commit = 14
    case rollback = 15
    case version = 59
    case reexecuteAndFetch = 78
    case execute = 94
    case lob = 96
    case describe = 98
    case closeCursors = 105
    case transactionSwitch = 103
    case transactionChange = 104
    case authenticateSecond = 115
    case authenticateFirst = 118
    case describeAny = 119
    case cancelCursors = 120
    case enqueue = 121
    case dequeue = 122
    case notification = 125
    case directPathPrepare = 128
    case directPathStream = 129
    case directPathFinish = 130
    case endToEnd = 135
    case arrayQueue = 145
    case ping = 147
    case setSchema = 152
    case applicationContext = 154
    case sessionGet = 162
    case sessionRelease = 163
    case sessionState = 176
    case notificationRegistration = 187
    case features = 191
}

/// What stands behind the type byte of a call or a piggyback.
package struct FunctionHeader: Sendable, Hashable {
    /// As it came, also when nobody knows it.
    package var number: UInt8
    /// The number of the call, which its end repeats; go-ora always sends 0.
    package var sequence: UInt8
    /// Zero outside of pipelines; only from field version 18 on.
    package var token: UInt64 = 0

    package var function: FunctionCode? { FunctionCode(rawValue: number) }

    package init(_ number: UInt8, sequence: UInt8) {
        self.number = number
        self.sequence = sequence
    }

    package init(from reader: WireReader) throws(WireFailure) {
        number = try reader.u8("function")
        sequence = try reader.u8("sequence number")
        if reader.dialect.fieldVersion >= 18 { token = try reader.ub8("token") }
    }

    package func encode(_ type: MessageType, to writer: WireWriter) {
        writer.type(type)
        writer.u8(number)
        writer.u8(sequence)
        if writer.dialect.fieldVersion >= 18 { writer.ub(token) }
    }
}
