internal import Model
internal import Testing

@Suite struct ParameterTests {
    @Test(arguments: Parameters.all.map(\.name))
    func theStandardValueIsAllowed(_ name: String) throws {
        let parameter = try #require(Parameters.named(name))
        #expect(parameter.check(parameter.standard) == .success(parameter.standard))
        #expect(parameter.description.hasSuffix("."))
    }

    @Test func everyParameterHasANameOfItsOwn() {
        #expect(Set(Parameters.all.map(\.name)).count == Parameters.all.count)
        #expect(Parameters.named("no.such.parameter") == nil)
    }

    @Test func aNumberInRangeIsKeptInOneForm() {
        #expect(Parameters.sessionIdleMinutes.check("5") == .success("5"))
        #expect(Parameters.sessionIdleMinutes.check("+0060") == .success("60"))
        #expect(Parameters.sessionIdleMinutes.check("1440") == .success("1440"))
    }

    @Test(arguments: ["4", "1441", "-60", "", " 60", "60.0", "6e1", "sixty", "99999999999999999999"])
    func aNumberOutOfRangeOrFormIsRefusedWithAReason(_ value: String) {
        guard case .failure(let refusal) = Parameters.sessionIdleMinutes.check(value) else {
            Issue.record("\(value) was taken")
            return
        }
        #expect(refusal.reason.hasPrefix("session.idle.minutes takes ") && refusal.reason.contains("minutes"))
    }

    @Test func aValueThatCannotBeReadFallsBackToTheStandard() {
        let broken = ParameterValue(definition: Parameters.crashesMax, value: "many")
        #expect(broken.integer == Limits.crashesMax)
        #expect(ParameterValue(definition: Parameters.crashesMax, value: "3").integer == 3)
    }
}
