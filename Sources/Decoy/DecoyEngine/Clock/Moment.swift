/// A moment in the clock of commits, as a flashback needs it.
package struct Moment: Hashable, Sendable {
    package var scn: Int64
    /// Every transaction below was committed at or before the SCN, or rolled back.
    package var boundary: UInt64
}
