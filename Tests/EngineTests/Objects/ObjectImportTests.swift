import Model
import Testing

@testable import Engine

@Suite struct ObjectImportTests {
    @Test func aListSeparatedByBarsIsRead() {
        let list = ObjectImport(text: " HR.EMP | HR.DEPT |\n OE.\"A|B\" | 销售.订单 |")
        #expect(list.problems.isEmpty)
        #expect(
            list.entries.map(\.source) == [
                ObjectName("HR", "EMP"), ObjectName("HR", "DEPT"), ObjectName("OE", "A|B"), ObjectName("销售", "订单"),
            ])
    }

    @Test func whatIsNoNameIsSaidWithItsPlace() {
        let list = ObjectImport(text: "HR.A | nonsense || .B | HR.C")
        #expect(list.entries.map(\.source.name) == ["A", "C"])
        #expect(list.problems.map(\.text) == ["nonsense", ".B"])
        #expect(ObjectImport(text: "HR.A |\n HR.B | nonsense\n.C").problems.map(\.line) == [2, 3])
        #expect(ObjectImport(text: "").entries.isEmpty && ObjectImport(text: "||| \n").problems.isEmpty)
    }

    @Test func aCSVCarriesNamesColumnsAndFilters() {
        let csv = #"""
            source database,source table,destination database,destination table,column mapping,row filter
            HR,EMP,people,employees,ID=id; NAME=full_name,"DEPT = 'A, B' AND X > ""1"" "
            HR,DEPT
            "Odd,Schema","T ""1""",,t1,,

            HR,,x
            HR,BAD,,,A=
            HR,LONG,,,,,,
            """#
        let list = ObjectImport(csv: csv)
        #expect(list.entries.count == 3)
        #expect(list.entries[0].destination == ObjectName("people", "employees"))
        #expect(list.entries[0].columns == ["ID": "id", "NAME": "full_name"])
        #expect(list.entries[0].filter == "DEPT = 'A, B' AND X > \"1\" ")
        #expect(list.entries[1] == .init(line: 3, source: ObjectName("HR", "DEPT"), columns: [:]))
        #expect(list.entries[2].source == ObjectName("Odd,Schema", "T \"1\""))
        #expect(list.entries[2].destination == ObjectName("Odd,Schema", "t1"))
        #expect(list.problems.map(\.line) == [6, 7, 8] && list.problems[0].text == "HR,,x")
    }

    @Test func aFieldMayHoldEndsOfLinesAndOneWithoutEndIsSaid() {
        let list = ObjectImport(csv: "HR,A,,,,\"X > 1\nAND Y > 2\"\r\nHR,B,,,,\"open\n")
        #expect(list.entries.map(\.filter) == ["X > 1\nAND Y > 2"])
        #expect(list.problems == [.init(3, "", "A quoted field has no end.")])
    }

    @Test func theCheckCountsAndNames() {
        let list = ObjectImport(text: "HR.A | HR.V | HR.NONE | HR.A | HR.SEQ | bad")
        let check = list.check(against: [
            ListedObject(name: ObjectName("HR", "A"), kind: .table),
            ListedObject(name: ObjectName("HR", "V"), kind: .view),
            ListedObject(name: ObjectName("HR", "SEQ"), kind: .sequence),
        ])
        #expect(check.tables == 1 && check.views == 1)
        #expect(check.missing == 1 && check.notMigrated == 1 && check.twice == 1)
        #expect(check.problems.map(\.text) == ["bad", "HR.NONE", "HR.A", "HR.SEQ"])
        #expect(list.selection(leavingOut: check.unusable).include == ["HR.A", "HR.V"])
    }

    @Test func aSelectionGoesOutAsCSVAndComesBackTheSame() throws {
        let listed = [
            ListedObject(name: ObjectName("HR", "EMP"), kind: .table),
            ListedObject(name: ObjectName("HR", "a.b=\"c\""), kind: .table),
            ListedObject(name: ObjectName("HR", "SEQ"), kind: .sequence),
        ]
        let csvOfOne = #"HR,EMP,hr,staff,"A=a; ""B;C""=b",X > 1"#
        let csvOfOther = #"HR,"a.b=""c""",hr,odd"#
        let selection = ObjectImport(csv: csvOfOne + "\n" + csvOfOther).selection(map: ["HR": "hr"])
        let preview = try SelectionPreview(of: selection, from: listed)
        #expect(preview.final.map(\.destination) == [ObjectName("hr", "staff"), ObjectName("hr", "odd")])
        let csv = ObjectImport.csv(of: preview, selection)
        let back = ObjectImport(csv: csv)
        #expect(back.problems.isEmpty)
        #expect(back.selection(map: ["HR": "hr"]) == selection)
        #expect(selection.wish(for: ObjectName("HR", "EMP"))?.columns == ["A": "a", "B;C": "b"])
    }

    @Test func arbitraryTextEndsWithoutATrap() {
        var state: UInt64 = 7
        let alphabet = Array("A.|\",;= \n\r\t*[]?=\u{FEFF}订'")
        for _ in 0..<3_000 {
            var text = ""
            state = state &* 6_364_136_223_846_793_005 &+ 1
            for _ in 0..<(state >> 33) % 40 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.append(alphabet[Int(state >> 40) % alphabet.count])
            }
            _ = ObjectImport(text: text).check(against: [])
            _ = ObjectImport(csv: text).selection()
            _ = try? SelectionRules(ObjectSelection(include: [text])).select(from: [])
        }
    }
}
