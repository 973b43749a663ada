/// What a database answered instead of a result: the failure to show, and what the engine does about it.
package struct DatabaseRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    package var failure: Failure
    package var remedy: Remedy
    /// The number that the database gave, as it prints it: `ORA-00942`, `1062`.
    package var code: String?
    /// The statement that was refused, without values.
    package var statement: String?
    /// The database cannot show the past any more at which rows were being read: a later position may do, or less rows
    /// at once.
    package var isPastGone: Bool
    /// Something of the name that was to be made is there.
    package var isAlreadyThere = false
    /// The character of what was asked at which it was not understood, from 1.
    package var place: Int?

    package init(
        _ failure: Failure, remedy: Remedy, code: String? = nil, statement: String? = nil, isPastGone: Bool = false
    ) {
        self.isPastGone = isPastGone
        self.failure = failure
        self.remedy = remedy
        self.code = code
        self.statement = statement
    }

    package var description: String { failure.description }
}
