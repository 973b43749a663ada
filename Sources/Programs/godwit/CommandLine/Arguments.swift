/// The words after a command's name: options with values, flags, and the rest in order.
struct Arguments {
    private var values: [String: String] = [:]
    private var flags: Set<String> = []
    private(set) var words: [String] = []

    /// Reads `--name value`, `--name=value`, `--flag` and `--`; anything else that starts with a dash is refused.
    init(_ arguments: some Collection<String>, options: Set<String>, flags known: Set<String>) throws(Usage) {
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                words += rest
                return
            }
            guard argument.hasPrefix("-"), argument != "-" else {
                words.append(argument)
                continue
            }
            if argument == "-h" {
                flags.insert("help")
                continue
            }
            if argument == "-f", options.contains("file") {
                guard let value = rest.popFirst() else { throw Usage("-f needs a value.") }
                values["file"] = value
                continue
            }
            guard argument.hasPrefix("--") else { throw Usage("There is no option \(argument).") }
            let body = argument.dropFirst(2)
            let name = String(body.prefix { $0 != "=" })
            if known.contains(name) || name == "help" {
                guard name == body else { throw Usage("--\(name) takes no value.") }
                flags.insert(name)
            } else if options.contains(name) {
                if name != body {
                    values[name] = String(body.dropFirst(name.count + 1))
                } else if let value = rest.popFirst() {
                    values[name] = value
                } else {
                    throw Usage("--\(name) needs a value.")
                }
            } else {
                throw Usage("There is no option --\(name).")
            }
        }
    }

    func value(_ name: String) -> String? { values[name] }
    func has(_ flag: String) -> Bool { flags.contains(flag) }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(Usage) -> Int? {
        guard let text = values[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Usage(
                "--\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound), not “\(text)”.")
        }
        return number
    }

    /// The words, which must be exactly these many.
    func words(_ names: String...) throws(Usage) -> [String] {
        if words.count < names.count {
            throw Usage("Missing: \(names.dropFirst(words.count).joined(separator: ", ")).")
        }
        if words.count > names.count {
            throw Usage("Too much: \(words.dropFirst(names.count).joined(separator: " ")).")
        }
        return words
    }
}

/// The command line was not understood; the message says why, the usage follows it.
struct Usage: Error {
    let message: String
    init(_ message: String) { self.message = message }
}
