internal import DecoyDictionary
package import OracleSQL
internal import PostgresClient

// Cells from values of Swift and back, for PL/SQL and the engine itself.
extension Cell {
    package static func text(_ text: String, _ type: OracleType? = nil) -> Cell {
        let bytes = Array(text.utf8)
        return Cell(type ?? .varchar2(max(1, min(32_767, bytes.count)), .byte), bytes.isEmpty ? nil : bytes)
    }

    package static func number(_ number: Int) -> Cell {
        Cell(.number(precision: nil, scale: nil)) { writer in
            NumericWriter.write(UInt64(number.magnitude), isNegative: number < 0, scale: 0, to: &writer)
        }
    }

    package static func boolean(_ value: Bool) -> Cell { Cell(.boolean, [value ? 1 : 0]) }

    package static func rowid(_ rid: Int64) -> Cell {
        Cell(.rowid) { $0.append(rid) }
    }

    private init(_ type: OracleType, _ write: (inout MessageWriter) -> Void) {
        var writer = MessageWriter(capacity: 32)
        write(&writer)
        self.init(type, Array(writer.bytes))
    }

    package var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    package var boolean: Bool? { bytes?.first.map { $0 != 0 } }

    /// The whole part of a number; nil too when it is NULL or does not fit.
    package var integer: Int? {
        guard let bytes, representation == .numeric else { return nil }
        return bytes.withUnsafeBytes { NumericField($0)?.secondsAndNanoseconds.map { Int($0.seconds) } }
    }
}
