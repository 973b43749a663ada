/// Message 11: which binds of a block or of a RETURNING come back. Behind it, unless all are `input`, stand messages 7
/// with the values.
package struct BindVector: WireReply, Sendable, Hashable {
    package static var type: MessageType { .vector }

    package enum Direction: UInt8, Sendable, Hashable {
        case output = 16
        case input = 32
        case both = 48
    }

    package var directions: [Direction]
    package var iterations: UInt32 = 1

    package init(_ directions: [Direction]) { self.directions = directions }

    package init(from reader: WireReader) throws(WireFailure) {
        _ = try reader.u8("vector flags")
        let low = try reader.count(255, "number of binds")
        let high = try reader.count(255, "number of binds")
        iterations = try reader.ub4("iterations")
        _ = try reader.ub2("buffer length")
        for _ in 0..<2 { _ = try reader.bytes(Int(try reader.ub2("vector bytes")), "vector bytes") }
        directions = []
        for _ in 0..<(high * 256 + low) {
            let start = reader.offset
            let byte = try reader.u8("bind direction")
            guard let direction = Direction(rawValue: byte) else {
                throw WireFailure("bind direction", offset: start, .unexpected(Int64(byte)))
            }
            directions.append(direction)
        }
    }

    package func encode(to writer: WireWriter) {
        writer.u8(0)
        writer.ub(directions.count % 256)
        writer.ub(directions.count / 256)
        writer.ub(iterations)
        writer.raw([0, 0, 0])
        for direction in directions { writer.u8(direction.rawValue) }
    }
}

/// Message 27: results that a block opened with DBMS_SQL.RETURN_RESULT.
package struct ImplicitResults: WireReply, Sendable, Hashable {
    package static var type: MessageType { .implicitResults }

    package struct Result: Sendable, Hashable {
        package var body: DescribeBody
        package var cursor: UInt16

        package init(body: DescribeBody, cursor: UInt16) {
            self.body = body
            self.cursor = cursor
        }
    }

    package var results: [Result]

    package init(_ results: [Result]) { self.results = results }

    package init(from reader: WireReader) throws(WireFailure) {
        results = []
        for _ in 0..<(try reader.count(65_535, "number of results")) {
            try reader.skip(Int(try reader.u8("result identity")), "result identity")
            let body = try DescribeBody(from: reader)
            results.append(Result(body: body, cursor: try reader.ub2("cursor")))
        }
    }

    package func encode(to writer: WireWriter) {
        writer.ub(results.count)
        for result in results {
            writer.u8(0)
            result.body.encode(to: writer)
            writer.ub(result.cursor)
        }
    }
}
