/// What the dictionary notes of an object when it is made.
struct ObjectMarks: OptionSet {
    let rawValue: Int

    static let temporary = ObjectMarks(rawValue: 1)
    /// Its name was made by the server.
    static let generated = ObjectMarks(rawValue: 2)
    static let invalid = ObjectMarks(rawValue: 4)
}
