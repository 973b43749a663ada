/// The options of a sequence: nil where nothing was said. Numbers are decimal digits with a sign.
package struct SequenceOptions: Sendable, Hashable {
    package enum Bound: Sendable, Hashable {
        case value(String)
        /// NOMINVALUE, NOMAXVALUE
        case none
    }

    package var start: String?
    package var increment: String?
    package var minimum: Bound?
    package var maximum: Bound?
    package var isCycle: Bool?
    package var isOrder: Bool?
    /// 0 is NOCACHE.
    package var cacheSize: Int?
    /// ALTER SEQUENCE … RESTART
    package var isRestart = false
    /// START WITH LIMIT VALUE of identity columns.
    package var startsWithLimit = false

    package init() {}
}

/// CREATE SEQUENCE and ALTER SEQUENCE.
package struct SequenceStatement: Sendable {
    package let name: ObjectName
    package let options: SequenceOptions
    package let position: Position
}
