/// The number of a data type on the wire. A struct, because a peer may name types that we do not know.
package struct OracleTypeCode: RawRepresentable, Sendable, Hashable {
    package let rawValue: UInt8
    @inlinable package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let varchar = OracleTypeCode(rawValue: 1)
    package static let number = OracleTypeCode(rawValue: 2)
    /// Integers of binds; their bytes are those of NUMBER.
    package static let integer = OracleTypeCode(rawValue: 3)
    package static let varnum = OracleTypeCode(rawValue: 6)
    package static let long = OracleTypeCode(rawValue: 8)
    package static let rowid = OracleTypeCode(rawValue: 11)
    package static let date = OracleTypeCode(rawValue: 12)
    package static let raw = OracleTypeCode(rawValue: 23)
    package static let longRaw = OracleTypeCode(rawValue: 24)
    package static let longVarchar = OracleTypeCode(rawValue: 94)
    package static let longVarraw = OracleTypeCode(rawValue: 95)
    package static let char = OracleTypeCode(rawValue: 96)
    package static let binaryFloat = OracleTypeCode(rawValue: 100)
    package static let binaryDouble = OracleTypeCode(rawValue: 101)
    package static let refCursor = OracleTypeCode(rawValue: 102)
    package static let object = OracleTypeCode(rawValue: 109)
    package static let clob = OracleTypeCode(rawValue: 112)
    package static let blob = OracleTypeCode(rawValue: 113)
    package static let bfile = OracleTypeCode(rawValue: 114)
    package static let json = OracleTypeCode(rawValue: 119)
    package static let vector = OracleTypeCode(rawValue: 127)
    package static let timestamp = OracleTypeCode(rawValue: 180)
    package static let timestampTZ = OracleTypeCode(rawValue: 181)
    package static let intervalYM = OracleTypeCode(rawValue: 182)
    package static let intervalDS = OracleTypeCode(rawValue: 183)
    package static let urowid = OracleTypeCode(rawValue: 208)
    package static let timestampLTZ = OracleTypeCode(rawValue: 231)
    package static let boolean = OracleTypeCode(rawValue: 252)

    /// LONG and LONG RAW, and what a LOB is defined as to come in its place: values with two integers behind them.
    package var isLong: Bool { self == .long || self == .longRaw || self == .longVarchar || self == .longVarraw }
    package var isLob: Bool { self == .clob || self == .blob || self == .bfile }

    /// Whether a scale of this type is written as a compressed integer when the dialect says so.
    var hasIntegerScale: Bool {
        switch rawValue {
        case 2, 180, 181, 183, 231: true
        default: false
        }
    }
}

/// How texts of a column are encoded: by the client's character set, or national, which is UTF-16 in big-endian order.
package enum CharsetForm: UInt8, Sendable, Hashable {
    case none = 0
    case implicit = 1
    case national = 2
}

/// Numbers of character sets.
package enum CharsetNumber {
    package static let ascii: UInt16 = 1
    package static let latin1: UInt16 = 31
    package static let latin9: UInt16 = 46
    package static let windows1252: UInt16 = 178
    /// UTF8, which is CESU-8.
    package static let utf8: UInt16 = 871
    package static let al32utf8: UInt16 = 873
    package static let al16utf16: UInt16 = 2000
}

extension WireReader {
    func scale(_ type: OracleTypeCode) throws(WireFailure) -> Int8 {
        if dialect.scalesAreIntegers, type.hasIntegerScale { return try sb1("scale") }
        return Int8(bitPattern: try u8("scale"))
    }

    /// Forms above 2 exist inside of the database (flexible, literal null); a value of such a column is text like any
    /// other.
    func charsetForm() throws(WireFailure) -> CharsetForm {
        CharsetForm(rawValue: try u8("charset form")) ?? .implicit
    }
}

extension WireWriter {
    func scale(_ scale: Int8, _ type: OracleTypeCode) {
        if dialect.scalesAreIntegers, type.hasIntegerScale {
            sb(Int64(scale))
        } else {
            u8(UInt8(bitPattern: scale))
        }
    }
}
