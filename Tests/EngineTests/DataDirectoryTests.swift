import Engine
import Glibc
import Model
import TestKit
import Testing

@Suite struct DataDirectoryTests {
    @Test func theMachineKeepsItsID() throws {
        let folder = try TemporaryDirectory()
        let directory = DataDirectory(path: folder.path + "/data")
        try directory.create()
        let id = try directory.machineID()
        #expect(id.rawValue.hasPrefix("mc_"))
        #expect(try directory.machineID() == id)
    }

    @Test func twentyProgramsThatStartTogetherAgreeOnOneMachineID() async throws {
        let folder = try TemporaryDirectory()
        let directory = DataDirectory(path: folder.path)
        try directory.create()
        let ids = await withTaskGroup(of: MachineID?.self) { group in
            for _ in 0..<20 { group.addTask { try? directory.machineID() } }
            return await group.reduce(into: Set<MachineID?>()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
    }

    @Test func theFoldersAreForTheOwnerAlone() throws {
        let folder = try TemporaryDirectory()
        let directory = DataDirectory(path: folder.path + "/data")
        try directory.create()
        for path in [directory.path, directory.logs, directory.componentLogs, directory.run] {
            var status = stat()
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o700)
        }
    }

    @Test func aDirectoryThatCannotBeMadeIsRefusedWithAdvice() {
        let failure = #expect(throws: Failure.self) { try DataDirectory(path: "/proc/nowhere/godwit").create() }
        #expect(failure?.number == "DATA-0001")
        #expect(failure?.advice.isEmpty == false)
    }
}
