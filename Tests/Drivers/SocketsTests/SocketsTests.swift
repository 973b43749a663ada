import Crypto
import Glibc
import TestKit
import Testing

@testable import Sockets

/// Every wait of these tests ends by then, whatever is broken.
func soon(_ seconds: Int = 5) -> ContinuousClock.Instant { ContinuousClock.now + .seconds(seconds) }

/// A deadline that comes at once, but after a wait has begun.
func inAMoment() -> ContinuousClock.Instant { ContinuousClock.now + .milliseconds(30) }

func reason(_ body: () throws -> Void) -> SocketFailure.Reason? {
    do {
        try body()
        return nil
    } catch {
        return (error as? SocketFailure)?.reason
    }
}

/// Answers every byte with the same byte until the peer ends.
func echo(_ stream: ByteStream) throws {
    while true {
        let bytes = try stream.read(50_000, until: soon())
        if bytes.isEmpty { return }
        try stream.write(bytes, until: soon())
    }
}

func exchange(_ sent: [UInt8], over stream: ByteStream, window: Int = 30_000) throws -> [UInt8] {
    var received: [UInt8] = []
    for start in stride(from: 0, to: sent.count, by: window) {
        let piece = Array(sent[start..<min(start + window, sent.count)])
        try stream.write(piece, until: soon())
        var back = [UInt8](repeating: 0, count: piece.count)
        try back.withUnsafeMutableBytes { try stream.readAll(into: $0, until: soon()) }
        received += back
    }
    return received
}

@Suite struct StreamTests {
    @Test func bytesOfAnySizeArriveWholeAndInOrder() throws {
        let listener = try Listener.tcp(host: "127.0.0.1", port: 0)
        let echoed = try Beside { try echo(try listener.accept(until: soon())) }
        let stream = try ByteStream.connect(host: "127.0.0.1", port: listener.port, until: soon())
        #expect(stream.peerAddress == "127.0.0.1:\(listener.port)")
        #expect(stream.localAddress?.hasPrefix("127.0.0.1:") == true)
        let sent = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        #expect(try exchange(sent, over: stream) == sent)
        stream.close()
        try echoed.value()
    }

    @Test func aUnixSocketCarriesBytesToo() throws {
        let directory = try TemporaryDirectory("sockets")
        let path = directory.path + "/socket"
        let listener = try Listener.unix(path: path)
        let echoed = try Beside { try echo(try listener.accept(until: soon())) }
        let stream = try ByteStream.connect(unixPath: path, until: soon())
        #expect(try exchange([1, 2, 3], over: stream) == [1, 2, 3])
        #expect(stream.peerAddress == nil)
        stream.close()
        try echoed.value()
    }

    @Test func aReadEndsAtItsDeadlineAndTheStreamStaysWhole() throws {
        let (here, there) = try ByteStream.pair()
        #expect(reason { _ = try here.read(10, until: inAMoment()) } == .deadline)
        try there.write([7])
        #expect(try here.read(10, until: soon()) == [7])
    }

    @Test func aWriteEndsAtItsDeadlineWhenNobodyReads() throws {
        let (here, there) = try ByteStream.pair()
        let much = [UInt8](repeating: 1, count: 8 << 20)
        #expect(reason { try here.write(much, until: inAMoment()) } == .deadline)
        there.close()
    }

    @Test func theSignalEndsAWaitAndLaterWaitsUntilItIsLowered() throws {
        let (here, there) = try ByteStream.pair()
        let woken = try Beside { reason { _ = try here.read(10, until: soon()) } }
        here.signal.raise()
        #expect(try woken.value() == .woken)
        #expect(reason { _ = try here.read(10, until: soon()) } == .woken)
        #expect(here.signal.lower())
        #expect(!here.signal.lower())
        try there.write([9])
        #expect(try here.read(10, until: soon()) == [9])
    }

