import Bytes
import Model
import OracleWire
import Testing
import Transcoding

/// `ByteWriter+Binary`: numbers of which one end is an IEEE number, and the digits that they keep.
@Suite struct BinaryNumberTests {
    private func double(_ text: String, _ rule: LossRule = .refuse) throws -> Result<String, ValueRefusal> {
        try write(number(text), .base100Number, .double, rule)
    }

    private func float(_ text: String, _ rule: LossRule = .refuse) throws -> Result<String, ValueRefusal> {
        try write(number(text), .base100Number, .float, rule)
    }

    private func binary(
        _ value: Double, _ stored: StoredType, _ rule: LossRule = .refuse
    ) throws -> Result<String, ValueRefusal> {
        let bytes = [UInt8](unsafeUninitializedCapacity: 8) { place, count in
            OracleFloat.store(value, at: place.baseAddress!)
            count = 8
        }
        return try write(bytes, .orderedDouble, stored, rule)
    }

    private func binaryFloat(
        _ value: Float, _ stored: StoredType, _ rule: LossRule = .refuse
    ) throws -> Result<String, ValueRefusal> {
        let bytes = [UInt8](unsafeUninitializedCapacity: 4) { place, count in
            OracleFloat.store(value, at: place.baseAddress!)
            count = 4
        }
        return try write(bytes, .orderedFloat, stored, rule)
    }

