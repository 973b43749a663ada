internal import Model

/// One rule: `SCHEMA.PATTERN` or `SCHEMA.PATTERN=database.name`. Only the pattern may hold wildcards; a name in double
/// quotes stands for itself, and may hold points, blanks and signs of equality.
struct SelectionRule: Hashable, Sendable {
    let schema: String
    /// Nil when the rule names one object.
    let pattern: NamePattern?
    let name: String
    private let destination: ObjectName?

    init(_ text: String) throws(Failure) {
        let sides = RuleText.sides(text)
        guard let (schema, name) = RuleText.parts(sides.left), !schema.text.isEmpty, !name.text.isEmpty else {
            throw Failure(
                "OBJECTS-0001", "The rule “\(text.prefix(200))” does not name a schema and an object.",
                advice: "Write SCHEMA.OBJECT, with * for any run of characters: HR.*, HR.EMP_?, HR.T[0-9].")
        }
        guard schema.isQuoted || !NamePattern.isPattern(schema.text) else {
            throw Failure(
                "OBJECTS-0003", "The schema of the rule “\(text.prefix(200))” is a pattern.",
                advice: "Name the schema; write one rule for each schema, or quote a name that holds such characters.")
        }
        self.schema = schema.text
        self.name = name.text
        pattern = !name.isQuoted && NamePattern.isPattern(name.text) ? NamePattern(name.text) : nil
        destination = try sides.right.map { side throws(Failure) in try Self.destination(side, of: text) }
    }

    private static func destination(_ side: Substring, of text: String) throws(Failure) -> ObjectName {
        guard let (database, object) = RuleText.parts(side), !database.text.isEmpty, !object.text.isEmpty else {
            throw Failure(
                "OBJECTS-0002",
                "The right side of the rule “\(text.prefix(200))” does not name a database and an object.",
                advice: "Write SCHEMA.OBJECT=database.object, or SCHEMA.*=database.*.")
        }
        let isKept = object.text == "*" && !object.isQuoted
        guard database.isQuoted || !NamePattern.isPattern(database.text),
            isKept || object.isQuoted || !NamePattern.isPattern(object.text)
        else {
            throw Failure(
                "OBJECTS-0004", "The right side of the rule “\(text.prefix(200))” is a pattern.",
                advice: "Only a single * may stand there, for the object's own name: SCHEMA.*=database.*.")
        }
        return ObjectName(database.text, isKept ? "" : object.text)
    }

    /// Whether the rule names one object, or may meet many.
    var isExact: Bool { pattern == nil }

    func matches(_ name: ObjectName) -> Bool {
        name.schema == schema && (pattern?.matches(name.name) ?? (self.name == name.name))
    }

    /// The name at the destination, when the rule has one.
    func mapped(_ name: ObjectName) -> ObjectName? {
        guard let destination else { return nil }
        return destination.name.isEmpty ? ObjectName(destination.schema, name.name) : destination
    }

    /// `database.name`, or a name alone.
    static func name(_ text: String, in database: String) -> ObjectName {
        guard let (schema, name) = RuleText.parts(text[...]) else {
            return ObjectName(database, RuleText.word(text[...]).text)
        }
        return ObjectName(schema.text, name.text)
    }

    /// A rule that selects this one object, whatever characters its name has.
    static func text(for name: ObjectName) -> String { "\(RuleText.quoted(name.schema)).\(RuleText.quoted(name.name))" }
}
