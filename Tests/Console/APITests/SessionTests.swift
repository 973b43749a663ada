import Catalog
import JSON
import Model
import TestKit
import Testing

@testable import API

@Suite struct SessionTests {
    @Test func theFirstSignInMakesTheAccountOnce() async throws {
        try await ServedAPI.run { served in
            let before = try await served.stranger.send("GET", "/api/v1/session")
            #expect(before.json?["first"] == true)
            let client = try await served.firstSignIn()
            let session = try await client.send("GET", "/api/v1/session").json
            #expect(session?["signedIn"] == true)
            #expect(session?["first"] == false)
            #expect(session?["account"] == "admin")
            let again = try await served.stranger.send(
                "POST", "/api/v1/session/first", ["account": "eve", "password": "0123456789"])
            #expect(again.status == 409)
        }
    }

    @Test func theFirstAccountIsMadeFromThisMachineOnly() async throws {
        try await ServedAPI.run { served in
            let body: JSONValue = ["account": "eve", "password": "0123456789"]
            for foreign in [("Host", "godwit.example"), ("X-Forwarded-For", "10.0.0.9"), ("Via", "1.1 proxy")] {
                let reply = try await served.stranger.send(
                    "POST", "/api/v1/session/first", body, headers: [foreign])
                #expect(reply.status == 403, "\(foreign)")
            }
            #expect(try await served.catalog.accountCount() == 0)
        }
    }

    @Test func theCookieIsHiddenFromScriptsAndOtherSites() async throws {
        try await ServedAPI.run { served in
            _ = try await served.firstSignIn()
            let cookie = try #require(try await served.signIn().header("Set-Cookie"))
            #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict"))
        }
        try await ServedAPI.run({ $0.publicOrigin = "https://godwit.example" }) { served in
            _ = try await served.firstSignIn()
            #expect(try await served.signIn().header("Set-Cookie")?.hasSuffix("SameSite=Strict; Secure") == true)
        }
    }

    @Test func aWrongPasswordAndAnUnknownAccountReadTheSame() async throws {
        try await ServedAPI.run { served in
            _ = try await served.firstSignIn()
            let wrong = try await served.signIn("admin", "wrong password")
            served.clock.advance(by: .seconds(2))
            let unknown = try await served.signIn("nobody", "wrong password")
            #expect(wrong.status == 401)
            #expect(unknown.status == 401)
            #expect(wrong.json?["error"]?["message"] == unknown.json?["error"]?["message"])
            #expect(wrong.code == unknown.code)
        }
    }

    @Test func failuresDelayTheNextAttemptLongerEachTime() async throws {
        try await ServedAPI.run { served in
            _ = try await served.firstSignIn()
            for seconds in [1, 2, 4, 8] {
                #expect(try await served.signIn("admin", "wrong password").status == 401)
                // Also the right password waits: an attempt in the delay tells nothing.
                let early = try await served.signIn()
                #expect(early.status == 429)
                #expect(early.header("Retry-After") == String(seconds))
                served.clock.advance(by: .seconds(seconds))
            }
            #expect(try await served.signIn().status == 200)
            #expect(try await served.signIn("admin", "wrong password").status == 401)
            #expect(try await served.signIn().header("Retry-After") == "1", "success starts the count anew")
        }
    }

