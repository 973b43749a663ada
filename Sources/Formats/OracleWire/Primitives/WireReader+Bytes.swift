package import Bytes

extension WireReader {
    /// `count` bytes as they stand. The view is valid until the next call of this reader.
    package func view(_ count: Int, _ field: FieldName = "bytes") throws(WireFailure) -> UnsafeRawBufferPointer {
        try bound(count, field)
        try require(count, field)
        let start = position
        position += count
        return UnsafeRawBufferPointer(start: memory + start, count: count)
    }

    /// The value of a CLR in its short form, read; nil when the next one has another form, and nothing was read then.
    /// Valid until the next call of this reader.
    @inlinable
    package func shortView(_ field: FieldName = "value") throws(WireFailure) -> UnsafeRawBufferPointer? {
        try require(1, field)
        let length = Int(memory[position])
        guard length > 0, length < 0xFD else { return nil }
        try require(length &+ 1, field)
        let start = position &+ 1
        position = start &+ length
        return UnsafeRawBufferPointer(start: memory + start, count: length)
    }

    package func bytes(_ count: Int, _ field: FieldName = "bytes") throws(WireFailure) -> [UInt8] {
        Array(try view(count, field))
    }

    package func skip(_ count: Int, _ field: FieldName = "bytes") throws(WireFailure) {
        var left = count
        while left > 0 {
            try require(1, field)
            let step = min(left, end - position)
            position += step
            left -= step
        }
    }

    /// Copies `count` bytes as they come, without holding them in one piece here.
    private func copy(_ count: Int, to writer: inout ByteWriter, _ field: FieldName) throws(WireFailure) {
        var left = count
        while left > 0 {
            try require(1, field)
            let step = min(left, end - position)
            writer.append(UnsafeRawBufferPointer(start: memory + position, count: step))
            position += step
            left -= step
        }
    }

    private func bound(_ count: Int, _ field: FieldName) throws(WireFailure) {
        guard count <= longestValue else {
            throw failure(field, .tooLarge(announced: UInt64(count), limit: UInt64(longestValue)))
        }
    }

    /// Bytes up to a NUL, which is read and not given.
    package func untilNUL(limit: Int = 4096, _ field: FieldName = "text") throws(WireFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let byte = try u8(field)
            if byte == 0 { return bytes }
            guard bytes.count < limit else {
                throw failure(field, .tooLarge(announced: UInt64(bytes.count) + 1, limit: UInt64(limit)))
            }
            bytes.append(byte)
        }
    }

    /// Appends counted bytes (CLR) to `writer`, in whichever of their forms they come. False: null.
    package func clr(into writer: inout ByteWriter, _ field: FieldName = "value") throws(WireFailure) -> Bool {
        let length = try u8(field)
        switch length {
        case 0, 0xFF: return false
        case 0xFE:
            try chunks(into: &writer, field)
            return true
        case 0xFD:
            // The escape of the null boolean: one more byte follows.
            _ = try u8(field)
            return false
        default:
            try copy(Int(length), to: &writer, field)
            return true
        }
    }

    /// The chunks behind 0xFE, up to the one of length zero.
    func chunks(into writer: inout ByteWriter, _ field: FieldName) throws(WireFailure) {
        var total = 0
        while true {
            let length = dialect.bigChunks ? try count(longestValue, field) : Int(try u8(field))
            if length == 0 { return }
            total += length
            try bound(total, field)
            try copy(length, to: &writer, field)
        }
    }

    /// Counted bytes (CLR); nil is null.
    package func clr(_ field: FieldName = "value") throws(WireFailure) -> [UInt8]? {
        try require(1, field)
        let length = memory[position]
        if length != 0, length < 0xFD {
            position += 1
            return try bytes(Int(length), field)
        }
        var writer = ByteWriter(capacity: 256)
        return try clr(into: &writer, field) ? writer.array : nil
    }

    package func skipCLR(_ field: FieldName = "value") throws(WireFailure) {
        let length = try u8(field)
        switch length {
        case 0, 0xFF: return
        case 0xFD: _ = try u8(field)
        case 0xFE:
            while true {
                let length = dialect.bigChunks ? try count(longestValue, field) : Int(try u8(field))
                if length == 0 { return }
                try skip(length, field)
            }
        default: try skip(Int(length), field)
        }
    }

    /// Bytes with two lengths (DALC); nil is null or empty.
    package func dalc(_ field: FieldName = "value") throws(WireFailure) -> [UInt8]? {
        try count(longestValue, field) == 0 ? nil : try clr(field)
    }

    package func dalcText(_ field: FieldName = "text") throws(WireFailure) -> String {
        String(decoding: try dalc(field) ?? [], as: UTF8.self)
    }

    /// A two-byte length, and a CLR if it is not zero: the form of several lists of a reply.
    package func counted(_ field: FieldName = "value") throws(WireFailure) -> [UInt8]? {
        try count(0xFFFF, field) == 0 ? nil : try clr(field)
    }

    /// Text (CHR) whose length was announced before: with its own length in front, or bare, as the session agreed.
    package func chr(length: Int, _ field: FieldName = "text") throws(WireFailure) -> [UInt8] {
        if dialect.textsHaveLengths { return try clr(field) ?? [] }
        return try bytes(length, field)
    }

    package func chrText(length: Int, _ field: FieldName = "text") throws(WireFailure) -> String {
        String(decoding: try chr(length: length, field), as: UTF8.self)
    }
}
