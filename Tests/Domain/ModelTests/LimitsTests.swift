internal import Model
internal import Testing

@Suite struct LimitsTests {
    @Test func anAgentLooksSeveralTimesPerBeat() { #expect(Limits.agentTick * 4 <= Limits.agentBeat) }

    @Test func aMachineIsDownOnlyAfterSeveralLostBeats() {
        #expect(Limits.machineSilenceMax >= Limits.agentBeat * 5)
    }

    @Test func aComponentCanRenewSeveralTimesBeforeItMustStop() {
        #expect(Limits.componentBeat * 3 <= Limits.leaseTime - Limits.leaseMargin)
    }

    @Test func aComponentStopsByItselfWellBeforeAnotherMayStart() {
        #expect(Limits.leaseMargin >= .seconds(1))
        #expect(Limits.leaseMargin < Limits.leaseTime)
    }

    @Test func aBusyCatalogGivesUpBeforeAMachineCountsAsSilent() {
        #expect(Limits.catalogBusyMax < Limits.machineSilenceMax)
    }

    @Test func aStartingComponentHasTimeForTheLeaseOfItsPredecessorToEnd() {
        #expect(Limits.componentStartMax > Limits.leaseTime)
    }

    @Test func restartsSlowDownToABoundInsideTheCrashWindow() {
        #expect(Limits.restartDelayFirst < Limits.restartDelayMax)
        #expect(Limits.restartDelayMax < Limits.crashWindow)
    }

    @Test func crashesThatFollowEachOtherWithBackOffFitIntoTheWindow() {
        // Otherwise the bound is never reached and a broken component is restarted for ever.
        var delay = Limits.restartDelayFirst
        var total = Duration.zero
        for _ in 0..<Limits.crashesMax {
            total += delay + Limits.componentStartMax
            delay = min(delay * 2, Limits.restartDelayMax)
        }
        #expect(total < Limits.crashWindow)
    }

    @Test func logFilesAreBounded() {
        #expect(Limits.logFilesKept > 0)
        #expect(Limits.logFileBytesMax * Limits.logFilesKept <= 64 << 20)
        #expect(Limits.logLinesShownMax <= Limits.logFileBytesMax)
    }

    @Test func parametersBeginAtTheLimitsTheyChange() {
        #expect(Parameters.crashesMax.standard == String(Limits.crashesMax))
        #expect(Parameters.crashWindowSeconds.standard == String(Limits.crashWindow.milliseconds / 1_000))
        #expect(Parameters.stopGraceSeconds.standard == String(Limits.componentStopGrace.milliseconds / 1_000))
    }
}
