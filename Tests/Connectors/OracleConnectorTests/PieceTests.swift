import ConnectorKit
import Model
import OracleClient
import OracleWire
import TestKit
import Testing

@testable import OracleConnector

/// What is computed without a server.
@Suite struct PieceTests {
    private func extent(_ object: Int64, file: Int64, block: Int64, blocks: Int64) throws -> ExtentMap.Extent {
        try #require(
            ExtentMap.Extent(object: object, file: file, block: block, blocks: blocks, bytes: blocks * 8192))
    }

    /// In which piece a block lies; the pieces must hold every block of the address space once.
    private func piece(_ pieces: [ExtentMap.Piece], object: UInt32, block: UInt32) -> [Int] {
        pieces.indices.filter {
            pieces[$0].object == object && (pieces[$0].first...pieces[$0].last).contains(block)
        }
    }

    @Test func theMiddleOfTwoAddressesLiesBetweenNeighbours() throws {
        func address(_ file: UInt16, _ block: UInt32, _ slot: UInt16) -> PhysicalRowid {
            PhysicalRowid(object: 7, file: file, block: block, slot: slot)
        }
        let blocks = try #require(PhysicalRowid.middle(address(1, 10, 5), address(1, 13, 2)))
        #expect(blocks.before == address(1, 11, ExtentMap.lastSlot) && blocks.behind == address(1, 12, 0))
        let files = try #require(PhysicalRowid.middle(address(1, ExtentMap.blockMask, 5), address(2, 0, 2)))
        #expect(files.before == address(1, ExtentMap.blockMask, ExtentMap.lastSlot) && files.behind == address(2, 0, 0))
        let slots = try #require(PhysicalRowid.middle(address(1, 10, 5), address(1, 10, 6)))
        #expect(slots.before == address(1, 10, 5) && slots.behind == address(1, 10, 6))
        #expect(PhysicalRowid.middle(address(1, 10, 5), address(1, 10, 5)) == nil)
    }

    @Test func piecesOfSkewedExtentsTouchEachOtherAndStayInTheirSize() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<50 {
            var extents: [ExtentMap.Extent] = []
            for object in 1...3 as ClosedRange<Int64> {
                var block = Int64.random(in: 1...200, using: &random)
                for _ in 0..<Int.random(in: 0...8, using: &random) {
                    let blocks: Int64 = [1, 8, 128, 8192].randomElement(using: &random) ?? 1
                    extents.append(try extent(object, file: 4, block: block, blocks: blocks))
                    block += blocks + Int64.random(in: 0...500, using: &random)
                }
            }
            let map = ExtentMap(objects: [1, 2, 3], extents: extents)
            let bytesMax = Int64.random(in: 8192...4_000_000, using: &random)
            let pieces = map.pieces(after: nil, bytesMax: bytesMax, countMax: .max)
            for object in 1...3 as ClosedRange<UInt32> {
                let own = pieces.filter { $0.object == object }
                #expect(own.first?.first == 0 && own.last?.last == .max)
                for (one, next) in zip(own, own.dropFirst()) { #expect(next.first == one.last + 1) }
            }
            #expect(pieces.reduce(0) { $0 + $1.bytes } == map.bytes)
            #expect(pieces.allSatisfy { $0.bytes <= max(bytesMax, 8192) })
            // Page by page it is the same plan.
            var paged: [ExtentMap.Piece] = []
            while true {
                let last = paged.last.flatMap { PhysicalRowid($0.lastAddress) }
                let more = map.pieces(after: last, bytesMax: bytesMax, countMax: 2)
                paged += more
                if more.count < 2 { break }
            }
            #expect(paged == pieces)
        }
    }

    @Test func anAddressInOneBigFileIsTheSameAsItsBlock() throws {
        let big = try #require(ExtentMap.Extent(object: 9, file: 1024, block: 5_000_000, blocks: 8, bytes: 65536))
        let map = ExtentMap(objects: [9], extents: [big])
        let pieces = map.pieces(after: nil, bytesMax: 32768, countMax: 10)
        let first = try #require(pieces.first.flatMap { PhysicalRowid($0.lastAddress) })
        #expect(UInt32(first.file) << 22 | first.block == 5_000_003)
        #expect(ExtentMap.Extent(object: 9, file: 1025, block: 1, blocks: 1, bytes: 1) == nil)
        #expect(ExtentMap.Extent(object: 9, file: 4, block: -1, blocks: 1, bytes: 1) == nil)
        #expect(ExtentMap.Extent(object: 9, file: 1023, block: 4_194_303, blocks: 2, bytes: 1) == nil)
    }

    @Test func optionsBehindTheQueryOfAViewAreTakenOff() {
        #expect(ViewText("select 1 from t\n with  read only ").query == "select 1 from t")
        #expect(ViewText("select 1 from t with check option constraint c").checksOption)
        #expect(ViewText("select 1 from t with check option constraint c").query == "select 1 from t")
        #expect(ViewText("with q as (select 1 x from dual) select x from q;").query.hasSuffix("from q"))
        #expect(ViewText("").query == "")
    }

    @Test func literalsOfKeysAreExact() throws {
        #expect(KeyText.literal(.text("it's")) == "'it''s'")
        #expect(KeyText.literal(.bytes([0, 255])) == "HEXTORAW('00FF')")
        let moment = OracleDateTime(year: -44, month: 3, day: 15, hour: 1, nanosecond: 5)
        #expect(KeyText.literal(.date(moment)) == "TO_DATE('-0044-03-15 01:00:00', 'SYYYY-MM-DD HH24:MI:SS')")
        #expect(KeyText.literal(.timestamp(moment))?.contains("01:00:00.000000005") == true)
        #expect(KeyText.literal(.double(1)) == "TO_BINARY_DOUBLE('1.0')")
        #expect(OracleSource.sessionStatements.joined().contains("NLS_NUMERIC_CHARACTERS = '.,'"))
        #expect(KeyText.isAbove(["A", "B"], ["1", "'x'"]) == "(\"A\" > 1 OR \"A\" = 1 AND \"B\" > 'x')")
    }

    /// The statement passes through the character set of the database, which may have no more than ASCII.
    @Test func literalsOfNationalKeysAreOfAsciiAlone() {
        #expect(KeyText.literal(.nationalText("it's")) == "N'it''s'")
        #expect(KeyText.literal(.nationalText("a\\b")) == "UNISTR('a\\005Cb')")
        #expect(KeyText.literal(.nationalText("中'é\n")) == "UNISTR('\\4E2D''\\00E9\\000A')")
        #expect(KeyText.literal(.nationalText("😀")) == "UNISTR('\\D83D\\DE00')")
        let long = KeyText.literal(.nationalText("x" + String(repeating: "😀", count: 999))) ?? ""
        let parts = long.split(separator: " || ")
        #expect(parts.count == 3 && parts.allSatisfy { $0.utf8.count <= 4000 + "UNISTR('')".utf8.count })
        #expect(parts.allSatisfy { $0.hasPrefix("UNISTR('") && $0.hasSuffix("\\DE00')") })
        #expect(long.count { $0 == "\\" } == 1998 && long.utf8.allSatisfy { $0 < 0x80 })
    }

    private func plan(_ types: [ColumnType]) -> CopyPlan {
        let name = ObjectName("S", "T")
        return CopyPlan(
            source: name, destination: name,
            columns: types.enumerated().map { at, type in
                CopyColumn(
                    sourceName: "C\(at)", sourceType: type, destinationName: "c",
                    destinationType: .largeText(bytesMax: 1 << 20))
            }, addressing: .rowAddress)
    }

    /// Sums of lengths that are compared with a bound, joined by AND; the first of them may stand behind a NOT.
    private func holds(_ condition: Substring) throws -> Bool {
        if condition.hasPrefix("NOT (") {
            let end = try #require(condition.firstIndex(of: ")"))
            let rest = condition[end...].dropFirst(") AND ".count)
            return try !holds(condition[..<end].dropFirst("NOT (".count)) && (rest.isEmpty || holds(rest))
        }
        return try condition.split(separator: " AND ").allSatisfy { part in
            let words = part.split(separator: " ")
            let bound = try #require(words.last.flatMap { Int($0) })
            let sum = try words.dropLast(2).filter { $0 != "+" }.reduce(0) { $0 + (try #require(Int($1))) }
            switch words[words.count - 2] {
            case "<=": return sum <= bound
            case ">": return sum > bound
            default: throw Unexpected.words(String(part))
            }
        }
    }

    @Test func everyRowMeetsOneReadingWhateverTheLengthsOfItsValues() throws {
        let columns = 40
        let types = (0..<columns).map { $0.isMultiple(of: 2) ? ColumnType.largeBytes : .largeText(national: false) }
        let readings = RowQuery(plan: plan(types), range: .whole).readings(rowsMax: 100)
        let (short, whole) = (RowQuery.largeLength, RowQuery.wholeLength)
        let none = [Int?](repeating: nil, count: columns)
        var rows: [(lengths: [Int?], reading: Int)] = [
            (none, 0), (none.map { _ in 0 }, 0), (none.map { _ in 60_000 }, 0), (none.map { _ in short }, 0),
            (none.map { _ in short + 1 }, 2),
        ]
        for length in [short, short + 1, whole, whole + 1] {
            let expected = length <= short ? 0 : length <= whole ? 1 : 2
            rows.append(([length] + none.dropFirst(), expected))
            rows.append((none.dropLast() + [length], expected))
        }
        rows.append(([short + 1] + none.dropFirst().map { _ in 60_000 }, 2))
        rows.append(([short + 1] + none.dropFirst().map { _ in 10 }, 1))
        for (lengths, expected) in rows {
            let met = try readings.indices.filter { at in
                let sql = readings[at].sql
                let place = try #require(sql.firstRange(of: " WHERE ("))
                var condition = String(sql[place.upperBound...].dropLast())
                for (column, length) in lengths.enumerated() {
                    condition.replace("NVL(DBMS_LOB.GETLENGTH(\"C\(column)\"), 0)", with: String(length ?? 0))
                }
                return try holds(condition[...])
            }
            #expect(met == [expected])
        }
    }

    /// What a server sends of a large value, answer by answer.
    private struct ScriptedPieces: AsyncIteratorProtocol {
        var pieces: ArraySlice<[UInt8]>

        mutating func next() async throws(OracleError) -> [UInt8]? { pieces.popFirst() }
        mutating func next(isolation actor: isolated (any _Concurrency.Actor)?) async throws(OracleError) -> [UInt8]? {
            pieces.popFirst()
        }
    }

    @Test func aShortValueBesideALongOneIsReadToItsEnd() async throws {
        // Half of a pair of units is no text: it comes as a byte that is none, behind everything else.
        var torn = ScriptedPieces(pieces: [Array("ab".utf8), Array("c".utf8), [0xFF]])
        let whole = try await LargeRowReader.beginning(of: &torn, length: 4, lengthMax: 10)
        #expect(whole == Array("abc".utf8) + [0xFF])
        var long = ScriptedPieces(pieces: [[1, 2], [3]])
        let first = try await LargeRowReader.beginning(of: &long, length: 3, lengthMax: 2)
        #expect(first == [1, 2] && long.pieces == [[3]])
        var empty = ScriptedPieces(pieces: [])
        for length in [0, 1] as [Int64] {
            let nothing = try await LargeRowReader.beginning(of: &empty, length: length, lengthMax: 2)
            #expect(nothing == [])
        }
    }

    @Test func batchesOfWideRowsAreSmallWhateverTheirValues() throws {
        let wide = ColumnType.character(ColumnType.CharacterType(length: 4000, countsBytes: true))
        let narrow = RowQuery(plan: plan([.date, .date]), range: .whole).readings(rowsMax: 10_000)
        #expect(narrow.map(\.rowsMax) == [10_000] && narrow.map(\.firstRows) == [100])
        let many = RowQuery(plan: plan(Array(repeating: wide, count: 1000)), range: .whole).readings(rowsMax: 10_000)
        #expect(many.map(\.rowsMax) == [8] && many.map(\.firstRows) == [1])
        let large = RowQuery(plan: plan([.largeBytes, .date]), range: .whole).readings(rowsMax: 10_000)
        #expect(large.map(\.rowsMax) == [512, 1, 1] && large.map(\.isInPieces) == [false, false, true])
        #expect(large[1].sql.contains("NOT (NVL(DBMS_LOB.GETLENGTH(\"C0\"), 0) <= 65536) AND"))
        #expect(large[2].sql.contains("NVL(DBMS_LOB.GETLENGTH(\"C0\"), 0) > 2097152"))
    }

    @Test func aPageOfManyNamesIsARangeInTheOrderOfBytes() {
        let names = (0..<300).map { ObjectName("S", "T\($0)") } + [ObjectName("S", "a"), ObjectName("R", "X")]
        let pages = DictionaryPage.pages(names)
        #expect(pages.map(\.schema) == ["R", "S"])
        #expect(pages[1].condition("O", "N") == "O = :o AND N BETWEEN :a AND :b")
        #expect(pages[1].binds == [.value(.text("S")), .value(.text("T0")), .value(.text("a"))])
        #expect(pages[0].condition("O", "N") == "O = :o AND N IN (:n0)")
    }

    @Test func everyAreaHasQuestionsAndEachOneSaysWhatSkippingMeansOrCannotBeSkipped() {
        let areas = [
            ServerPrechecks.all, PrivilegePrechecks.all, LoggingPrechecks.all, ExistencePrechecks.all,
            ShapePrechecks.all, ValuePrechecks.all,
        ]
        #expect(areas.allSatisfy { !$0.isEmpty })
        #expect(areas.joined().count == OracleSource.prechecks.count)
        let fixed = OracleSource.prechecks.filter { $0.question.consequenceOfSkipping == nil }.map(\.question.key)
        #expect(fixed.contains("source.connect") && fixed.contains("source.privileges.read"))
    }
}
