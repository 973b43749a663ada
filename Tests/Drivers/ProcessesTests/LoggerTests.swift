internal import Glibc
internal import Synchronization
internal import TestKit
internal import Testing

@testable internal import Processes

@Suite struct LoggerTests {
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
        var take: @Sendable (String) -> Void { { line in self.all.withLock { $0.append(line) } } }
        var seen: [String] { all.withLock { $0 } }
    }

    @Test func textIsForPeople() throws {
        let lines = Lines()
        let log = Logger("agent", to: .lines(lines.take))
        log.info("started", ["pid": "7", "path": "a b", "empty": "", "quote": "a\"b"])
        let line = try #require(lines.seen.first)
        #expect(line.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d INFO    agent: .*/) != nil)
        #expect(line.hasSuffix(#" agent: started pid=7 path="a b" empty="" quote="a\"b""#))
    }

    @Test func jsonIsForPrograms() throws {
        let lines = Lines()
        let log = Logger("agent", to: .lines(lines.take), form: .json)
        log.warning("odd \"text\"\n\\ \u{1}", ["key": "välue"])
        let line = try #require(lines.seen.first)
        #expect(line.hasPrefix(#"{"time":""#))
        let message = #""level":"warning","name":"agent","message":"odd \"text\"\n\\ \u0001""#
        #expect(line.hasSuffix(message + #","fields":{"key":"välue"}}"#))
    }

    @Test func aMessageIsAlwaysOneLine() {
        let lines = Lines()
        for form in [Logger.Form.text, .json] {
            Logger("x", to: .lines(lines.take), form: form).error("a\nb\r\u{2028}c\u{7f}", ["k\n": "v\nw"])
        }
        #expect(lines.seen.count == 2)
        #expect(lines.seen.allSatisfy { !$0.contains { $0.isNewline || $0 == "\u{7f}" } })
    }

    @Test func theLevelIsSharedAndCanChange() {
        let lines = Lines()
        let log = Logger("a", to: .lines(lines.take), level: .warning)
        let other = log.named("b")
        other.info("not shown")
        log.level = .debug
        other.debug("shown")
        #expect(lines.seen.count == 1)
        #expect(lines.seen[0].contains("b: shown"))
    }

    @Test func aFileTakesOneLinePerCall() throws {
        let folder = try TemporaryDirectory()
        let log = Logger("a", to: .file(try RotatingLog(folder("x.log"), bytesMax: 1 << 20, filesKept: 2)))
        for number in 0..<10 { log.info("line \(number)") }
        #expect(SmallFile.read(folder("x.log"))?.split(separator: UInt8(ascii: "\n")).count == 10)
    }

    @Test func theMomentCarriesTheZone() async {
        await #expect(processExitsWith: .success) {
            for (zone, text) in [
                ("UTC0", "2001-09-09T01:46:40.005+00:00"), ("XXX+3:30", "2001-09-08T22:16:40.005-03:30"),
                ("XXX-2", "2001-09-09T03:46:40.005+02:00"),
            ] {
                setenv("TZ", zone, 1)
                tzset()
                let moment = LogMoment(secondsSinceEpoch: 1_000_000_000, milliseconds: 5)
                if "\(moment)" != text { exit(1) }
            }
        }
    }
}
