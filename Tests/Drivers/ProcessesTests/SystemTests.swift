internal import Glibc
internal import TestKit
internal import Testing

@testable internal import Processes

/// Signals, the service manager, the host.
@Suite struct SystemTests {
    @Test func everyListenerHearsASignal() async {
        let first = Signals.stream(of: [SIGUSR1, SIGUSR2])
        let second = Signals.stream(of: [SIGUSR1])
        kill(getpid(), SIGUSR1)
        var heard = first.makeAsyncIterator()
        #expect(await heard.next() == SIGUSR1)
        var alsoHeard = second.makeAsyncIterator()
        #expect(await alsoHeard.next() == SIGUSR1)
    }

    @Test func aCaughtSignalDoesNotEndTheProgram() async {
        await #expect(processExitsWith: .exitCode(42)) {
            Signals.ignoreBrokenPipes()
            kill(getpid(), SIGPIPE)
            let stream = Signals.stream(of: Signals.stop + [Signals.reload])
            kill(getpid(), SIGHUP)
            kill(getpid(), SIGTERM)
            var left: Set<Int32> = [SIGHUP, SIGTERM]
            for await signal in stream {
                left.remove(signal)
                if left.isEmpty { exit(42) }
            }
        }
    }

    @Test(arguments: [false, true]) func theServiceManagerIsTold(abstract: Bool) throws {
        let folder = try TemporaryDirectory()
        let path = abstract ? "@" + uniqueName("godwit-notice") : folder("notify")
        let manager = try #require(receiver(path))
        defer { close(manager) }
        let notice = ServiceNotice(path: path)
        #expect(notice.ready() && notice.status("two\nlines") && notice.alive() && notice.stopping())
        #expect(
            (0..<4).map { _ in receive(manager) } == ["READY=1", "STATUS=two lines", "WATCHDOG=1", "STOPPING=1"])
    }

    @Test(arguments: [nil, "", "relative", "/no/such/socket", String(repeating: "/x", count: 200)])
    func aNoticeWithoutAManagerIsNothing(path: String?) {
        #expect(!ServiceNotice(path: path).ready())
    }

    @Test func theHostTellsItsLoad() throws {
        let gauge = HostGauge(folder: "/")
        for vitals in [gauge.read(), gauge.read()] {
            #expect(vitals.cores > 0)
            #expect((0...1).contains(vitals.cpuBusy))
            #expect(vitals.memoryBytes > 1 << 20)
            #expect((1...vitals.memoryBytes).contains(vitals.memoryUsedBytes))
            #expect((1...vitals.diskBytes).contains(vitals.diskUsedBytes))
        }
        #expect(!HostGauge.hostName.isEmpty)
        #expect(HostAddress.primary.split(separator: ".").count == 4)
    }

    @Test func waitingForADiskIsNotBusy() {
        let (busy, all) = HostGauge.ticks(Array("cpu  10 20 30 400 500 6 7 8 9 9\ncpu0 1".utf8))
        #expect(busy == 10 + 20 + 30 + 6 + 7 + 8)
        #expect(all == busy + 900)
        #expect(HostGauge.ticks([]) == (0, 0))
        #expect(HostGauge.ticks(Array("cpu 1 2".utf8)) == (0, 0))
    }

    @Test func memoryThatCanBeFreedIsNotUsed() {
        let (used, all) = HostGauge.memory(Array("MemTotal: 100 kB\nMemFree: 10 kB\nMemAvailable:  40 kB\n".utf8))
        #expect(all == 100 << 10)
        #expect(used == 60 << 10)
        #expect(HostGauge.memory(Array("nonsense".utf8)) == (0, 0))
    }

    @Test func aFolderIsRemovedWithItsContentButLinksAreNotFollowed() throws {
        let folder = try TemporaryDirectory()
        try FileTree.makeFolder(folder("a/b/c"))
        try SmallFile.replace(folder("kept"), with: [1])
        try SmallFile.replace(folder("a/b/file"), with: [1])
        symlink(folder.path, folder("a/b/link"))
        try FileTree.remove(folder("a"))
        #expect(FileTree.names(in: folder.path) == ["kept"])
        try FileTree.remove(folder("a"))
    }

    @Test func aReplacedFileIsNeverSeenInPart() async throws {
        let folder = try TemporaryDirectory()
        let path = folder("x")
        let contents = [[UInt8](repeating: 1, count: 10_000), [UInt8](repeating: 2, count: 20_000)]
        try SmallFile.replace(path, with: contents[0])
        try await withThrowingTaskGroup { group in
            group.addTask { for round in 0..<200 { try SmallFile.replace(path, with: contents[round % 2]) } }
            group.addTask {
                for _ in 0..<500 { #expect(SmallFile.read(path).map(contents.contains) == true) }
            }
            try await group.waitForAll()
        }
        #expect(FileTree.names(in: folder.path) == ["x"])
    }

    private func receiver(_ path: String) -> Int32? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) {
            $0.copyBytes(from: Array(path.utf8))
            if path.hasPrefix("@") { $0[0] = 0 }
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.utf8.count)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) == 0 }
        }
        return bound ? descriptor : nil
    }

    private func receive(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }
}
