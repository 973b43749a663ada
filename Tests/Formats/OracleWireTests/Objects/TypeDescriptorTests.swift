import Testing

@testable import OracleWire

@Suite struct TypeDescriptorTests {
    /// A description taken apart as drivers do it: the opcodes of its attributes, and of what they refer to.
    private struct Reading {
        var codes: [UInt8] = []
        var limits: [Int] = []

        init(_ bytes: ArraySlice<UInt8>) throws {
            let start = bytes.startIndex
            func number(_ place: Int, _ count: Int) throws -> Int {
                try #require(bytes.indices.contains(start + place + count - 1))
                return bytes[(start + place)..<(start + place + count)].reduce(0) { $0 << 8 | Int($1) }
            }
            try #require(try number(4, 1) == 38 && number(5, 1) == 3 && number(11, 1) == 41)
            let count = try number(8, 2)
            var at = 18
            while true {
                let code = UInt8(try number(at, 1))
                codes.append(code)
                at += 1
                switch code {
                case 1, 7: at += 5
                case 6, 19: at += 2
                case 5, 21, 23, 33: at += 1
                case 24: at += 3
                case 27: try refer(try number(at, 4), try number(at + 4, 1), bytes, &at)
                case 28:
                    limits.append(try number(at + 4, 4))
                    codes.append(UInt8(try number(at + 8, 1)))
                    let element = try number(at, 4)
                    codes.append(UInt8(try number(element, 1)))
                    if codes.last == 27 {
                        var inner = element + 1
                        try refer(try number(inner, 4), try number(inner + 4, 1), bytes, &inner)
                    }
                    at += 9
                case 42:
                    let table = 13 + (try number(14, 4))
                    try #require(try number(table + 2 * count, 1) == 0 && number(table + 2 * count + 1, 1) == 1)
                    try #require(try number(0, 4) + 4 == table + 2 * count + 2)
                    return
                default: break
                }
            }
        }

        private mutating func refer(_ place: Int, _ code: Int, _ bytes: ArraySlice<UInt8>, _ at: inout Int) throws {
            at += 5
            codes.append(UInt8(code))
            let start = bytes.startIndex + place
            try #require(bytes.indices.contains(start))
            switch code {
            case 251: codes += try Reading(bytes[(start + 1)...]).codes
            case 250: codes += try Reading(bytes[(start + 5)...]).codes
            default: codes.append(bytes[start])
            }
        }
    }

    @Test func anObjectHasItsAttributesAndTheirLimits() throws {
        let bytes = TypeDescriptor.object([
            .number(precision: 0, scale: -127),
            .varchar(bytes: 60, charset: 873, form: .implicit, countsCharacters: true), .date,
        ]).bytes
        #expect(bytes[18..<27].elementsEqual([6, 0, 0x81, 7, 0, 60, 0x81, 3, 0x69]))
        #expect(try Reading(bytes[...]).codes == [6, 7, 2, 42])
        #expect(bytes[8..<10].elementsEqual([0, 3]))
    }

    @Test func everyScalarHasItsCode() throws {
        let all: [TypeDescriptor] = [
            .char(bytes: 10, charset: 2000, form: .national, countsCharacters: true), .float(126), .binaryFloat,
            .binaryDouble, .fourBytes, .raw(16), .timestamp(6), .timestampTZ(3), .timestampLTZ(9), .intervalYM(2),
            .intervalDS(day: 2, second: 6), .clob, .blob, .bfile,
        ]
        #expect(
            try Reading(TypeDescriptor.object(all).bytes[...]).codes
                == [1, 5, 37, 45, 8, 19, 21, 23, 33, 24, 24, 29, 30, 31, 42])
    }

    @Test func objectsStandInLineAndCollectionsBehind() throws {
        let phones = TypeDescriptor.collection(.array, limit: 5, element: .raw(3))
        let place = TypeDescriptor.object([.date, phones])
        let reading = try Reading(TypeDescriptor.object([place, .opaque, phones]).bytes[...])
        let inner: [UInt8] = [28, 3, 19, 42]
        #expect(reading.codes == [39, 2, 27, 251] + inner + [40, 27, 58, 58, 27, 251] + inner + [42])
    }

    @Test func elementsThatAreObjectsOrCollectionsAreWholeDescriptions() throws {
        let line = TypeDescriptor.object([.date, .clob])
        let lines = try Reading(TypeDescriptor.collection(.nestedTable, limit: 0, element: line).bytes[...])
        #expect(lines.codes == [28, 2, 27, 250, 2, 29, 42, 42])
        let number = TypeDescriptor.collection(.indexed, limit: 0, element: .number(precision: 38, scale: 0))
        let nested = try Reading(TypeDescriptor.collection(.array, limit: 7, element: number).bytes[...])
        #expect(nested.codes == [28, 3, 27, 251, 28, 1, 6, 42, 42] && nested.limits == [7])
    }
}
