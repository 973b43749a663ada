internal import Model

extension TableDraft {
    /// Fits the widest row that is declared into what the destination holds: into TEXT types first, which loses
    /// nothing, and where that is not enough by shorter lengths, which the notes say. Columns of keys keep their types.
    mutating func fitRow() {
        guard rowBytes > rules.limits.rowBytesMax else { return checkPage() }
        let inKeys = keyColumns
        let candidates = columns.indices.filter { isMovable(columns[$0], inKeys) }
        let declared = columns
        var total = rowBytes
        for place in candidates.sorted(by: { (bytes(at: $0), $1) > (bytes(at: $1), $0) }) {
            guard total > rules.limits.rowBytesMax else { break }
            let moved = large(columns[place].stored)
            guard bytes(of: moved) < bytes(at: place) else { continue }
            total -= bytes(at: place) - bytes(of: moved)
            columns[place].stored = moved
        }
        if total > rules.limits.rowBytesMax {
            columns = declared
            shorten(candidates)
        } else {
            noteMoved(from: declared)
        }
        if !isRefused { checkPage() }
    }

    private var rowBytes: Int { columns.reduce(0) { $0 + bytes(of: $1.stored) } }

    private func bytes(at place: Int) -> Int { bytes(of: columns[place].stored) }

    /// Bytes in the row; a large value leaves a part of itself, or its address, there.
    private func bytes(of type: StoredType) -> Int {
        guard let bytes = StoredTypeText.bytes(of: type) else { return rules.bytesOfLargeInRow }
        return bytes + (rules.family == .oceanBase ? 0 : 3)
    }

    private mutating func noteMoved(from declared: [DraftColumn]) {
        for (column, before) in zip(columns, declared) where column.stored != before.stored {
            note(
                .changed, "table.row.size", column.source.name,
                "The table's rows may be wider than the destination's \(rules.limits.rowBytesMax) bytes; the column "
                    + "becomes \(StoredTypeText.text(of: column.stored)).")
        }
    }

    /// The greatest length to which all may be cut so that the row fits.
    private mutating func shorten(_ candidates: [Int]) {
        let fixed = rowBytes - candidates.reduce(0) { $0 + bytes(at: $1) }
        let lengths = candidates.map { length(columns[$0].stored) }
        func total(_ length: Int) -> Int {
            zip(candidates, lengths).reduce(fixed) {
                $0 + bytes(of: shortened(columns[$1.0].stored, min(length, $1.1)))
            }
        }
        var (low, high) = (0, lengths.max() ?? 0)
        while low < high {
            let middle = (low + high + 1) / 2
            if total(middle) > rules.limits.rowBytesMax { high = middle - 1 } else { low = middle }
        }
        guard low >= 16 else {
            return refuse(
                "table.row.size",
                "Rows may need \(rowBytes) bytes, the destination holds \(rules.limits.rowBytesMax). Choose fewer "
                    + "columns."
            )
        }
        for (place, length) in zip(candidates, lengths) where length > low {
            columns[place].stored = shortened(columns[place].stored, low)
            note(
                .lossy, "table.row.short", columns[place].source.name,
                "The table's rows may be wider than the destination's \(rules.limits.rowBytesMax) bytes; the column "
                    + "becomes \(StoredTypeText.text(of: columns[place].stored)), and rows with longer values are "
                    + "refused.")
        }
    }

    /// A page of InnoDB must hold the row without what lies beside it.
    private mutating func checkPage() {
        guard rules.family != .oceanBase else { return }
        let page = columns.reduce(0) { sum, column in
            let bytes = StoredTypeText.bytes(of: column.stored) ?? 80
            return sum + (bytes >= 80 ? 41 : bytes + 1)
        }
        guard page > 8100 else { return }
        refuse(
            "table.row.page",
            "Its rows need \(page) bytes in a page even when long values lie beside it; the destination holds 8126. "
                + "Choose fewer columns.")
    }

    private func isMovable(_ column: DraftColumn, _ inKeys: Set<String>) -> Bool {
        guard column.source.virtualText == nil, !inKeys.contains(column.source.name),
            choices.types[column.source.name] == nil
        else { return false }
        switch column.stored {
        case .text(let length, false), .bytes(let length, false): return length > 16
        default: return false
        }
    }

    private func large(_ type: StoredType) -> StoredType {
        switch type {
        case .text(let length, _): TextTypes.largeText(bytes: length * DestinationRules.bytesPerCharacter)
        case .bytes(let length, _): .largeBytes(bytesMax: length <= 65_535 ? 65_535 : 16_777_215)
        default: type
        }
    }

    private func length(_ type: StoredType) -> Int {
        switch type {
        case .text(let length, _), .bytes(let length, _): length
        default: 0
        }
    }

    private func shortened(_ type: StoredType, _ length: Int) -> StoredType {
        switch type {
        case .text: .text(charactersMax: length, isFixed: false)
        case .bytes: .bytes(bytesMax: length, isFixed: false)
        default: type
        }
    }
}
