import Model
import Testing

@testable import Engine

@Suite struct ViewOrderTests {
    private func waves(_ views: [(String, [String])]) -> [[String]] {
        ViewOrder.waves(
            views.enumerated().map { at, view in
                ViewOrder.Entry(
                    number: Int64(at), name: ObjectName("S", view.0), dependsOn: view.1.map { ObjectName("S", $0) })
            }
        ).map { $0.map(\.name.name) }
    }

    @Test func aViewComesAfterTheViewsThatItReads() {
        #expect(
            waves([("A", ["B"]), ("B", ["C", "TABLE"]), ("C", []), ("D", ["TABLE"])]) == [["C", "D"], ["B"], ["A"]])
    }

    @Test func circlesAndSelfReferencesEndAndComeLast() {
        #expect(waves([("A", ["B"]), ("B", ["A"]), ("C", ["C"]), ("D", ["A"])]) == [["C"], ["A", "B", "D"]])
        #expect(waves([]).isEmpty)
    }

    @Test func aChainOfTenThousandIsOrderedInTime() {
        let order = waves((0..<10_000).map { ("V\($0)", $0 == 9_999 ? [] : ["V\($0 + 1)"]) })
        #expect(order.count == 10_000 && order.first == ["V9999"])
    }
}

@Suite struct NameListTests {
    @Test func namesAreCountedAndNamedUpToTwenty() {
        #expect(NameList.text(["A"], "table", "tables") == "1 table: A")
        #expect(NameList.text(["A", "B"], "table", "tables") == "2 tables: A, B")
        let many = NameList.text((1...25).map { "T\($0)" })
        #expect(many.hasSuffix("T20 and 5 more") && !many.contains("T21"))
    }
}
