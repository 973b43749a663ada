import Model
import Testing

@testable import Engine

@Suite struct ComponentBodyTests {
    @Test func whatAComponentWorksForStaysWhenItsConfigurationIsChanged() throws {
        let project = CheckerComponent.projectName
        let old = [project: "pj_1"]
        #expect(try ComponentKind.checker.changed(old, to: [:]) == old)
        #expect(try ComponentKind.checker.changed(old, to: old) == old)
        #expect(throws: Failure.self) { try ComponentKind.checker.changed(old, to: [project: "pj_2"]) }
        #expect(throws: Failure.self) { try ComponentKind.checker.changed(old, to: ["nonsense": "1"]) }
        #expect(try ComponentKind.heartbeat.changed([:], to: [:]).isEmpty)
    }
}
