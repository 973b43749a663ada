internal import Bytes

extension WireReader {
    /// One value in the form of `layout`, appended to `batch` without becoming part of a row. Out of rows the two
    /// integers behind a LONG are missing.
    func value(_ layout: ValueLayout, into batch: RowBatch) throws(WireFailure) -> RowBatch.Cell {
        switch layout {
        case .plain: return try counted(into: batch)
        case .never: return .null
        case .rowid: return try rowid(into: batch)
        case .urowid:
            guard try clr("rowid") != nil else { return .null }
            return try counted(into: batch)
        case .long:
            let cell = try counted(into: batch)
            _ = try sb4("null indicator")
            _ = try sb4("return code")
            return cell
        case .lob, .lobWithLength, .textLobPrefetched, .byteLobPrefetched, .inlineLob:
            return try lob(layout, into: batch)
        case .object: return try object(into: batch)
        case .cursor: return try cursor(into: batch)
        }
    }

    /// Counted bytes in any form.
    private func counted(into batch: RowBatch) throws(WireFailure) -> RowBatch.Cell {
        let length = try u8("value")
        let start = batch.used
        switch length {
        case 0, 0xFF: return .null
        case 0xFD:
            _ = try u8("value")
            return .null
        case 0xFE: try chunks(into: batch)
        default: try batch.append(view(Int(length), "value"))
        }
        return cell(from: start, in: batch)
    }

    private func cell(from start: Int, in batch: RowBatch) -> RowBatch.Cell {
        // A batch holds fewer bytes than 32 bits count, and one value fewer than 31 bits.
        RowBatch.Cell(start: UInt32(start), length: Int32(batch.used - start))
    }

    private func chunks(into batch: RowBatch) throws(WireFailure) {
        let start = batch.used
        while true {
            var left = dialect.bigChunks ? try count(longestValue, "value") : Int(try u8("value"))
            if left == 0 { return }
            let total = batch.used - start + left
            guard total <= min(longestValue, Int(Int32.max)) else {
                throw failure("value", .tooLarge(announced: UInt64(total), limit: UInt64(longestValue)))
            }
            while left > 0 {
                try require(1, "value")
                let step = min(left, buffered)
                try batch.append(view(step, "value"))
                left -= step
            }
        }
    }

    private func rowid(into batch: RowBatch) throws(WireFailure) -> RowBatch.Cell {
        let length = try u8("rowid")
        if length == 0 || length == 0xFF { return .null }
        let rowid = try PhysicalRowid(from: self)
        try batch.reserve(PhysicalRowid.byteCount)
        let start = batch.used
        rowid.store(at: batch.memory + start)
        batch.used += PhysicalRowid.byteCount
        return cell(from: start, in: batch)
    }

    private func lob(_ layout: ValueLayout, into batch: RowBatch) throws(WireFailure) -> RowBatch.Cell {
        if try count(LobRequest.longestLocator, "locator length") == 0 { return .null }
        let start = batch.used
        try batch.appendZeros(LobValue.headLength)
        if layout != .lob {
            let size = try ub8("LOB length")
            let chunk = try ub4("LOB chunk size")
            if layout == .textLobPrefetched {
                let isVariable = try u8("LOB charset") != 0
                if isVariable { _ = try ub2("LOB charset") }
                _ = try u8("LOB charset form")
            }
            if layout != .lobWithLength { _ = try counted(into: batch) }
            let content = batch.used - start - LobValue.headLength
            let head = UnsafeMutableRawPointer(batch.memory + start)
            head.storeBytes(of: 1, as: UInt8.self)
            head.storeBytes(of: size.bigEndian, toByteOffset: 1, as: UInt64.self)
            head.storeBytes(of: chunk.bigEndian, toByteOffset: 9, as: UInt32.self)
            head.storeBytes(of: UInt32(content).bigEndian, toByteOffset: 13, as: UInt32.self)
        }
        _ = try counted(into: batch)
        return cell(from: start, in: batch)
    }

    private func object(into batch: RowBatch) throws(WireFailure) -> RowBatch.Cell {
        for _ in 0..<3 {
            if try count(longestValue, "object identity") > 0 { try skipCLR("object identity") }
        }
        _ = try ub2("object version")
        let length = try ub4("object length")
        _ = try ub2("object flags")
        return length == 0 ? .null : try counted(into: batch)
    }

    private func cursor(into batch: RowBatch) throws(WireFailure) -> RowBatch.Cell {
        if try u8("cursor") == 0 { return .null }
        let body = try DescribeBody(from: self)
        batch.cursors.append((body, try ub2("cursor")))
        let start = batch.used
        try batch.reserve(4)
        storeBig(UInt32(batch.cursors.count - 1), at: batch.memory + start)
        batch.used += 4
        return cell(from: start, in: batch)
    }
}
