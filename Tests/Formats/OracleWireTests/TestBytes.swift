import Bytes
import Testing

@testable import OracleWire

/// Bytes from hexadecimal text with blanks, as the documents write them.
func hex(_ text: String) -> [UInt8] {
    guard let bytes = bytes(hex: text.filter { $0 != " " && $0 != "\n" }) else {
        Issue.record("not hexadecimal: \(text)")
        return []
    }
    return bytes
}

/// What `body` writes to a place of 256 bytes, whose length it gives.
func stored(_ body: (UnsafeMutablePointer<UInt8>) -> Int?) -> [UInt8]? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { place in
        guard let start = place.baseAddress, let length = body(start) else { return nil }
        return Array(place[..<length])
    }
}

func written(_ dialect: WireDialect = WireDialect(), _ body: (WireWriter) -> Void) -> [UInt8] {
    let writer = WireWriter(dialect: dialect, frames: false)
    body(writer)
    return writer.array
}

/// Every dialect that changes the form of a message.
let dialects: [WireDialect] = {
    var dialects: [WireDialect] = []
    for version in [7, 8, 9, 11, 12, 13, 14, 16, 17, 18, 20, 24] as [UInt8] {
        for form in 0..<4 {
            var dialect = WireDialect()
            dialect.fieldVersion = version
            dialect.textsHaveLengths = form & 1 == 0
            dialect.scalesAreIntegers = form & 2 == 0
            dialect.bigChunks = form & 1 == 0
            dialect.hasCallStatus = form != 3
            dialect.hasSequence = form != 3
            dialects.append(dialect)
        }
    }
    return dialects
}()
