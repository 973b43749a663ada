internal import Testing

@Suite struct ExemptionTests {
    @Test(arguments: exemptions.indices)
    func anExemptionIsStillNeeded(_ index: Int) {
        let exemption = exemptions[index]
        #expect(
            House.findings[exemption.rule, default: []].contains { exemption.excuses($0, of: exemption.rule) },
            "\(exemption.rule) finds nothing in \(exemption.path) any more: remove its exemption.")
    }

    @Test func anExemptionGivesItsReasonAsASentence() {
        for exemption in exemptions {
            #expect(
                exemption.reason.hasSuffix(".") && exemption.reason.count > 20,
                "\(exemption.path): say why \(exemption.rule) is excused.")
        }
    }

    @Test func anExemptionExcusesOnePlaceOnly() {
        let exemption = Exemption(.traps, "a.swift", "try!", because: "A reason that is long enough.")
        #expect(exemption.excuses(Finding("a.swift", line: 9, subject: "try!", ""), of: .traps))
        #expect(!exemption.excuses(Finding("a.swift", subject: "as!", ""), of: .traps))
        #expect(!exemption.excuses(Finding("b.swift", subject: "try!", ""), of: .traps))
        #expect(!exemption.excuses(Finding("a.swift", subject: "try!", ""), of: .prints))
    }

    @Test func aFindingReportedToTheTestsNamesFileAndLine() {
        #expect(Finding("a/b.swift", line: 7, "Mend it.").description == "a/b.swift:7: Mend it.")
    }

    @Test func theProjectIsReadFromItsRoot() {
        #expect(House.tree["Package.swift"] != nil)
        #expect(House.tree.swiftFiles.count > 20)
    }
}
