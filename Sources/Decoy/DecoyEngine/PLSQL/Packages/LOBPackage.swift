internal import DecoyDictionary
internal import OracleSQL

/// The procedures of DBMS_LOB. Its functions are functions of SQL as well and live there. A LOB in a variable is its
/// value: changing it changes the variable.
enum LOBPackage {
    static let routines: [BuiltinRoutine] =
        [
            BuiltinRoutine(
                "DBMS_LOB.CREATETEMPORARY",
                [.lob("LOB_LOC", .inOut), .init("CACHE", .boolean), .init("DUR", .plsInteger, isOptional: true)]
            ) { (_, cells) throws(Raised) in
                cells[0].bytes = []
                return nil
            },
            BuiltinRoutine("DBMS_LOB.FREETEMPORARY", [.lob("LOB_LOC", .inOut)]) { (_, cells) throws(Raised) in
                cells[0].bytes = nil
                return nil
            },
            BuiltinRoutine("DBMS_LOB.OPEN", [.lob("LOB_LOC"), .init("OPEN_MODE", .plsInteger, isOptional: true)]) {
                (_, _) throws(Raised) in nil
            },
            BuiltinRoutine("DBMS_LOB.CLOSE", [.lob("LOB_LOC")]) { (_, _) throws(Raised) in nil },
        ] + writing + joining

    private static let writing: [BuiltinRoutine] = [
        BuiltinRoutine(
            "DBMS_LOB.WRITEAPPEND", [.lob("LOB_LOC", .inOut), .init("AMOUNT", .plsInteger), .lob("BUFFER")]
        ) { (_, cells) throws(Raised) in
            var content = try LOBContent(cells[0])
            let buffer = try content.buffer(cells[2], amount: cells[1])
            content.write(buffer, at: content.units.count)
            cells[0] = content.cell
            return nil
        },
        BuiltinRoutine(
            "DBMS_LOB.WRITE",
            [.lob("LOB_LOC", .inOut), .init("AMOUNT", .plsInteger), .init("OFFSET", .plsInteger), .lob("BUFFER")]
        ) { (_, cells) throws(Raised) in
            var content = try LOBContent(cells[0])
            let buffer = try content.buffer(cells[3], amount: cells[1])
            content.write(buffer, at: try LOBContent.place(cells[2], 3) - 1)
            cells[0] = content.cell
            return nil
        },
        BuiltinRoutine("DBMS_LOB.TRIM", [.lob("LOB_LOC", .inOut), .init("NEWLEN", .plsInteger)]) {
            (_, cells) throws(Raised) in
            var content = try LOBContent(cells[0])
            guard let length = cells[1].whole, length >= 0 else { throw LOBContent.outOfRange(2) }
            guard length <= content.units.count else {
                throw Raised(22_926, "specified trim length is greater than current LOB value's length")
            }
            content.units.removeLast(content.units.count - length)
            cells[0] = content.cell
            return nil
        },
        BuiltinRoutine(
            "DBMS_LOB.ERASE",
            [
                .lob("LOB_LOC", .inOut), .init("AMOUNT", .plsInteger, .inOut),
                .init("OFFSET", .plsInteger, isOptional: true),
            ]
        ) { (_, cells) throws(Raised) in
            var content = try LOBContent(cells[0])
            let amount = try LOBContent.place(cells[1], 2)
            let start = min(try LOBContent.place(cells[2], 3, missing: 1) - 1, content.units.count)
            let end = start + min(amount, content.units.count - start)
            for place in start..<end { content.units[place] = content.filler }
            cells[0] = content.cell
            cells[1] = Cell.integer(end - start).retyped(.plsInteger)
            return nil
        },
    ]

