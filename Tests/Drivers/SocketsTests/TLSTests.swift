import Crypto
import Testing

@testable import Sockets

@Suite struct TLSTests {
    private static let identity = try? TLSIdentity.selfSigned(hosts: ["db.test", "127.0.0.1"], organization: "Example")

    /// Runs a handshake between a server with our certificate and a client with the given demands; then echoes.
    private func handshake(
        trust: TLSContext.Trust, peer: TLSContext.Peer, sending bytes: [UInt8] = [1, 2, 3], times: Int = 1
    ) throws -> [UInt8] {
        let server = try TLSContext.server(identity: try #require(Self.identity))
        let client = try TLSContext.client(trust: trust)
        let (here, there) = try ByteStream.pair()
        let echoed = try Beside {
            for _ in 0..<times { try there.startTLS(server: server, until: soon()) }
            try echo(there)
        }
        let outcome = Result {
            for _ in 0..<times { try here.startTLS(client: client, expecting: peer, until: soon()) }
            #expect(here.isEncrypted)
            #expect(here.tlsVersion == "TLSv1.3")
            return try exchange(bytes, over: here)
        }
        here.close()
        _ = try? echoed.value()
        return try outcome.get()
    }

    private func failure(trust: TLSContext.Trust, peer: TLSContext.Peer) -> TLSFailure? {
        do {
            _ = try handshake(trust: trust, peer: peer)
            return nil
        } catch {
            guard let failure = error as? SocketFailure, case .tls(let reason) = failure.reason else { return nil }
            return reason
        }
    }

    private var own: TLSContext.Trust { .certificates(pem: Self.identity?.certificatePEM ?? "") }

    @Test func bytesGoThroughATrustedConnectionUnchanged() throws {
        let sent = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        #expect(try handshake(trust: own, peer: .host("db.test"), sending: sent) == sent)
        #expect(try handshake(trust: own, peer: .host("127.0.0.1")) == [1, 2, 3])
    }

    @Test func aCertificateThatNobodySignedIsRefused() throws {
        guard case .notTrusted = failure(trust: .system, peer: .host("db.test")) else {
            Issue.record("an unknown authority was trusted")
            return
        }
        #expect(try handshake(trust: .anyone, peer: .anyName) == [1, 2, 3])
    }

    @Test func aCertificateForAnotherHostIsRefused() {
        #expect(
            failure(trust: own, peer: .host("other.test"))
                == .wrongName(wanted: "other.test", found: "O=Example,CN=db.test"))
        guard case .wrongName = failure(trust: own, peer: .host("127.0.0.2")) else {
            Issue.record("a certificate for another address was accepted")
            return
        }
    }

    @Test func aDistinguishedNameIsComparedInEitherOrder() throws {
        #expect(try handshake(trust: own, peer: .distinguishedName("cn=db.test, O=Example")) == [1, 2, 3])
        #expect(try handshake(trust: own, peer: .distinguishedName("O=Example,CN=db.test")) == [1, 2, 3])
        guard case .wrongName = failure(trust: own, peer: .distinguishedName("CN=db.test")) else {
            Issue.record("a name with fewer parts was accepted")
            return
        }
    }

    @Test func aSecondFreshHandshakeRunsOnTheSameSocket() throws {
        #expect(try handshake(trust: own, peer: .host("db.test"), times: 2) == [1, 2, 3])
    }

    @Test func aPeerWithoutTLSIsNamedAsSuch() throws {
        let client = try TLSContext.client(trust: own)
        let (here, there) = try ByteStream.pair()
        try there.write(Array("I speak no TLS at all\n".utf8))
        let outcome = reason { try here.startTLS(client: client, expecting: .anyName, until: soon()) }
        guard case .tls(.refused(let why)) = outcome else {
            Issue.record("\(String(describing: outcome))")
            return
        }
        #expect(!why.isEmpty)
    }

    @Test func aHandshakeWithASilentPeerEndsAtItsDeadline() throws {
        let client = try TLSContext.client(trust: own)
        let (here, there) = try ByteStream.pair()
        #expect(
            reason { try here.startTLS(client: client, expecting: .anyName, until: inAMoment()) } == .deadline)
        there.close()
    }

    @Test func aClientShowsItsCertificate() throws {
        let identity = try #require(Self.identity)
        let server = try TLSContext.server(identity: identity)
        let client = try TLSContext.client(trust: own, identity: identity)
        let (here, there) = try ByteStream.pair()
        let served = try Beside { try there.startTLS(server: server, until: soon()) }
        try here.startTLS(client: client, expecting: .host("db.test"), until: soon())
        try served.value()
        #expect(here.peerName?.description == "O=Example,CN=db.test")
    }

    @Test func materialThatIsNoneIsRefused() throws {
        let identity = try #require(Self.identity)
        let stranger = try TLSIdentity.selfSigned(hosts: ["x"])
        func isRefused(_ body: () throws -> Void) -> Bool {
            do {
                try body()
                return false
            } catch {
                if case .material? = error as? TLSFailure { return true }
                return false
            }
        }
        #expect(isRefused { _ = try TLSContext.client(trust: .certificates(pem: "nothing")) })
        #expect(isRefused { _ = try TLSContext.client(trust: .file("/no/such/file.pem")) })
        #expect(
            isRefused {
                _ = try TLSContext.server(
                    identity: TLSIdentity(certificatePEM: identity.certificatePEM, keyPEM: stranger.privateKeyPEM))
            })
        #expect(
            isRefused {
                _ = try TLSContext.server(
                    identity: TLSIdentity(certificatePEM: identity.certificatePEM, keyPEM: "nothing"))
            })
        #expect(isRefused { _ = try TLSIdentity.selfSigned(hosts: []) })
        #expect(!"\(identity)".contains("PRIVATE"))
    }

    @Test func quotesAndBackslashesKeepACommaInsideAName() {
        let name = DistinguishedName(parsing: #"CN="a, b", O=c\, d , , ST=e"#)
        #expect(name.parts.map(\.value) == ["a, b", "c, d", "e"])
        #expect(name.matches(DistinguishedName(parsing: #"S=e,o="c, d",cn=a\, b"#)))
        #expect(!DistinguishedName(parsing: "").matches(DistinguishedName(parsing: "")))
    }
}
