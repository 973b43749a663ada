import Model
import Testing

@testable import Engine

@Suite struct TicketProgressTests {
    private let now = Timestamp(milliseconds: 50_000)

    @Test func anOrderThatNoAgentTookUpWaitsAndNamesTheSilentMachine() {
        let next = progress(.startComponent, state: .stopped, acted: 1, machineHeard: Timestamp(milliseconds: 0)).next()
        #expect(next.state == .inProgress)
        #expect(next.steps[1].detail.contains("is silent"))
    }

    @Test func aStartIsDoneWhenTheComponentRuns() {
        #expect(progress(.startComponent, state: .initializing, acted: 2).next().state == .inProgress)
        let done = progress(.startComponent, state: .running, acted: 2).next()
        #expect(done.state == .successful)
        #expect(done.steps.allSatisfy { $0.state == .successful && $0.finishedAt == now })
        #expect(done.finishedAt == now)
    }

    @Test func aStartThatEndsAbnormalFailsWithTheComponentsFailure() {
        let failed = progress(.startComponent, state: .abnormal, acted: 2).next()
        #expect(failed.state == .failed)
        #expect(failed.failure?.number == "AGENT-0002")
    }

    @Test func aLaterOrderFailsTheEarlierTicket() {
        let replaced = progress(.startComponent, state: .running, acted: 2, intent: 3).next()
        #expect(replaced.state == .failed)
        #expect(replaced.steps.contains { $0.detail.contains("took its place") })
    }

    @Test func aPauseIsDoneOnlyWhenNoProcessRuns() {
        #expect(progress(.pauseComponent, state: .running, acted: 2).next().state == .inProgress)
        #expect(progress(.pauseComponent, state: .stopped, acted: 2).next().state == .successful)
    }

    @Test func aComponentIsRemovedOnlyAfterItStopped() {
        #expect(!progress(.removeComponent, state: .running, acted: 2).mayRemove)
        #expect(!progress(.removeComponent, state: .stopped, acted: 1).mayRemove)
        #expect(progress(.removeComponent, state: .stopped, acted: 2).mayRemove)
        let gone = TicketProgress(
            ticket: ticket(.removeComponent), component: nil, machine: nil, now: now)
        #expect(gone.next().state == .successful)
    }

    @Test func aComponentThatIsGoneHasStopped() {
        func end(_ kind: Ticket.Kind) -> Ticket {
            TicketProgress(ticket: ticket(kind), component: nil, machine: nil, now: now).next()
        }
        #expect(end(.pauseComponent).state == .successful)
        #expect(end(.pauseComponent).steps.last?.detail == "Stopped, and removed since.")
        #expect(end(.startComponent).state == .failed)
    }

    private func ticket(_ kind: Ticket.Kind) -> Ticket {
        Ticket(
            id: .random(), kind: kind, subject: Subject(.component, "cp_1"), subjectName: "one", by: .system,
            createdAt: now, state: .inProgress, steps: TicketProgress.steps(for: kind, at: now), generation: 2)
    }

    private func progress(
        _ kind: Ticket.Kind, state: ComponentState, acted: Int64, intent: Int64 = 2,
        machineHeard: Timestamp? = nil
    ) -> TicketProgress {
        let heard = machineHeard ?? now
        let component = Component(
            id: ComponentID(rawValue: "cp_1"), kind: .heartbeat, name: "one", machine: MachineID(rawValue: "mc_1"),
            intent: .init(
                desired: kind == .startComponent ? .running : .stopped, generation: intent, at: now, by: .system),
            observation: .init(
                state: state, since: now, generation: acted,
                failure: state == .abnormal ? Failure("AGENT-0002", "It crashed.", advice: "Mend it.") : nil),
            createdAt: now)
        let vitals = MachineVitals(
            heartbeat: heard, agentStarted: heard, agentPID: 1, agentVersion: "1", cores: 1, cpuBusy: 0,
            memoryBytes: 1, memoryUsedBytes: 1, diskBytes: 1, diskUsedBytes: 1)
        let machine = Machine(
            id: MachineID(rawValue: "mc_1"), name: "m", address: "", region: "", componentLimit: 1, vitals: vitals,
            createdAt: now)
        return TicketProgress(ticket: ticket(kind), component: component, machine: machine, now: now)
    }
}
