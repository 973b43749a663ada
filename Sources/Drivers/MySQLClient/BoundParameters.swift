internal import CMariaDB
internal import Values

/// Parameters of a prepared statement in the memory that the library reads them from. Dates, times and decimals go as
/// text, which the servers convert exactly for the column or comparison at hand.
final class BoundParameters {
    /// Values beyond this travel in pieces of their own before the statement, so that no packet bound applies to them.
    private static let longValueBytes = 4 << 20
    private static let pieceBytes = 512 << 10

    struct Piece {
        let parameter: UInt32
        let start: UnsafeRawPointer
        let count: Int
    }

    private(set) var longData: [Piece] = []
    private let binds: UnsafeMutableBufferPointer<MYSQL_BIND>
    private let lengths: UnsafeMutableBufferPointer<UInt>
    private let memory: UnsafeMutableRawPointer
    private var used = 0

    init(_ values: [MySQLValue]) {
        let forms = values.map { ParameterForm($0) }
        let total = forms.reduce(0) { $0 + ($1.bytes.count + 15) / 16 * 16 }
        memory = .allocate(byteCount: max(16, total), alignment: 16)
        binds = .allocate(capacity: values.count)
        binds.initialize(repeating: MYSQL_BIND())
        lengths = .allocate(capacity: values.count)
        lengths.initialize(repeating: 0)
        for (number, form) in forms.enumerated() { bind(number, form) }
    }

    deinit {
        binds.deallocate()
        lengths.deallocate()
        memory.deallocate()
    }

    func withBindings<Value>(_ body: (UnsafeMutableBufferPointer<MYSQL_BIND>) -> Value) -> Value { body(binds) }

    private func bind(_ number: Int, _ form: ParameterForm) {
        let place = memory + used
        used += (form.bytes.count + 15) / 16 * 16
        form.bytes.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { place.copyMemory(from: start, byteCount: bytes.count) }
        }
        binds[number].buffer_type = form.type
        binds[number].is_unsigned = form.isUnsigned ? 1 : 0
        binds[number].buffer = place
        binds[number].buffer_length = UInt(form.bytes.count)
        lengths[number] = UInt(form.bytes.count)
        binds[number].length = lengths.baseAddress.map { $0 + number }
        guard form.bytes.count > BoundParameters.longValueBytes else { return }
        for start in stride(from: 0, to: form.bytes.count, by: BoundParameters.pieceBytes) {
            let count = min(BoundParameters.pieceBytes, form.bytes.count - start)
            longData.append(Piece(parameter: UInt32(number), start: UnsafeRawPointer(place + start), count: count))
        }
    }
}

/// One parameter as type and bytes.
private struct ParameterForm {
    let type: enum_field_types
    let bytes: [UInt8]
    var isUnsigned = false

    init(_ value: MySQLValue) {
        switch value {
        case .null: self.init(MYSQL_TYPE_NULL, [])
        case .integer(let number): self.init(MYSQL_TYPE_LONGLONG, raw(number.littleEndian))
        case .unsigned(let number), .bits(let number):
            self.init(MYSQL_TYPE_LONGLONG, raw(number.littleEndian), isUnsigned: true)
        case .float(let number): self.init(MYSQL_TYPE_FLOAT, raw(number))
        case .double(let number): self.init(MYSQL_TYPE_DOUBLE, raw(number))
        case .decimal(let number): self.init(MYSQL_TYPE_NEWDECIMAL, Array(number.description.utf8))
        case .date(let date): self.init(MYSQL_TYPE_STRING, Array(date.description.utf8))
        case .dateTime(let moment):
            let text = moment.text(fractionDigits: moment.nanosecond == 0 ? 0 : 6)
            self.init(MYSQL_TYPE_STRING, Array(text.utf8))
        case .time(let span): self.init(MYSQL_TYPE_STRING, Array(span.description.utf8))
        case .text(let text): self.init(MYSQL_TYPE_STRING, Array(text.utf8))
        case .bytes(let bytes): self.init(MYSQL_TYPE_BLOB, bytes)
        }
    }

    private init(_ type: enum_field_types, _ bytes: [UInt8], isUnsigned: Bool = false) {
        self.type = type
        self.bytes = bytes
        self.isUnsigned = isUnsigned
    }
}

private func raw<Value: BitwiseCopyable>(_ value: Value) -> [UInt8] { withUnsafeBytes(of: value) { Array($0) } }
