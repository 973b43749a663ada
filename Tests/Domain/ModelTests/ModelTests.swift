// ModelTests: the plain values of the domain and the relations between its limits.
internal import Model
internal import Testing

@Suite struct MachineTests {
    private let now = Timestamp(milliseconds: 1_000_000)

    private func machine(heartbeat: Timestamp?) -> Machine {
        let vitals = heartbeat.map { moment in
            MachineVitals(
                heartbeat: moment, agentStarted: .zero, agentPID: 1, agentVersion: "0", cores: 2, cpuBusy: 0.5,
                memoryBytes: 1, memoryUsedBytes: 1, diskBytes: 1, diskUsedBytes: 1)
        }
        return Machine(
            id: .random(), name: "a", address: "127.0.0.1", region: "", componentLimit: 1, vitals: vitals,
            createdAt: .zero)
    }

    @Test func aMachineIsUpUntilItsHeartbeatIsTooOld() {
        let limit = Limits.machineSilenceMax
        #expect(machine(heartbeat: now).isUp(at: now))
        #expect(machine(heartbeat: now - limit).isUp(at: now))
        #expect(!machine(heartbeat: now - limit - .milliseconds(1)).isUp(at: now))
    }

    @Test func aMachineThatNeverReportedIsDown() { #expect(!machine(heartbeat: nil).isUp(at: now)) }

    @Test func aHeartbeatFromTheFutureCountsAsFresh() {
        #expect(machine(heartbeat: now + .seconds(60)).isUp(at: now))
    }
}

@Suite struct TicketTests {
    @Test func onlySuccessAndFailureFinishATicket() {
        #expect(Ticket.State.allCases.filter(\.isFinished) == [.successful, .failed])
    }
}

@Suite struct FailureTests {
    @Test func aFailureReadsAsNumberSentenceAndAdvice() {
        let short = Failure("AGENT-0003", "The component ended.", advice: "Look at its log.")
        #expect(short.description == "AGENT-0003: The component ended. Look at its log.")
        let long = Failure("AGENT-0003", "The component ended.", advice: "Look at its log.", detail: "signal 9")
        #expect(long.description == "AGENT-0003: The component ended. Look at its log. (signal 9)")
    }
}
