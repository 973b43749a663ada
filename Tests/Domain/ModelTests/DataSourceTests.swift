internal import Model
internal import Testing

@Suite struct SecretTests {
    private let canary = "c4n4ry-p4ssw0rd"

    private struct Holder {
        let name = "holder"
        let secret: Secret
    }

    @Test func noPrintedFormShowsASecret() {
        let secret = Secret(canary)
        var dumped = ""
        dump(secret, to: &dumped)
        dump(Holder(secret: secret), to: &dumped)
        dump([secret: Optional(secret)], to: &dumped)
        let printed = [
            "\(secret)", String(describing: secret), String(reflecting: secret), secret.debugDescription,
            "\(Holder(secret: secret))", String(reflecting: Holder(secret: secret)), "\([secret])",
            "\(Optional(secret) as Any)", "\(Result<Secret, NotNow>.success(secret))", dumped,
        ]
        for text in printed { #expect(!text.contains(canary)) }
        #expect(Mirror(reflecting: secret).children.isEmpty)
    }

    @Test func aSecretHidesItsLengthToo() {
        #expect("\(Secret("a"))" == "\(Secret(canary))")
    }

    @Test func onlyRevealGivesTheSecretOut() {
        #expect(Secret(canary).reveal() == canary)
        #expect(Secret("").isEmpty && !Secret(canary).isEmpty)
    }
}

@Suite struct ConnectionTestTests {
    private func outcome(_ outcomes: ConnectionTest.Outcome...) -> ConnectionTest.Outcome {
        let steps = outcomes.map { ConnectionTest.Step(key: "port", title: "Port", outcome: $0, detail: "") }
        return ConnectionTest(at: .zero, steps: steps).outcome
    }

    @Test func theWorstStepDecides() {
        #expect(outcome(.passed, .passed) == .passed)
        #expect(outcome(.passed, .warning, .passed) == .warning)
        #expect(outcome(.warning, .failed, .passed) == .failed)
    }

    @Test func skippedStepsDoNotCount() {
        #expect(outcome(.passed, .skipped) == .passed)
        #expect(outcome(.warning, .skipped) == .warning)
        #expect(outcome(.failed, .skipped, .skipped) == .failed)
    }
}
