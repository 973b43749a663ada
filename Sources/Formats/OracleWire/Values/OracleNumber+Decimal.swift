package import Bytes
package import Values

extension OracleNumber {
    /// The value as a decimal; nil for the infinities.
    package var decimal: ExactDecimal? {
        switch kind {
        case .zero: return ExactDecimal(Int64(0))
        case .finite: break
        default: return nil
        }
        var digits: [UInt8] = []
        for place in 0..<count {
            digits.append(self[place] / 10)
            digits.append(self[place] % 10)
        }
        // The last pair stands for 100^(exponent - count + 1).
        let power = 2 * (exponent - count + 1)
        if power >= 0 {
            digits.append(contentsOf: repeatElement(0, count: power))
            return ExactDecimal(isNegative: isNegative, digits: digits, scale: 0)
        }
        return ExactDecimal(isNegative: isNegative, digits: digits, scale: -power).normalized
    }

    /// Writes the wire form, at most 21 bytes, and gives its length; nil when the number is too large for the type.
    package static func store(_ number: ExactDecimal, at place: UnsafeMutablePointer<UInt8>) -> Int? {
        let whole = number.digits.count - number.scale
        var builder = NumberBuilder(isNegative: number.isNegative, exponent: ((whole + 1) >> 1) - 1)
        var high: UInt8? = whole & 1 == 0 ? nil : 0
        for digit in number.digits {
            if let tens = high {
                builder.append(tens * 10 + digit)
                high = nil
            } else {
                high = digit
            }
        }
        if let tens = high { builder.append(tens * 10) }
        return builder.store(at: place)
    }

    /// The wire form; nil when the number is too large for the type.
    package static func bytes(_ number: ExactDecimal) -> [UInt8]? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { place -> [UInt8]? in
            guard let start = place.baseAddress, let length = store(number, at: start) else { return nil }
            return Array(place[..<length])
        }
    }

    package static func bytes(_ number: Int64) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: longest) { place, length in
            length = place.baseAddress.map { store(number, at: $0) } ?? 0
        }
    }
}

extension ByteWriter {
    /// The value as decimal text without exponent.
    package mutating func append(_ number: OracleNumber) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: OracleNumber.longestText) { place in
            guard let start = place.baseAddress else { return }
            let length = number.writeText(at: start)
            append(UnsafeRawBufferPointer(start: start, count: length))
        }
    }
}
