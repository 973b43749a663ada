import Engine
import Synchronization
import TestKit
import Testing

@Suite struct LeaseGuardTests {
    @Test func anExtendedLeaseKeepsTheProcessAndAForgottenOneEndsIt() async throws {
        let expired = Flag()
        let leaseGuard = LeaseGuard(validFor: .milliseconds(400))
        let begun = ContinuousClock.now
        leaseGuard.extend(from: LeaseGuard.now(), by: .milliseconds(900))
        try leaseGuard.start { expired.raise() }
        try await eventually("the guard ends the process", within: .seconds(10)) { expired.isRaised }
        #expect(ContinuousClock.now - begun >= .milliseconds(900))
    }

    @Test func aReleasedGuardNeverEndsTheProcess() async throws {
        let expired = Flag()
        let leaseGuard = LeaseGuard(validFor: .milliseconds(1))
        leaseGuard.release()
        try leaseGuard.start { expired.raise() }
        let other = Flag()
        let witness = LeaseGuard(validFor: .milliseconds(200))
        try witness.start { other.raise() }
        try await eventually("a guard that was started later has ended", within: .seconds(10)) { other.isRaised }
        #expect(!expired.isRaised)
    }
}

private final class Flag: Sendable {
    private let raised = Atomic<Bool>(false)
    func raise() { raised.store(true, ordering: .sequentiallyConsistent) }
    var isRaised: Bool { raised.load(ordering: .sequentiallyConsistent) }
}
