internal import Model
internal import TestKit
internal import Testing

@Suite struct IdentifiersTests {
    @Test func everyKindOfIdHasAPrefixOfItsOwn() {
        let prefixes = [
            MachineID.prefix, ComponentID.prefix, DataSourceID.prefix, TicketID.prefix, RequestID.prefix,
        ]
        #expect(Set(prefixes).count == prefixes.count)
        #expect(prefixes.allSatisfy { $0.count == 2 })
    }

    @Test func aRandomIdIsItsPrefixAndTenPlainCharacters() {
        for _ in 0..<100 {
            let id = ComponentID.random()
            #expect(id.rawValue.hasPrefix("cp_") && id.rawValue.utf8.count == 13)
            #expect(id.rawValue.dropFirst(3).allSatisfy { "0123456789abcdefghjkmnpqrstvwxyz".contains($0) })
        }
    }

    @Test func oneSeedGivesOneIdAndTheNextAnother() {
        var first = SeededGenerator(seed: 7)
        var second = SeededGenerator(seed: 7)
        let id = TicketID.random(using: &first)
        #expect(id == TicketID.random(using: &second))
        #expect(id != TicketID.random(using: &first))
    }

    @Test func tenThousandRandomIdsDiffer() {
        var generator = SeededGenerator(seed: 1)
        #expect(Set((0..<10_000).map { _ in DataSourceID.random(using: &generator) }).count == 10_000)
    }

    @Test func aSubjectReadsAsKindAndId() {
        #expect(Subject.component(ComponentID(rawValue: "cp_1")).description == "component/cp_1")
        #expect(Subject.machine(MachineID(rawValue: "mc_1")).kind == .machine)
        #expect(Subject.dataSource(DataSourceID(rawValue: "ds_1")).id == "ds_1")
    }

    @Test func anActorIsNamedByWhatItIs() {
        #expect(Actor.agent(MachineID(rawValue: "mc_1")).description == "agent mc_1")
        #expect(Actor.component(ComponentID(rawValue: "cp_1")).name == "component cp_1")
        #expect(Actor.commandLine != Actor.system)
    }
}
