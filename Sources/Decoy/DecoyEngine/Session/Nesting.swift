internal import DecoyDictionary

/// What runs inside of what: both the depth of triggers and the depth of calls are bounded.
struct Nesting {
    /// What a definition that is running has made so far, while it looks at views.
    var definedDictionary: DataDictionary?
    /// How many triggers are running, one inside the other.
    var triggerDepth = 0
    var callDepth = 0
    /// How many stored functions are running for rows of a query: they must not change anything.
    var queryCallDepth = 0
    /// Tables whose rows are being changed by statements whose row triggers are running.
    var mutatingTables: [Int] = []
    /// Makes names of savepoints unique.
    var savepointCount = 0
}
