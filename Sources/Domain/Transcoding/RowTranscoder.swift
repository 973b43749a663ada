package import Bytes
package import Model
internal import OracleWire

/// Writes rows as `(literal,literal,…)`, in the order of the plan's columns and then of its address columns. It belongs
/// to one lane.
package final class RowTranscoder {
    struct Column {
        let opcode: ColumnOpcode
        let onLoss: LossRule
    }

    let columns: [Column]
    private let names: [String]
    private let forms: [ValueForm]
    private var losses: [Int64]
    private var scratch: UnsafeMutablePointer<UInt8>

    /// Nil with the place of the first column for which there is no way.
    package static func compile(
        _ plan: CopyPlan, forms: [ValueForm]
    ) -> (transcoder: RowTranscoder?, refusedColumn: Int?) {
        let hasAddress = !plan.addressColumns.isEmpty
        guard forms.count == plan.columns.count + (hasAddress ? 1 : 0) else { return (nil, forms.count) }
        var columns: [Column] = []
        for (at, column) in plan.columns.enumerated() {
            guard let opcode = ColumnOpcode(forms[at], column) else { return (nil, at) }
            columns.append(Column(opcode: opcode, onLoss: column.onLoss))
        }
        if hasAddress { columns.append(Column(opcode: .rowAddressParts, onLoss: .refuse)) }
        return (RowTranscoder(columns: columns, names: plan.columns.map(\.sourceName), forms: forms), nil)
    }

    private init(columns: [Column], names: [String], forms: [ValueForm]) {
        self.columns = columns
        self.names = names
        self.forms = forms
        losses = [Int64](repeating: 0, count: columns.count)
        scratch = .allocate(
            capacity: max(OracleNumber.longestText, DecimalDigits.digitsMax + DecimalDigits.longestText))
    }

    deinit { scratch.deallocate() }

    /// Appends one row. When a value is refused, nothing of the row stays in the writer.
    package func append(_ row: Int, of block: RowBlock, to writer: inout ByteWriter) -> ValueRefusal? {
        precondition(block.columnCount == columns.count, "a block has the columns of its transcoder")
        let start = writer.count
        writer.append(UInt8(ascii: "("))
        for at in 0..<columns.count {
            if at > 0 { writer.append(UInt8(ascii: ",")) }
            let cell = block.cell(row, at)
            if cell.isNull {
                writer.append(columns[at].opcode == .rowAddressParts ? "NULL,NULL,NULL,NULL" : "NULL")
                continue
            }
            let begun = writer.count
            guard let reason = reason(block.bytes(row, at), at, &writer) else { continue }
            if forgives(reason, at) {
                writer.truncate(to: begun)
                writer.append("NULL")
            } else {
                writer.truncate(to: start)
                return ValueRefusal(column: at, reason)
            }
        }
        writer.append(UInt8(ascii: ")"))
        return nil
    }

    /// What tells a row from the others, for a person: its address, or the names and values of these columns.
    package func address(of row: Int, in block: RowBlock, _ keys: [Int]) -> String {
        var writer = ByteWriter(capacity: 64)
        for at in keys where at < columns.count {
            if writer.count > 0 { writer.append(" ") }
            let bytes = block.bytes(row, at)
            if columns[at].opcode == .rowAddressParts {
                writer.append(urowid: bytes)
                continue
            }
            let name = Array("\(names[at])=".utf8)
            writer.append(name.span.bytes)
            guard !block.isNull(row, at) else {
                writer.append("NULL")
                continue
            }
            let begun = writer.count
            let before = losses[at]
            if reason(bytes, at, &writer) != nil {
                writer.truncate(to: begun)
                writer.append("?")
            }
            losses[at] = before
            if writer.count > RowTranscoder.addressBytesMax { break }
        }
        return String(decoding: writer.array.prefix(RowTranscoder.addressBytesMax), as: UTF8.self)
    }

    /// The values of columns as literals; nil when one is null, or cannot be written.
    package func literals(of row: Int, in block: RowBlock, _ keys: [Int]) -> [String]? {
        var found: [String] = []
        for at in keys {
            guard columns.indices.contains(at), !block.isNull(row, at) else { return nil }
            var writer = ByteWriter(capacity: 64)
            let before = losses[at]
            let refused = reason(block.bytes(row, at), at, &writer) != nil
            losses[at] = before
            if refused { return nil }
            found.append(String(decoding: writer.array, as: UTF8.self))
        }
        return found.isEmpty ? nil : found
    }

    /// The values of the plan's columns as a person reads them, whether or not they can be written.
    package func shown(_ row: Int, of block: RowBlock) -> [RejectedValue] {
        names.indices.map { at in
            guard !block.isNull(row, at) else { return RejectedValue(column: names[at]) }
            let bytes = block.bytes(row, at)
            let found = ValueText.read(bytes, forms[at])
            return RejectedValue(
                column: names[at], byteCount: bytes.count, text: found?.text, isCut: found?.isCut ?? false)
        }
    }

    private static let addressBytesMax = 1_000

    /// What is counted of each column since the last `takeLosses`; who gives up a row that is written in parts puts
    /// back what was there before it.
    package var lossCounts: [Int64] {
        get { losses }
        set {
            precondition(newValue.count == losses.count, "a count for every column")
            losses = newValue
        }
    }

    /// Takes back what a row was counted for, because it is not written after all. It is converted once more for that:
    /// few rows are refused, and the others need not be kept apart.
    package func uncount(_ row: Int, of block: RowBlock) {
        let counted = losses
        var writer = ByteWriter(capacity: 1 << 10)
        _ = append(row, of: block, to: &writer)
        for at in losses.indices { losses[at] = 2 * counted[at] - losses[at] }
    }

    /// Values that a named rule changed since the last call: `COLUMN rule` → count.
    package func takeLosses() -> [String: Int64] {
        var taken: [String: Int64] = [:]
        for (at, count) in losses.enumerated() where count > 0 {
            taken["\(names[at]) \(columns[at].onLoss.rawValue)"] = count
            losses[at] = 0
        }
        return taken
    }

    /// A value that cannot be held becomes NULL where its column says so; bytes that are wrong never do.
    private func forgives(_ reason: ValueRefusal.Reason, _ column: Int) -> Bool {
        guard columns[column].onLoss == .null else { return false }
        switch reason {
        case .notText, .malformed: return false
        case .fraction, .digits, .range, .notANumber, .infinity, .year, .noSuchDay, .length:
            losses[column] += 1
            return true
        }
    }

    func reason(
        _ bytes: UnsafeRawBufferPointer, _ at: Int, _ writer: inout ByteWriter
    ) -> ValueRefusal.Reason? {
        do throws(WireFailure) {
            var outcome = ValueOutcome.exact
            switch columns[at].opcode {
            case .integer: outcome = try writer.append(integer: bytes, columns[at].onLoss, scratch)
            case .decimal(let scale): outcome = try writer.append(decimal: bytes, scale, columns[at].onLoss, scratch)
            case .numberText: outcome = try writer.append(numberText: bytes, scratch)
            case .numberInBinary(let width):
                outcome = try writer.append(number: bytes, width, columns[at].onLoss, scratch)
            case .text(let trims): outcome = writer.append(utf8: bytes, trims)
            case .wideText(let trims): outcome = writer.append(utf16: bytes, trims)
            case .bytes: writer.append(binary: RawSpan(_unsafeBytes: bytes))
            case .fixedBytes(let count):
                guard bytes.count >= count else { return .length }
                writer.append(binary: RawSpan(_unsafeBytes: bytes))
            case .bytesAsText: writer.append(hexText: bytes)
            case .dateTime(let fraction): outcome = try writer.append(dateTime: bytes, fraction, columns[at].onLoss)
            case .date: outcome = try writer.append(date: bytes, columns[at].onLoss)
            case .float(let end): outcome = try writer.append(float: bytes, end, columns[at].onLoss, scratch)
            case .double(let end): outcome = try writer.append(double: bytes, end, columns[at].onLoss, scratch)
            case .monthInterval: try writer.append(monthInterval: bytes)
            case .dayInterval(let fraction): try writer.append(dayInterval: bytes, fraction)
            case .boolean: writer.append(try OracleBoolean.value(bytes) ? "1" : "0")
            case .rowAddress: writer.append(rowAddress: bytes)
            case .rowAddressParts: try writer.append(rowAddressParts: bytes)
            }
            switch outcome {
            case .exact: return nil
            case .changed:
                losses[at] += 1
                return nil
            case .refused(let reason): return reason
            }
        } catch {
            return .malformed(error.description)
        }
    }
}

/// What came of one value.
enum ValueOutcome: Hashable {
    case exact
    /// Written as the rule of its column says.
    case changed
    case refused(ValueRefusal.Reason)
}
