import Model
import Testing

@testable import Engine

@Suite struct SelectionRulesTests {
    static func tables(_ names: String...) -> [ListedObject] {
        names.map { name in
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            return ListedObject(name: ObjectName(parts[0], parts[1]), kind: .table)
        }
    }

    private func taken(_ selection: ObjectSelection, _ listed: [ListedObject]) throws -> [String] {
        let selected = try SelectionRules(selection).select(from: listed)
        return selected.objects.map { "\($0.name)→\(selected.names[$0.name])" }
    }

    @Test func anObjectIsTakenWhenARuleIncludesItAndNoneExcludesIt() throws {
        let listed = Self.tables("HR.EMP", "HR.EMP_OLD", "HR.T1", "HR.TX", "OE.EMP")
        #expect(
            try taken(ObjectSelection(include: ["HR.*"], exclude: ["HR.*_OLD", "HR.T[0-9]"]), listed)
                == ["HR.EMP→HR.EMP", "HR.TX→HR.TX"])
        #expect(try taken(ObjectSelection(include: ["HR.EMP", "OE.*"]), listed) == ["HR.EMP→HR.EMP", "OE.EMP→OE.EMP"])
        #expect(try taken(ObjectSelection(include: ["hr.*"]), listed) == [])
    }

    @Test func schemasAreMappedAndSingleTablesRenamed() throws {
        let listed = Self.tables("HR.A", "HR.B", "OE.C")
        let selection = ObjectSelection(
            include: ["HR.*", "OE.*"], map: ["HR": "people"],
            tables: ["HR.B": TableWish(renamedTo: "b2"), "OE.C": TableWish(renamedTo: "shop.c2")])
        #expect(try taken(selection, listed) == ["HR.A→people.A", "HR.B→people.b2", "OE.C→shop.c2"])
    }

    @Test func aMappingRuleGivesOneNameOrKeepsEachOwn() throws {
        let listed = Self.tables("SRC.TEST_1", "SRC.TEST_2")
        #expect(
            try taken(ObjectSelection(include: ["SRC.TEST_*=dst.test"]), listed)
                == ["SRC.TEST_1→dst.test", "SRC.TEST_2→dst.test"])
        #expect(
            try taken(ObjectSelection(include: ["SRC.*=dst.*"]), listed)
                == ["SRC.TEST_1→dst.TEST_1", "SRC.TEST_2→dst.TEST_2"])
    }

    @Test func aRuleThatNamesOneObjectGoesBeforePatternsAndPatternsInTheirOrder() throws {
        let listed = Self.tables("S.A1", "S.B1")
        let selection = ObjectSelection(include: ["S.A*=x.*", "S.*=y.*", "S.A1=z.one"])
        #expect(try taken(selection, listed) == ["S.A1→z.one", "S.B1→y.B1"])
    }

    @Test func quotedNamesStandForThemselves() throws {
        let listed = [
            ListedObject(name: ObjectName("My.Schema", "Odd*Name"), kind: .table),
            ListedObject(name: ObjectName("My.Schema", "OddXName"), kind: .table),
            ListedObject(name: ObjectName("My.Schema", "a=b"), kind: .view),
            ListedObject(name: ObjectName("My.Schema", "q\"q"), kind: .table),
        ]
        #expect(
            try taken(ObjectSelection(include: ["\"My.Schema\".\"Odd*Name\""]), listed)
                == ["My.Schema.Odd*Name→My.Schema.Odd*Name"])
        #expect(
            try taken(ObjectSelection(include: ["\"My.Schema\".\"a=b\"=d.\"e.f\""]), listed)
                == ["My.Schema.a=b→d.e.f"])
        #expect(try taken(ObjectSelection(include: ["\"My.Schema\".\"q\"\"q\""]), listed).count == 1)
        for object in listed {
            let rule = try SelectionRule(SelectionRule.text(for: object.name))
            #expect(rule.isExact && rule.matches(object.name))
        }
    }

    @Test func namesOfAnyScriptAndBlanksAroundARuleAreMet() throws {
        let listed = Self.tables("销售.订单", "销售.订单_旧")
        #expect(
            try taken(ObjectSelection(include: [" 销售 . 订单* "], exclude: ["销售.*_旧"]), listed) == ["销售.订单→销售.订单"])
    }

    @Test(arguments: [
        ("", "OBJECTS-0001"), ("HR", "OBJECTS-0001"), (".T", "OBJECTS-0001"), ("HR.", "OBJECTS-0001"),
        ("=", "OBJECTS-0001"), ("HR.T=", "OBJECTS-0002"), ("HR.T=d", "OBJECTS-0002"), ("HR.T=d.", "OBJECTS-0002"),
        ("*.T", "OBJECTS-0003"), ("H?.T", "OBJECTS-0003"), ("HR.T=d*.x", "OBJECTS-0004"),
        ("HR.T*=d.x*", "OBJECTS-0004"),
    ])
    func whatIsNoRuleIsRefusedWithItsNumber(_ text: String, _ number: String) {
        let failure = #expect(throws: Failure.self) { try SelectionRules(ObjectSelection(include: [text])) }
        #expect(failure?.number == number)
    }

    @Test func rulesThatMeetNothingAreNamed() throws {
        let selected = try SelectionRules(
            ObjectSelection(include: ["HR.A*", "HR.B*", "HR.A1"], exclude: ["HR.A1"])
        ).select(from: Self.tables("HR.A1"))
        #expect(selected.objects.isEmpty)
        #expect(selected.idleRules == ["HR.B*"])
    }

    @Test func manyExactRulesAndManyObjectsAreFast() throws {
        let names = (0..<20_000).map { ObjectName("S", "TABLE_\($0)") }
        let selection = ObjectSelection(include: names.map { SelectionRule.text(for: $0) })
        let began = ContinuousClock.now
        let selected = try SelectionRules(selection).select(from: names.map { ListedObject(name: $0, kind: .table) })
        #expect(selected.objects.count == 20_000)
        #expect(ContinuousClock.now - began < .seconds(20))
    }

    @Test func onlySchemasThatARuleNamesAreAskedFor() throws {
        let rules = try SelectionRules(ObjectSelection(include: ["A.*", "\"b c\".T"]))
        #expect(rules.schemas(among: ["A", "B", "b c"]) == ["A", "b c"])
    }

    @Test func aPreviewSaysWhatIsNewAndWhatIsGone() throws {
        let listed = Self.tables("HR.A", "HR.B", "HR.C")
        let before = ObjectSelection(include: ["HR.[AB]"])
        let first = try SelectionPreview(of: before, from: listed)
        #expect(first.final.map(\.object.name.name) == ["A", "B"] && first.removed.isEmpty)
        #expect(first.count(.same) == 2)
        let second = try SelectionPreview(
            of: ObjectSelection(include: ["HR.[BC]", "HR.X"], map: ["HR": "hr"]), from: listed, before: before)
        #expect(second.final.map(\.destination.description) == ["hr.B", "hr.C"])
        #expect(second.final.map(\.difference) == [.renamed, .added])
        #expect(second.final.map(\.earlier?.description) == ["HR.B", nil])
        #expect(second.removed == [ObjectName("HR", "A")])
        #expect(second.idleRules == ["HR.X"])
    }

    @Test func everyRuleSaysHowManyObjectsItMeets() throws {
        let listed = Self.tables("HR.A", "HR.B", "HR.C", "HR.D")
        let preview = try SelectionPreview(
            of: ObjectSelection(include: ["HR.*", "HR.A", "HR.D"], exclude: ["HR.[CD]", "HR.D", "HR.Z"]), from: listed)
        #expect(preview.ruleCounts == [2, 1, 0])
        #expect(preview.excludeCounts == [2, 1, 0])
        #expect(preview.idleRules.isEmpty, "a rule whose objects are excluded is not idle")
    }
}
