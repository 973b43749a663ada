internal import Glibc
internal import Processes
internal import TestKit
internal import Testing

@Suite struct PIDFileTests {
    @Test func aLivingOwnerIsNamedAndKeepsTheFile() throws {
        let folder = try TemporaryDirectory()
        let file = try PIDFile(folder("x.pid"))
        let failure = #expect(throws: PIDFile.Failure.self) { try PIDFile(folder("x.pid")) }
        #expect(failure == .held(path: folder("x.pid"), owner: getpid()))
        #expect(failure?.description.contains("\(getpid())") == true)
        #expect(PIDFile.owner(of: folder("x.pid")) == getpid())
        file.release()
        #expect(PIDFile.owner(of: folder("x.pid")) == nil)
        #expect(!FileTree.exists(folder("x.pid")))
        _ = try PIDFile(folder("x.pid"))
    }

    @Test func aStaleFileIsTakenOver() throws {
        let folder = try TemporaryDirectory()
        // The pid is that of a living process: the lock counts, not the number.
        try SmallFile.replace(folder("x.pid"), with: Array("1\n".utf8))
        #expect(PIDFile.owner(of: folder("x.pid")) == nil)
        let file = try PIDFile(folder("x.pid"))
        #expect(SmallFile.read(folder("x.pid")) == Array("\(getpid())\n".utf8))
        file.release()
    }

    @Test func theFileOfAKilledOwnerIsTakenOver() async throws {
        let folder = try TemporaryDirectory()
        let script = "exec 9<>$0; flock -n 9 && echo $$ >&9 && sleep 1000"
        let owner = try await launch(Launch("sh", ["-c", script, folder("x.pid")]))
        try await eventually("the file is owned") { PIDFile.owner(of: folder("x.pid")) == owner.pid }
        let failure = #expect(throws: PIDFile.Failure.self) { try PIDFile(folder("x.pid")) }
        #expect(failure == .held(path: folder("x.pid"), owner: owner.pid))
        await owner.stop(grace: .zero)
        try await eventually("the lock is free") { PIDFile.owner(of: folder("x.pid")) == nil }
        try PIDFile(folder("x.pid")).release()
    }

    @Test func ofManyAtOnceExactlyOneWins() async throws {
        let folder = try TemporaryDirectory()
        let path = folder("x.pid")
        let won = await withTaskGroup(of: PIDFile?.self) { group in
            for _ in 0..<20 { group.addTask { try? PIDFile(path) } }
            return await group.reduce(into: []) { $0.append($1) }.compactMap { $0 }
        }
        #expect(won.count == 1)
        #expect(SmallFile.read(path) == Array("\(getpid())\n".utf8))
    }

    @Test func aFolderThatIsNotThereIsNamed() {
        let failure = #expect(throws: PIDFile.Failure.self) { try PIDFile("/no/such/folder/x.pid") }
        #expect(failure == .file(FileFailure("open", "/no/such/folder/x.pid", errno: ENOENT)))
    }
}