    @Test(arguments: [
        "0", "0.1", "-0.05", "123.4567", "0.000000000000000000000000000001", "99999999999999", "-12345678901234",
        "123456789012340000000000", "0.5",
    ])
    func numbersOfFewDigitsArriveInADoubleAsTheyAre(_ text: String) throws {
        for rule in LossRule.allCases { #expect(try double(text, rule) == .success(text)) }
    }

    @Test func numbersThatADoubleGivesBackAreExact() throws {
        // 15 to 17 digits.
        for text in ["-123456789012345", "9007199254740992", "1234567890123.456", "0.30000000000000004"] {
            #expect(try double(text) == .success(text))
        }
        // Numbers far from the point.
        #expect(try double("0." + String(repeating: "0", count: 129) + "1") == .success("1e-130"))
        #expect(try double("-999" + String(repeating: "0", count: 123)) == .success("-999e123"))
    }

    @Test func digitsThatADoubleLosesFollowTheRule() throws {
        let long = "12345678901234567890.123456789"
        #expect(try double(long) == refused(.digits))
        #expect(try double(long, .null) == .success("NULL"))
        #expect(try double(long, .round) == .success("12345678901234567890123456789e-9"))
        #expect(try double("-" + long, .truncate) == .success("-123456789012345e5"))
        // 2^53 + 1, and 17 digits of which a double gives back others.
        #expect(try double("9007199254740993") == refused(.digits))
        #expect(try double("0.30000000000000001") == refused(.digits))
        #expect(try double("0.30000000000000001", .truncate) == .success("3e-1"))
        #expect(try double("0." + String(repeating: "3", count: 38)) == refused(.digits))
    }

    @Test(arguments: LossRule.allCases)
    func whatADoubleGivesBackIsWhatItsShortestTextSays(_ rule: LossRule) throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let count = Int.random(in: 14...19, using: &random)
            var digits = (0..<count).map { _ in String(UInt8.random(in: 0...9, using: &random)) }
            digits[0] = "7"
            digits[count - 1] = "3"
            digits.insert(".", at: Int.random(in: 1..<count, using: &random))
            let text = digits.joined()
            let nearest = try #require(Double(text))
            // Without exponent, which these numbers are too small and too large for: 1.0 … 1e16.
            let isExact = nearest.description == text
            guard nearest < 1e15 else { continue }
            switch (try double(text, rule), rule) {
            case (.success(let literal), .round):
                let read = try #require(Double(literal))
                #expect(read == nearest)
            case (.success(let literal), _) where isExact:
                let read = try #require(Double(literal))
                #expect(read == nearest, "\(text)")
            case (let result, .refuse): #expect(result == refused(.digits) && !isExact, "\(text)")
            case (let result, .null): #expect(result == .success("NULL") && !isExact, "\(text)")
            case (.success(let literal), .truncate):
                let cut = try #require(Double(literal))
                #expect(cut <= nearest && nearest - cut <= nearest * 1e-14, "\(text)")
            case (.failure(let refusal), _): Issue.record("\(text): \(refusal)")
            }
        }
    }

    @Test func numbersInAFloatFollowTheRule() throws {
        for text in ["0", "0.1", "-123.456", "999999"] {
            #expect(try float(text) == .success(text))
        }
        #expect(try float("16777216") == .success("16777216"))
        #expect(try float("16777217") == refused(.digits))
        #expect(try float("16777217", .round) == .success("16777217e0"))
        #expect(try float("16777217", .truncate) == .success("167772e2"))
        #expect(try float("12345678901") == refused(.digits))
        #expect(try float("1" + String(repeating: "0", count: 38)) == .success("1e38"))
        #expect(try float("1" + String(repeating: "0", count: 39), .round) == refused(.range))
        // Below the least number of a FLOAT nothing is left of it.
        #expect(try float("0." + String(repeating: "0", count: 99) + "1") == refused(.digits))
    }

    @Test func aDoubleInAFloatKeepsItsValueOrFollowsTheRule() throws {
        #expect(try binary(1.5, .float) == .success("1.5"))
        #expect(try binary(-0.0, .float) == .success("-0.0"))
        #expect(try binary(0.1, .float) == refused(.digits))
        #expect(try binary(0.1, .float, .null) == .success("NULL"))
        #expect(try binary(0.1, .float, .round) == .success("0.10000000149011612"))
        #expect(try binary(0.1, .float, .truncate) == .success("0.09999999403953552"))
        #expect(try binary(-0.1, .float, .truncate) == .success("-0.09999999403953552"))
        #expect(try binary(1e300, .float, .round) == refused(.range))
        #expect(try binaryFloat(0.1, .float) == .success("0.10000000149011612"))
    }

    @Test func aBinaryNumberInADecimalFollowsTheRule() throws {
        let money = StoredType.decimal(precision: 6, scale: 2)
        #expect(try binary(0.25, money) == .success("0.25"))
        #expect(try binary(-1234.5, money) == .success("-1234.5"))
        #expect(try binary(1e3, money) == .success("1000"))
        #expect(try binary(0, money) == .success("0"))
        #expect(try binary(0.125, money) == refused(.fraction))
        #expect(try binary(0.125, money, .null) == .success("NULL"))
        #expect(try binary(0.125, money, .round) == .success("0.13"))
        #expect(try binary(-0.129, money, .truncate) == .success("-0.12"))
        #expect(try binary(9.995, money, .round) == .success("10.00"))
        #expect(try binary(12345, money, .round) == refused(.range))
        #expect(try binary(.greatestFiniteMagnitude, money) == refused(.range))
        #expect(try binary(-.leastNonzeroMagnitude, money, .truncate) == .success("-0.00"))
        #expect(try binary(.leastNonzeroMagnitude, money) == refused(.fraction))
        // As the source shows it: the shortest text of its own width.
        #expect(try binaryFloat(0.1, money) == .success("0.1"))
        #expect(try binaryFloat(16_777_216, .decimal(precision: 10, scale: 0)) == .success("16777216"))
        #expect(try binary(1e22, .decimal(precision: 30, scale: 5)) == .success("10000000000000000000000"))
        #expect(try binary(1e-7, .decimal(precision: 30, scale: 8)) == .success("0.0000001"))
    }

    @Test func whatIsLostIsCountedOnceForEachValue() throws {
        let column = CopyColumn(
            sourceName: "F", sourceType: .float(bits: 126), destinationName: "f", destinationType: .double,
            onLoss: .round)
        let plan = CopyPlan(
            source: ObjectName("S", "T"), destination: ObjectName("s", "t"), columns: [column], addressing: .whole)
        let transcoder = try #require(RowTranscoder.compile(plan, forms: [.base100Number]).transcoder)
        let texts = ["1.5", "0.30000000000000004", "0.30000000000000001", "12345678901234567890", "123456789012345"]
        let block = RowBlock(rows: try texts.map { [try number($0)] }, columnCount: 1)
        var writer = ByteWriter()
        for row in texts.indices { #expect(transcoder.append(row, of: block, to: &writer) == nil) }
        #expect(transcoder.takeLosses() == ["F round": 2])
    }

    @Test func bytesThatNoServerSendsDoNoHarm() throws {
        // Digits of zero, far from the point.
        for stored in [StoredType.double, .float] {
            #expect(try write([0xFF, 1], .base100Number, stored) == .success("0"))
            #expect(try write([0x80 + 1, 1, 1], .base100Number, stored) == .success("0"))
            for bytes in [[0xC1], [0xC1, 0], [], [UInt8](repeating: 0xC1, count: 30)] as [[UInt8]] {
                guard case .failure(let refusal) = try write(bytes, .base100Number, stored, .null),
                    case .malformed = refusal.reason
                else {
                    Issue.record("\(bytes) was taken")
                    continue
                }
            }
        }
    }
}
