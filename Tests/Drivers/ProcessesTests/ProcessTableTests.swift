internal import Glibc
internal import TestKit
internal import Testing

@testable internal import Processes

@Suite struct ProcessTableTests {
    @Test func ownIdentityIsStableAndAlive() {
        #expect(ProcessTable.own.pid == getpid())
        #expect(ProcessTable.isAlive(ProcessTable.own))
        #expect(!ProcessTable.bootID.isEmpty)
    }

    @Test func aReusedPidIsNotMistaken() async throws {
        let child = try await launch(Launch("sleep", ["1000"]))
        let former = ProcessIdentityRaw(
            pid: child.pid, startTicks: child.identity.startTicks - 1, bootID: ProcessTable.bootID)
        let otherBoot = ProcessIdentityRaw(pid: child.pid, startTicks: child.identity.startTicks, bootID: "other")
        for stranger in [former, otherBoot] {
            #expect(!ProcessTable.isAlive(stranger))
            #expect(!ProcessTable.kill(stranger, SIGKILL))
        }
        #expect(child.exitStatus == nil)
        #expect(ProcessTable.kill(child.identity, SIGKILL))
        #expect(await child.waitForExit() == .signalled(SIGKILL))
        #expect(!ProcessTable.isAlive(child.identity))
        #expect(!ProcessTable.kill(child.identity, SIGKILL))
    }

    @Test func childrenAreFoundWithTheirArguments() async throws {
        let child = try await launch(Launch("sleep", ["1234"]))
        let found = ProcessTable.children(of: getpid()).first { $0.identity == child.identity }
        #expect(found?.arguments == ["sleep", "1234"])
        #expect(found?.name == "sleep")
        #expect(found?.group == child.pid)
        await child.stop(grace: .seconds(5))
    }

    @Test func aNameWithBlanksAndParenthesesIsReadWhole() {
        let numbers = (4...22).map { String($0) }.joined(separator: " ")
        let entry = ProcessTable.parse(Array("7 (a) b (c)) S \(numbers) 23".utf8), pid: 7, bootID: "b")
        #expect(entry?.name == "a) b (c)")
        #expect(entry?.parent == 4)
        #expect(entry?.group == 5)
        #expect(entry?.identity.startTicks == 22)
    }

    @Test(arguments: ["", "7", "7 (a", "7 a)", "7 )a(", "7 (a) S 1 2", "7 (a) Z 1 2 3"])
    func aLineThatIsCutIsRefused(line: String) {
        #expect(ProcessTable.parse(Array(line.utf8), pid: 7, bootID: "b") == nil)
    }

    @Test func anIdentityIsReadBackFromItsText() {
        let identity = ProcessTable.own
        #expect(ProcessIdentityRaw(identity.description) == identity)
        for text in ["", "1", "1 2", "x 2 b", "-1 2 b", "1 2 b c", "0 1 b"] {
            #expect(ProcessIdentityRaw(text) == nil, "\(text)")
        }
    }
}
