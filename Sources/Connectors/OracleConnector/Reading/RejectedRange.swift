internal import Model
internal import OracleClient
internal import OracleWire
internal import Values

/// Where a rejected row is found again: by its address where its table has no key, else by its key, from the bytes that
/// the source sent.
extension OracleSource {
    /// Bytes of a value that a rejection keeps; of a longer one only the beginning is there.
    private static let keptBytesMax = 4096

    func range(of rejection: RowRejection, _ plan: CopyPlan) -> ChunkRange? {
        if !plan.addressColumns.isEmpty {
            guard PhysicalRowid(rejection.address) != nil else { return nil }
            return .rowAddresses(first: rejection.address, last: rejection.address)
        }
        guard let key = plan.rowKey, !key.isEmpty else { return nil }
        var literals: [String] = []
        for name in key {
            guard let at = plan.columns.firstIndex(where: { $0.sourceName == name }),
                rejection.values.indices.contains(at), let bytes = Self.bytes(rejection.values[at]),
                bytes.count < Self.keptBytesMax, let value = Self.value(bytes, plan.columns[at].sourceType),
                let literal = KeyText.literal(value)
            else { return nil }
            literals.append(literal)
        }
        return .row(columns: key, values: literals)
    }

    private static func bytes(_ digits: String?) -> [UInt8]? {
        guard let digits, !digits.isEmpty, digits.utf8.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in digits.utf8 {
            guard let value = Character(Unicode.Scalar(digit)).hexDigitValue.map({ UInt8($0) }) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }

    /// Nil for types that a key has seldom and whose literals depend on the session.
    private static func value(_ bytes: [UInt8], _ type: ColumnType) -> OracleValue? {
        switch type {
        case .number, .float:
            return bytes.withUnsafeBytes { bytes in (try? OracleNumber(bytes))?.decimal }.map { .number($0) }
        case .date:
            return bytes.withUnsafeBytes { try? OracleDateTime($0) }.map { .date($0) }
        case .timestamp(_, .none):
            return bytes.withUnsafeBytes { try? OracleDateTime($0) }.map { .timestamp($0) }
        case .raw: return .bytes(bytes)
        case .binaryFloat:
            return bytes.withUnsafeBytes { try? OracleFloat.float($0) }.map { .float($0) }
        case .binaryDouble:
            return bytes.withUnsafeBytes { try? OracleFloat.double($0) }.map { .double($0) }
        case .character(let text): return text.isNational ? wideText(bytes) : plainText(bytes)
        default: return nil
        }
    }

    private static func plainText(_ bytes: [UInt8]) -> OracleValue? {
        String(validating: bytes, as: UTF8.self).map { .text($0) }
    }

    private static func wideText(_ bytes: [UInt8]) -> OracleValue? {
        guard bytes.count % 2 == 0 else { return nil }
        let units = stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return String(validating: units, as: UTF16.self).map { .nationalText($0) }
    }
}
