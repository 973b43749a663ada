import Testing

@testable import OracleWire

/// Sessions that real clients held with a small server, recorded byte by byte.
@Suite struct CaptureTests {
    @Test func pythonAtVersion7IsRead() throws {
        let replay = SessionReplay(PythonCapture.version7)
        try replay.run()
        try checkPython(replay)
        #expect(replay.dialect.fieldVersion == 7 && replay.calls[.authenticateFirst] == 1)
    }

    @Test func pythonAtVersion24WithFastAuthenticationIsRead() throws {
        let replay = SessionReplay(PythonCapture.version24)
        try replay.run()
        try checkPython(replay)
        #expect(replay.dialect.fieldVersion == 24 && replay.dialect.endsResponses)
        #expect(replay.calls[.authenticateFirst] == nil && replay.calls[.authenticateSecond] == 1)
    }

    private func checkPython(_ replay: SessionReplay) throws {
        #expect(replay.errors == [942, 24_381])
        #expect(replay.piggybacks[.endToEnd] == 1 && replay.piggybacks[.lob] == 1)
        #expect(replay.calls[.lob] == 4 && replay.calls[.commit] == 1 && replay.calls[.ping] == 1)
        #expect((replay.calls[.reexecuteAndFetch] ?? 0) >= 1 && (replay.calls[.reexecute] ?? 0) >= 1)
        for value in ["héllo", "-12345.67", "2024-02-29 13:14:15.123456", "AAAR3sAAEAAAACXAAB", "42", "200"] {
            #expect(replay.values.contains(value), "\(value)")
        }
        #expect(!replay.dialect.scalesAreIntegers && replay.dialect.textsHaveLengths)
    }

    @Test func jdbcAtVersion12IsRead() throws {
        let replay = SessionReplay(JDBCCapture.version12)
        try replay.run()
        #expect(replay.dialect.scalesAreIntegers && !replay.dialect.textsHaveLengths)
        #expect(replay.errors == [942] && replay.calls[.describe] == 1 && replay.calls[.version] == 1)
        #expect(replay.piggybacks[.features] == 1 && replay.piggybacks[.endToEnd] == 1)
        for value in ["héllo", "-12345.67", "2024-01-02 03:04:05.678000", "AB", "1.5", "zz2", "ret", "42"] {
            #expect(replay.values.contains(value), "\(value)")
        }
    }

    /// A capture with a byte missing must not pass.
    @Test func aSpoiltCaptureFails() {
        let lines = PythonCapture.version7.split(separator: "\n")
        let spoilt = lines.enumerated().filter { $0.offset != lines.count * 2 / 3 }.map(\.element)
        #expect(throws: (any Error).self) { try SessionReplay(spoilt.joined(separator: "\n")).run() }
    }
}