    private static let joining: [BuiltinRoutine] = [
        BuiltinRoutine("DBMS_LOB.APPEND", [.lob("DEST_LOB", .inOut), .lob("SRC_LOB")]) { (_, cells) throws(Raised) in
            var content = try LOBContent(cells[0])
            content.units += try LOBContent(cells[1], like: content).units
            cells[0] = content.cell
            return nil
        },
        BuiltinRoutine(
            "DBMS_LOB.COPY",
            [
                .lob("DEST_LOB", .inOut), .lob("SRC_LOB"), .init("AMOUNT", .plsInteger),
                .init("DEST_OFFSET", .plsInteger, isOptional: true), .init("SRC_OFFSET", .plsInteger, isOptional: true),
            ]
        ) { (_, cells) throws(Raised) in
            var content = try LOBContent(cells[0])
            let source = try LOBContent(cells[1], like: content).units
            let amount = try LOBContent.place(cells[2], 3)
            let start = try LOBContent.place(cells[3], 4, missing: 1) - 1
            let first = try LOBContent.place(cells[4], 5, missing: 1) - 1
            guard first < source.count else {
                throw Raised(22_994, "source offset is beyond the end of the source LOB")
            }
            content.write(Array(source[first..<first + min(amount, source.count - first)]), at: start)
            cells[0] = content.cell
            return nil
        },
        BuiltinRoutine(
            "DBMS_LOB.READ",
            [
                .lob("LOB_LOC"), .init("AMOUNT", .plsInteger, .inOut), .init("OFFSET", .plsInteger),
                .init("BUFFER", .anyText, .out),
            ]
        ) { (_, cells) throws(Raised) in
            let content = try LOBContent(cells[0])
            let amount = try LOBContent.place(cells[1], 2)
            guard amount <= LOBContent.longestBuffer else { throw LOBContent.outOfRange(2) }
            let first = try LOBContent.place(cells[2], 3) - 1
            guard first < content.units.count else { throw Raised(1403, "no data found") }
            let part = content.units[first..<first + min(amount, content.units.count - first)]
            cells[1] = Cell.integer(part.count).retyped(.plsInteger)
            cells[3] = content.with(Array(part)).cell.retyped(content.isCharacter ? .anyText : .raw(32_767))
            return nil
        },
    ]
}

/// The content of a LOB in the units that DBMS_LOB counts: UTF-16 code units, or bytes.
struct LOBContent {
    static let longestBuffer = 32_767
    private static let longest = 1 << 31

    var units: [UInt16]
    let isCharacter: Bool

    init(_ cell: Cell) throws(Raised) {
        guard let bytes = cell.bytes else {
            throw Raised.valueError("invalid LOB locator specified: ORA-22275")
        }
        isCharacter = cell.representation == .text
        units = isCharacter ? Array(String(decoding: bytes, as: UTF8.self).utf16) : bytes.map { UInt16($0) }
    }

    /// Content of a LOB that goes into another one of the same kind.
    init(_ cell: Cell, like other: LOBContent) throws(Raised) {
        try self.init(cell)
        guard isCharacter == other.isCharacter else {
            throw Raised(6550, "PLS-00306: wrong number or types of arguments in call to DBMS_LOB")
        }
    }

    func with(_ units: [UInt16]) -> LOBContent {
        var content = self
        content.units = units
        return content
    }

    var filler: UInt16 { isCharacter ? 32 : 0 }

    var cell: Cell {
        isCharacter
            ? Cell(.clob, Array(String(decoding: units, as: UTF16.self).utf8))
            : Cell(.blob, units.map { UInt8(truncatingIfNeeded: $0) })
    }

    /// Writes over and beyond the end; a gap is filled.
    mutating func write(_ added: [UInt16], at start: Int) {
        if start > units.count { units += [UInt16](repeating: filler, count: start - units.count) }
        units.replaceSubrange(start..<start + min(added.count, units.count - start), with: added)
    }

    /// The first `amount` units of a buffer; a text for a binary LOB is hexadecimal digits, as for RAW.
    func buffer(_ cell: Cell, amount: Cell) throws(Raised) -> [UInt16] {
        let count = try LOBContent.place(amount, 2)
        guard !cell.isNull, count <= LOBContent.longestBuffer else { throw LOBContent.outOfRange(2) }
        let given = try LOBContent(cell)
        var units = given.units
        if given.isCharacter, !isCharacter {
            units = try LOBContent.bytes(ofDigits: units)
        } else if !given.isCharacter, isCharacter {
            units = units.flatMap { [LOBContent.digit($0 >> 4), LOBContent.digit($0 & 15)] }
        }
        guard count <= units.count else { throw LOBContent.outOfRange(2) }
        return Array(units[..<count])
    }

    private static func digit(_ value: UInt16) -> UInt16 { value < 10 ? value + 48 : value + 55 }

    private static func bytes(ofDigits digits: [UInt16]) throws(Raised) -> [UInt16] {
        var bytes: [UInt16] = []
        var high: UInt16? = digits.count % 2 == 1 ? 0 : nil
        for digit in digits {
            let value: UInt16
            switch digit {
            case 48...57: value = digit - 48
            case 65...70: value = digit - 55
            case 97...102: value = digit - 87
            default: throw Raised.valueError("hex to raw conversion error")
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }

    /// An amount or an offset, from 1.
    static func place(_ cell: Cell, _ argument: Int, missing: Int? = nil) throws(Raised) -> Int {
        if cell.isNull, let missing { return missing }
        guard let number = cell.whole, number >= 1, number < longest else { throw outOfRange(argument) }
        return number
    }

    static func outOfRange(_ argument: Int) -> Raised {
        Raised(21_560, "argument \(argument) is null, invalid, or out of range")
    }
}
