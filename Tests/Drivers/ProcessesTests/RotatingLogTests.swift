internal import Glibc
internal import Processes
internal import TestKit
internal import Testing

@Suite struct RotatingLogTests {
    @Test func exactlyTheKeptFilesRemainAndNoLineOfThemIsLost() throws {
        let folder = try TemporaryDirectory()
        let log = try RotatingLog(folder("x.log"), bytesMax: 1000, filesKept: 3)
        for number in 0..<1000 { try log.append("line \(number)") }
        #expect(FileTree.names(in: folder.path) == ["x.log", "x.log.1", "x.log.2"])
        let kept = ["x.log.2", "x.log.1", "x.log"].flatMap { lines(folder($0)) }
        #expect(kept == ((1000 - kept.count)..<1000).map { "line \($0)" })
        for name in FileTree.names(in: folder.path) { #expect((SmallFile.read(folder(name)) ?? []).count <= 1000) }
    }

    @Test func manyWritersOfOneProgramLoseNothing() async throws {
        let folder = try TemporaryDirectory()
        let log = try RotatingLog(folder("x.log"), bytesMax: 2000, filesKept: 50)
        try await withThrowingTaskGroup { group in
            for writer in 0..<8 {
                group.addTask { for number in 0..<500 { try log.append("\(writer)-\(number)") } }
            }
            try await group.waitForAll()
        }
        let all = FileTree.names(in: folder.path).flatMap { lines(folder($0)) }
        #expect(all.count == 4000)
        #expect(Set(all).count == 4000)
    }

    @Test func anExistingFileIsContinued() throws {
        let folder = try TemporaryDirectory()
        for number in 0..<3 {
            try RotatingLog(folder("x.log"), bytesMax: 1000, filesKept: 2).append("run \(number)")
        }
        #expect(lines(folder("x.log")) == ["run 0", "run 1", "run 2"])
    }

    @Test func aLineLongerThanAFileIsKeptWhole() throws {
        let folder = try TemporaryDirectory()
        let log = try RotatingLog(folder("x.log"), bytesMax: 10, filesKept: 2)
        let long = String(repeating: "x", count: 100)
        try log.append("a")
        try log.append(long)
        #expect(lines(folder("x.log")) == [long])
        #expect(lines(folder("x.log.1")) == ["a"])
    }

    @Test func oneKeptFileStartsAfresh() throws {
        let folder = try TemporaryDirectory()
        let log = try RotatingLog(folder("x.log"), bytesMax: 10, filesKept: 1)
        for number in 0..<100 { try log.append("line \(number)") }
        #expect(FileTree.names(in: folder.path) == ["x.log"])
        #expect(lines(folder("x.log")) == ["line 99"])
    }

    @Test func standardOutputFollowsTheFile() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.path
        await #expect(processExitsWith: .success) { [path = path as String] in
            let log = try RotatingLog("\(path)/x.log", bytesMax: 200, filesKept: 20, carriesStandardOutput: true)
            for number in 0..<50 {
                try log.append("log \(number)")
                let text = Array("out \(number)\n".utf8)
                write(Int32(number % 2 + 1), text, text.count)
            }
        }
        // The test library says a word of its own on standard output.
        let all = FileTree.names(in: folder.path).flatMap { lines(folder($0)) }
            .filter { $0.hasPrefix("log ") || $0.hasPrefix("out ") }
        #expect(Set(all) == Set((0..<50).flatMap { ["log \($0)", "out \($0)"] }))
        #expect(all.count == 100)
        #expect(FileTree.names(in: folder.path).count > 3)
    }

    @Test func theTailBeginsWithAWholeLine() throws {
        let folder = try TemporaryDirectory()
        let log = try RotatingLog(folder("x.log"), bytesMax: 10_000, filesKept: 1)
        for number in 100..<200 { try log.append("line \(number)") }
        #expect(RotatingLog.tail(of: folder("x.log"), bytes: 20) == "line 198\nline 199\n")
        #expect(RotatingLog.tail(of: folder("none")) == "")
    }

    @Test func foreignOutputIsRotatedBetweenStarts() throws {
        let folder = try TemporaryDirectory()
        for number in 0..<5 {
            try RotatingLog.rotate(folder("o.log"), over: 10, filesKept: 3)
            try SmallFile.replace(folder("o.log"), with: Array("output of start \(number)\n".utf8))
        }
        #expect(FileTree.names(in: folder.path) == ["o.log", "o.log.1", "o.log.2"])
        #expect(lines(folder("o.log.2")) == ["output of start 2"])
    }

    private func lines(_ path: String) -> [String] {
        String(decoding: SmallFile.read(path) ?? [], as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
