internal import JSON
internal import Model

/// The members of one object of a file that a person wrote. Whatever is wrong is said with its path, what was found and
/// what may stand there; a member that nobody asked for is refused with the nearest known name.
struct FileFields {
    let path: String
    private let object: JSONObject

    init(_ json: JSONValue, at path: String, known: [String]) throws(Failure) {
        guard let object = json.asObject else {
            throw Self.problem(path, "is \(json.typeName)", "Write an object with these members: \(Self.list(known)).")
        }
        self.path = path
        self.object = object
        for key in object.keys where !known.contains(key) {
            let near = Self.nearest(key, known).map { "Did you mean “\($0)”? " } ?? ""
            throw Self.problem(
                Self.join(path, String(key.prefix(80))), "is not known", "\(near)Known here: \(Self.list(known)).")
        }
    }

    subscript(name: String) -> JSONValue? {
        guard let value = object[name], !value.isNull else { return nil }
        return value
    }

    func path(of name: String) -> String { Self.join(path, name) }

    func text(_ name: String) throws(Failure) -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.asString else { throw wrong(name, value, "a text") }
        return text
    }

    func needed(_ name: String) throws(Failure) -> JSONValue {
        guard let value = self[name] else {
            throw Self.problem(path(of: name), "is missing", "Add it; the documentation has an example of every file.")
        }
        return value
    }

    func flag(_ name: String) throws(Failure) -> Bool? {
        guard let value = self[name] else { return nil }
        guard let flag = value.asBool else { throw wrong(name, value, "true or false") }
        return flag
    }

    func count(_ name: String, in range: ClosedRange<Int>) throws(Failure) -> Int? {
        guard let value = self[name] else { return nil }
        guard let number = value.asInteger, let count = Int(exactly: number), range.contains(count) else {
            throw wrong(name, value, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return count
    }

    func number(_ name: String, in range: ClosedRange<Double>) throws(Failure) -> Double? {
        guard let value = self[name] else { return nil }
        guard let number = value.asNumber, range.contains(number) else {
            throw wrong(name, value, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Choice.Type
    ) throws(Failure) -> Choice? {
        guard let value = self[name] else { return nil }
        guard let choice = value.asString.flatMap(Choice.init(rawValue:)) else {
            throw wrong(name, value, "one of \(Self.list(Choice.allCases.map(\.rawValue)))")
        }
        return choice
    }

    func texts(_ name: String) throws(Failure) -> [String]? {
        guard let value = self[name] else { return nil }
        guard let values = value.asArray else { throw wrong(name, value, "a list of texts") }
        var texts: [String] = []
        for (at, value) in values.enumerated() {
            guard let text = value.asString else { throw wrong("\(name).\(at)", value, "a text") }
            texts.append(text)
        }
        return texts
    }

    func textsByName(_ name: String) throws(Failure) -> [String: String]? {
        guard let value = self[name] else { return nil }
        guard let members = value.asObject else { throw wrong(name, value, "an object of texts") }
        var texts: [String: String] = [:]
        for (key, value) in members {
            guard let text = value.asString else { throw wrong("\(name).\(key)", value, "a text") }
            texts[key] = text
        }
        return texts
    }

    func wrong(_ name: String, _ value: JSONValue, _ wanted: String) -> Failure {
        let found = value.asString.map { "“\($0.prefix(80))”" } ?? value.typeName
        return Self.problem(path(of: name), "is \(found)", "It must be \(wanted).")
    }

    static func problem(_ path: String, _ what: String, _ advice: String) -> Failure {
        Failure(
            "PROJECT-0010",
            "The project is not written as it must be: \(path.isEmpty ? "the file" : "“\(path)”") \(what).",
            advice: "Correct that place. \(advice)")
    }

    private static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
    private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    /// The known name that this one begins, or the one with the fewest changed letters, when they are few.
    static func nearest(_ name: String, _ known: [String]) -> String? {
        guard (1...64).contains(name.count) else { return nil }
        if name.count >= 3, let whole = known.first(where: { $0.lowercased().hasPrefix(name.lowercased()) }) {
            return whole
        }
        let best = known.map { ($0, distance(Array(name.lowercased()), Array($0.lowercased()))) }.min { $0.1 < $1.1 }
        guard let best, best.1 <= max(1, name.count / 3) else { return nil }
        return best.0
    }

    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let changed = diagonal + (left == right ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(changed, diagonal + 1, row[j] + 1)
            }
        }
        return row[b.count]
    }
}
