internal import Bytes

/// The fields of an error or a notice.
package struct PostgresReport: Hashable, Sendable, CustomStringConvertible {
    package var severity = ""
    package var sqlState = ""
    package var message = ""
    package var detail = ""
    package var hint = ""
    /// In characters of the statement, from 1, as the server counts.
    package var position: Int?
    /// Where inside functions it happened.
    package var context = ""
    package var schema = ""
    package var table = ""
    package var column = ""
    package var dataType = ""
    package var constraint = ""
    /// Which of the queued executions failed, from 0; nil when it was none of them.
    package var step: Int?

    package init() {}

    package var description: String { "\(sqlState) \(message)" }

    /// Reads the body of an ErrorResponse or a NoticeResponse.
    init(_ body: UnsafeRawBufferPointer) throws(DecodingFailure) {
        var at = 0
        while at < body.count, body[at] != 0 {
            let field = body[at]
            let start = at + 1
            guard let end = body[start...].firstIndex(of: 0) else {
                throw DecodingFailure("field of a report", offset: at, .wrongForm)
            }
            set(field, String(decoding: body[start..<end], as: UTF8.self))
            at = end + 1
        }
    }

    private mutating func set(_ field: UInt8, _ text: String) {
        switch field {
        case UInt8(ascii: "V"): severity = text
        case UInt8(ascii: "C"): sqlState = text
        case UInt8(ascii: "M"): message = text
        case UInt8(ascii: "D"): detail = text
        case UInt8(ascii: "H"): hint = text
        case UInt8(ascii: "P"): position = Int(text)
        case UInt8(ascii: "W"): context = text
        case UInt8(ascii: "s"): schema = text
        case UInt8(ascii: "t"): table = text
        case UInt8(ascii: "c"): column = text
        case UInt8(ascii: "d"): dataType = text
        case UInt8(ascii: "n"): constraint = text
        // The place in the server's own source, and fields of later versions, say nothing to us.
        default: break
        }
    }
}
