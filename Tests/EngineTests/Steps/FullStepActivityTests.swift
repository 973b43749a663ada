import Model
import Testing

@testable import Engine

@Suite struct FullStepActivityTests {
    @Test func whatIsShownNamesFailuresAndWhatIsLeftOut() {
        var sums = CopySums()
        sums.tables = 2
        sums.tablesCompleted = 1
        sums.tablesFailed = 1
        sums.rowsWritten = 7
        sums.rowsQuarantined = 2
        #expect(
            FullStep.activity(sums, ["HR.GONE"])
                == "Copies rows: 7 rows, 1 of 2 tables done, 1 failed, 2 in quarantine. "
                + "Left out, not at the destination: HR.GONE.")
    }
}