    @Test func attemptsSentAtOnceDoNotPassTheDelay() async throws {
        try await ServedAPI.run { served in
            _ = try await served.firstSignIn()
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await served.signIn("admin", "wrong password").status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 401 } == 1)
            #expect(statuses.count { $0 == 429 } == 7)
        }
    }

    @Test func aRestartDoesNotForgetFailures() async throws {
        let directory = try TemporaryDirectory("api")
        let clock = SettableClock()
        for isFirst in [true, false] {
            let catalog = try await Catalog.open(directory: directory.path) { clock.now }
            let signIn = SignIn(catalog: catalog) { clock.now }
            let refusal = await #expect(throws: Refusal.self) {
                _ = try await signIn.check("admin", password: "wrong", address: "192.0.2.1")
            }
            #expect(refusal?.status == (isFirst ? 401 : 429))
            // The account waits from everywhere, the address for every account.
            for (name, address) in [("admin", "192.0.2.2"), ("other", "192.0.2.1")] {
                let other = await #expect(throws: Refusal.self) {
                    _ = try await signIn.check(name, password: "wrong", address: address)
                }
                #expect(other?.status == 429)
            }
            await catalog.close()
        }
    }

    @Test func theDelayIsBounded() {
        #expect(SignIn.delay(after: 0) == .zero)
        #expect(SignIn.delay(after: 1) == .seconds(1))
        #expect(SignIn.delay(after: 9) == .seconds(256))
        #expect(SignIn.delay(after: 10) == .seconds(300))
        #expect(SignIn.delay(after: .max) == .seconds(300))
    }

    @Test func anIdleSessionEndsAndAUsedOneLivesToItsAge() async throws {
        try await ServedAPI.run { served in
            let client = try await served.firstSignIn()
            served.clock.advance(by: .seconds(59 * 60))
            #expect(try await client.send("GET", "/api/v1/me").status == 200)
            served.clock.advance(by: .seconds(59 * 60))
            #expect(try await client.send("GET", "/api/v1/me").status == 200)
            served.clock.advance(by: .seconds(61 * 60))
            #expect(try await client.send("GET", "/api/v1/me").code == "not_signed_in")

            let used = try served.client(from: try await served.signIn())
            for _ in 0..<47 {
                served.clock.advance(by: .seconds(30 * 60))
                #expect(try await used.send("GET", "/api/v1/me").status == 200)
            }
            served.clock.advance(by: .seconds(30 * 60))
            #expect(try await used.send("GET", "/api/v1/me").status == 401, "24 hours are its life")
        }
    }

    @Test func signingOutEndsTheSession() async throws {
        try await ServedAPI.run { served in
            let client = try await served.firstSignIn()
            let out = try await client.send("DELETE", "/api/v1/session")
            #expect(out.status == 204)
            #expect(out.header("Set-Cookie")?.contains("Max-Age=0") == true)
            #expect(try await client.send("GET", "/api/v1/me").status == 401)
        }
    }

    @Test func aNewPasswordEndsTheOtherSessions() async throws {
        try await ServedAPI.run { served in
            let client = try await served.firstSignIn()
            let other = try served.client(from: try await served.signIn())
            let wrong = try await client.send(
                "POST", "/api/v1/me/password", ["current": "not this one", "new": "another password"])
            #expect(wrong.status == 422)
            #expect(wrong.field == "current")
            served.clock.advance(by: .seconds(2))
            let changed = try await client.send(
                "POST", "/api/v1/me/password", ["current": .string(ServedAPI.password), "new": "another password"])
            #expect(changed.status == 204)
            #expect(try await client.send("GET", "/api/v1/me").status == 200)
            #expect(try await other.send("GET", "/api/v1/me").status == 401)
            #expect(try await served.signIn().status == 401)
            served.clock.advance(by: .seconds(2))
            #expect(try await served.signIn("admin", "another password").status == 200)
        }
    }

    @Test func aPasswordHasTenTo128Characters() async throws {
        try await ServedAPI.run { served in
            for password in ["", "123456789", String(repeating: "x", count: 129)] {
                let reply = try await served.stranger.send(
                    "POST", "/api/v1/session/first", ["account": "admin", "password": .string(password)])
                #expect(reply.status == 422)
                #expect(reply.field == "password")
            }
        }
    }

    @Test func everySignInLeavesAnAuditEntryAlsoAFailedOne() async throws {
        try await ServedAPI.run { served in
            _ = try await served.firstSignIn()
            _ = try await served.signIn("admin", "a wrong canary")
            let entries = try await served.catalog.audit()
            #expect(entries.map(\.action) == ["session.start", "account.first"])
            #expect(entries.map(\.outcome) == [.refused, .succeeded])
            #expect(entries.allSatisfy { $0.actor.name == "admin" && $0.address == "127.0.0.1" })
            #expect(entries.allSatisfy { $0.request?.rawValue.hasPrefix("rq_") == true })
            #expect(!"\(entries)".contains("canary"))
        }
    }
}
