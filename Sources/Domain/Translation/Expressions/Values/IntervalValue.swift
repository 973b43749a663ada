/// A length of time written as a constant, or made by a function.
enum IntervalValue: Hashable {
    case months(Int)
    case seconds(Int, microseconds: Int)
    /// A number of seconds, or of months, that is only known when the statement runs.
    case computedSeconds(String)
    case computedMonths(String)
}
