/// What the program answers to its caller. Documented in `godwit help`; never renumbered.
enum ExitCode: Int32 {
    /// Everything asked for is done.
    case done = 0
    /// It failed; the message says what to do.
    case failed = 1
    /// The command line was not understood.
    case usage = 2
    /// What was named does not exist.
    case notFound = 3
    /// The present state does not allow it.
    case notNow = 4
    /// A check found problems, or what was asked for came to its end without something.
    case problemsFound = 5
}