    @Test func aCutFromAnotherThreadEndsBothSides() throws {
        let (here, there) = try ByteStream.pair()
        let end = try Beside { try here.read(10, until: soon()) }
        here.cut()
        #expect(try end.value().isEmpty)
        #expect(try there.read(10, until: soon()).isEmpty)
        here.close()
        here.cut()
        #expect(reason { _ = try here.read(1) } == .system(call: "read", errno: EBADF))
    }

    @Test func aWriteToAPeerThatIsGoneFailsWithoutASignal() throws {
        let (here, there) = try ByteStream.pair()
        there.close()
        #expect(reason { try here.write([1]) } == .system(call: "write", errno: EPIPE))
    }

    @Test func aMessageThatEndsEarlyIsAnError() throws {
        let (here, there) = try ByteStream.pair()
        try there.write([1, 2])
        there.finishWriting()
        var buffer = [UInt8](repeating: 0, count: 3)
        #expect(reason { try buffer.withUnsafeMutableBytes { try here.readAll(into: $0, until: soon()) } } == .ended)
    }

    @Test func waitingForSeveralStreamsSaysWhichCanBeRead() throws {
        let (first, firstPeer) = try ByteStream.pair()
        let (second, secondPeer) = try ByteStream.pair()
        #expect(try ByteStream.waitReadable([first, second], until: inAMoment()).isEmpty)
        try secondPeer.write([1])
        #expect(try ByteStream.waitReadable([first, second], until: soon()) == [1])
        firstPeer.close()
        #expect(try ByteStream.waitReadable([first, second], until: soon()) == [0, 1])
        #expect(try first.isReadable())
        second.signal.raise()
        #expect(reason { _ = try ByteStream.waitReadable([first, second], until: soon()) } == .woken)
    }
}

@Suite struct ConnectTests {
    @Test func aPortWithoutAListenerIsRefusedWithAdvice() throws {
        let listener = try Listener.tcp(host: "127.0.0.1", port: 0)
        let port = listener.port
        _ = consume listener
        do {
            _ = try ByteStream.connect(host: "127.0.0.1", port: port, until: soon())
            Issue.record("somebody listens")
        } catch {
            #expect(error.reason == .system(call: "connect", errno: ECONNREFUSED))
            #expect(error.description.contains("nobody listens there"))
            #expect(error.description.contains("127.0.0.1:\(port)"))
        }
    }

    @Test func anUnknownHostIsNamed() {
        // Too long a label: the resolver asks nobody.
        let name = String(repeating: "x", count: 70) + ".invalid"
        do {
            _ = try ByteStream.connect(host: name, port: 1, until: soon())
            Issue.record("the host is known")
        } catch {
            guard case .unknownHost = error.reason else {
                Issue.record("\(error)")
                return
            }
            #expect(error.place == "\(name):1")
        }
    }

    @Test func aRaisedSignalEndsAConnect() throws {
        // A listener whose queue is full answers nobody: the connect waits.
        let signal = WakeSignal()
        signal.raise()
        let listener = try Listener.tcp(host: "127.0.0.1", port: 0)
        let outcome = reason { _ = try ByteStream.connect(host: "192.0.2.1", port: 9, signal: signal, until: soon()) }
        // Without a route the system refuses at once, which is as good.
        #expect(outcome != nil && outcome != .deadline)
        _ = listener
    }

    @Test func stoppingAListenerEndsItsAccept() throws {
        let listener = try Listener.tcp(host: "127.0.0.1", port: 0)
        let ended = try Beside { reason { _ = try listener.accept(until: soon()) } }
        listener.stop()
        #expect(try ended.value() == .woken)
    }

    @Test func anAcceptEndsAtItsDeadline() throws {
        let listener = try Listener.tcp(host: "::1", port: 0)
        #expect(listener.place == "[::1]:\(listener.port)")
        #expect(reason { _ = try listener.accept(until: inAMoment()) } == .deadline)
    }

    @Test func aPortThatIsTakenIsAnError() throws {
        let listener = try Listener.tcp(host: "127.0.0.1", port: 0)
        #expect(
            reason { _ = try Listener.tcp(host: "127.0.0.1", port: listener.port) }
                == .system(call: "bind", errno: EADDRINUSE))
    }
}
