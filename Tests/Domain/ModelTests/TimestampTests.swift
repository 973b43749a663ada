internal import Model
internal import Testing

@Suite struct TimestampTests {
    private let noon = Timestamp(milliseconds: 1_700_000_000_000)

    @Test func addingAndTakingADurationAreInverse() {
        for duration: Duration in [.zero, .milliseconds(1), .seconds(-5), .seconds(86_400)] {
            #expect(noon + duration - duration == noon)
            #expect((noon + duration) - noon == duration)
        }
    }

    @Test func momentsAreOrderedByTime() {
        #expect(Timestamp.zero < noon)
        #expect(noon - .milliseconds(1) < noon)
        #expect([noon, .zero].min() == .zero)
    }

    @Test func aDurationIsCutToWholeMillisecondsTowardsZero() {
        #expect(Duration.seconds(2).milliseconds == 2_000)
        #expect(Duration.microseconds(1_999).milliseconds == 1)
        #expect(Duration.microseconds(-1_999).milliseconds == -1)
        #expect(Duration.milliseconds(-3_500).milliseconds == -3_500)
        #expect(Duration.nanoseconds(999_999).milliseconds == 0)
    }

    @Test func arithmeticAtTheEndsOfTimeDoesNotTrap() {
        let last = Timestamp(milliseconds: .max)
        let first = Timestamp(milliseconds: .min)
        #expect((last + .seconds(1)).milliseconds < 0)
        #expect((first - .seconds(1)).milliseconds > 0)
        #expect(last - first == .milliseconds(-1))
    }
}
