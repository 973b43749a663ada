import Glibc
import Net
import TestKit
import Testing

@testable import HTTPServer

/// Many event streams read by one thread.
final class Crowd: @unchecked Sendable {
    /// Stands once in every event and nowhere else.
    static let mark = UInt8(ascii: "@")

    private var clients: [RawClient] = []
    private(set) var marks: [Int]

    init(_ port: Int, count: Int) throws {
        marks = Array(repeating: 0, count: count)
        for _ in 0..<count {
            let client = try RawClient(port)
            client.send("GET /stream?topic=a HTTP/1.1\r\nHost: h\r\n\r\n")
            clients.append(client)
        }
    }

    /// Reads until every stream has had so many events, or the time is over.
    func read(until wanted: Int, seconds: Double) -> Bool {
        let end = Monotonic.now() + Int64(seconds * 1e9)
        var polls = clients.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 16384)
        while marks.contains(where: { $0 < wanted }) {
            guard Monotonic.now() < end, poll(&polls, nfds_t(polls.count), 200) >= 0 else { return false }
            for (number, poll) in polls.enumerated() where poll.revents != 0 {
                let count = recv(poll.fd, &buffer, buffer.count, Int32(MSG_DONTWAIT))
                guard count > 0 else { return false }
                for byte in buffer[..<count] where byte == Self.mark { marks[number] += 1 }
            }
        }
        return true
    }
}

@Suite struct CrowdTests {
    /// Seconds of processor time of the thread that the library runs on.
    private final class ThreadClock: @unchecked Sendable {
        private var clock: clockid_t = 0

        func choose() { pthread_getcpuclockid(pthread_self(), &clock) }

        var seconds: Double {
            var time = timespec()
            clock_gettime(clock, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
    }

    private func residentBytes() -> Int {
        let text = String(decoding: shell("cat /proc/\(getpid())/statm"), as: UTF8.self)
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    @Test func fiveHundredStreamsCostLittleAndMissNothing() async throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let clock = ThreadClock()
        let hub = EventHub()
        var configuration = HTTPServerConfiguration()
        configuration.keepAlive = .seconds(1)
        let server = HTTPServer(configuration, router: TestServer.standardRouter(hub)) { _ in clock.choose() }
        let port = try await server.start()
        _ = try await get(port, "/healthz")
        let before = residentBytes()
        let crowd = try await onThread("crowd") { try Crowd(port, count: 500) }
        try await eventually("all streams are open", within: .seconds(20)) { hub.subscriberCount == 500 }
        let used = clock.seconds
        let begin = Monotonic.now()
        let gotAll = try await onThread("crowd") {
            for number in 1...4 {
                hub.publish(topic: "a", data: Array(#"{"topic":"a","rev":\#(number),"data":[{"id":"@"}]}"#.utf8))
                guard crowd.read(until: number, seconds: 10) else { return false }
                // Nothing more may come until the next event; the wait makes it one event a second.
                _ = crowd.read(until: number + 1, seconds: 1)
            }
            return true
        }
        let share = (clock.seconds - used) / (Double(Monotonic.now() - begin) / 1e9)
        let growth = Double(residentBytes() - before) / 1_048_576
        print("measured: 500 streams, \(share * 100) % of a core, \(growth) MiB")
        #expect(gotAll && crowd.marks.allSatisfy { $0 == 4 })
        #expect(share < 0.10, "one event and one keep-alive a second may take a tenth of a core")
        // Both sides of 500 streams take about 13 MiB alone; tests that run beside this one add theirs. The address
        // sanitizer keeps what was freed, so that memory says nothing under it.
        let isSanitized = dlsym(nil, "__asan_init") != nil
        #expect(growth < 100 || isSanitized, "in MiB")
        await server.stop(grace: .seconds(5))
        #expect(hub.subscriberCount == 0)
    }
}
