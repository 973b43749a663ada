import Glibc
import LocalServers
import Processes
import TestKit
import Testing

/// The program `decoy` as a server of ours: it starts, is stopped, is killed, and its folder is always of use.
struct DecoyProgramTests {
    private func accepts(_ port: Int) -> Bool { !LoopbackPort.isFree(port) }

    @Test("It listens when it has started, leaves nothing when it is removed", .timeLimit(.minutes(3)))
    func lifecycle() async throws {
        let server = try await DecoyProgram.start(options: ["--version=19"])
        #expect(accepts(server.port))
        #expect(server.user == "system" && server.password == "decoy" && server.service == "ORCLPDB1")
        await server.kill()
        #expect(LoopbackPort.isFree(server.port))
        // What the killed program left behind, its PostgreSQL too, does not keep the next one from the folder.
        try await server.restart()
        #expect(accepts(server.port))
        await server.remove()
        #expect(!FileTree.exists(server.directory))
        #expect(LoopbackPort.isFree(server.port))
    }

    @Test("An option that is not known is named in the failure")
    func wrongOption() async throws {
        await #expect { _ = try await DecoyProgram.start(options: ["--verson=19"]) } throws: { error in
            "\(error)".contains("There is no option --verson.")
        }
    }
}
