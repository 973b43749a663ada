import Glibc
import Model
import Testing

@testable import Translation

@Suite struct SpeedTests {
    @Test("ten thousand tables are converted in a few seconds", .timeLimit(.minutes(1)))
    func tenThousand() {
        let columns = TypeCase.numbers.prefix(12) + TypeCase.others.prefix(8)
        var table = Samples.table("T", columns.enumerated().map { Samples.column("COLUMN_\($0)", $1.type) })
        table.columns[1].defaultText = "0"
        table.columns[15].defaultText = "'x'"
        table.checks = [CheckDefinition(name: "CK", text: "COLUMN_0 > 0 AND COLUMN_1 IS NOT NULL")]
        table.indexes = [
            IndexDefinition(name: ObjectName("HR", "IX"), parts: [IndexDefinition.Part(column: "COLUMN_4")])
        ]
        let conversion = Samples.conversion()
        var bytes = 0
        let spent = processorSeconds {
            for number in 0..<2_000 {
                table.name.name = "TABLE_\(number)"
                bytes += conversion.convert(table, NameMap(), TableChoices()).statements[0].utf8.count
            }
        }
        #expect(bytes > 2_000 * 500)
        // A fifth of the tables, in code that is not optimized.
        #expect(spent < 5, "\(spent)")
    }

    @Test("a table of a thousand columns with a hundred checks does not take long", .timeLimit(.minutes(1)))
    func manyColumns() {
        var table = Samples.table("T", (1...1000).map { Samples.column("C\($0)", .number(precision: 9, scale: 0)) })
        table.checks = (1...100).map { CheckDefinition(name: "K\($0)", text: "C\($0) > 0") }
        let spent = processorSeconds {
            #expect(Samples.conversion().convert(table, NameMap(), TableChoices()).isSupported)
        }
        #expect(spent < 5, "\(spent)")
    }

    /// Time of this thread's processor, which other work on the machine does not lengthen.
    private func processorSeconds(_ body: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        body()
        return now() - start
    }
}
