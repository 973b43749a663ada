/// Words and marks that may not stand in the text of the project.
enum WordRules {
    // MARK: Products

    static let products = ["oracle", "mysql", "oceanbase", "mariadb", "seekdb", "kafka", "postgresql", "postgres"]
    private static let withoutProducts = ["Sources/Engine", "Sources/Domain/Model", "Sources/Console/API"]

    static func productNames(_ tree: SourceTree) -> [Finding] {
        withoutProducts.flatMap { tree.files(under: $0) }.flatMap { file in
            lines(of: file) { line in
                let lowered = line.lowercased()
                guard let product = products.first(where: lowered.contains) else { return nil }
                return (product, "\(product) is named here. Which databases exist is known to connectors alone.")
            }
        }
    }

    // MARK: Swift

    static func publicAccess(_ tree: SourceTree) -> [Finding] {
        tokens(tree) { file, text, index in
            let now = text[index]
            guard now.kind == .word, now.text == "public" || (now.text == "open" && opensDeclaration(text, index)),
                text[index - 1].text != "."
            else { return nil }
            return Finding(
                file.path, line: now.line, subject: now.text,
                "`\(now.text)` is wider than anybody needs: nobody outside imports us. Write `package`.")
        }
    }

    private static func opensDeclaration(_ text: SwiftText, _ index: Int) -> Bool {
        ["class", "func", "var", "let", "subscript", "override", "static"].contains(text[index + 1].text)
            && text[index + 1].kind == .word
    }

    /// Bytes from outside never trap: on the floors that read them nothing may that is not a stated promise.
    static func traps(_ tree: SourceTree) -> [Finding] {
        let table = ModuleTable(tree)
        return tokens(tree) { file, text, index in
            guard let trap = trap(text, index), let module = table.module(of: file.path), module.kind == .room,
                module.floor <= 2
            else { return nil }
            return Finding(
                file.path, line: text[index].line, subject: trap,
                "\(trap) on floor \(module.floor) stops the process on a bad byte. "
                    + "Throw a typed error, or state the promise with `precondition`.")
        }
    }

    private static func trap(_ text: SwiftText, _ index: Int) -> String? {
        let now = text[index]
        if now.kind == .word, now.text == "fatalError", text[index + 1].text == "(" { return "fatalError" }
        guard now.kind == .mark, now.text == "!", now.touches else { return nil }
        let before = text[index - 1]
        if before.text == "try" || before.text == "as" { return before.text + "!" }
        let isValue = before.kind == .word || before.kind == .literal || [")", "]", "?"].contains(before.text)
        return isValue ? "a forced unwrap" : nil
    }

    static func prints(_ tree: SourceTree) -> [Finding] {
        let table = ModuleTable(tree)
        return tokens(tree) { file, text, index in
            let now = text[index]
            guard now.kind == .word, ["print", "debugPrint", "dump"].contains(now.text), text[index + 1].text == "(",
                !["func", "."].contains(text[index - 1].text), table.module(of: file.path)?.kind == .room
            else { return nil }
            return Finding(
                file.path, line: now.line, subject: now.text,
                "A library room prints nothing. Return the text, or write it to the log.")
        }
    }

    static func sleeps(_ tree: SourceTree) -> [Finding] {
        let sleeping = ["sleep", "usleep", "nanosleep", "clock_nanosleep"]
        return tokens(tree) { file, text, index in
            let now = text[index]
            guard file.path.hasPrefix("Tests/"), !file.path.hasPrefix("Tests/Support/TestKit/"), now.kind == .word,
                sleeping.contains(now.text), text[index + 1].text == "("
            else { return nil }
            return Finding(
                file.path, line: now.line, subject: now.text,
                "A test waits for a named condition, never for a while. Use `eventually` of TestKit.")
        }
    }

    /// Comments that were code: they end like code or begin like a declaration.
    static func deadCode(_ tree: SourceTree) -> [Finding] {
        tree.swiftFiles.flatMap { file in
            (file.swift?.comments ?? []).filter { !$0.isDocumentation }.compactMap { comment in
                let text = comment.text.drop { $0 == "/" || $0 == " " }
                let endsLikeCode = text.hasSuffix("{") || text.hasSuffix(");") || text == "}"
                let declares = ["let ", "var "].contains { text.hasPrefix($0) } && text.contains(" = ")
                guard endsLikeCode || declares else { return nil }
                return Finding(
                    file.path, line: comment.line,
                    "This comment looks like code that was switched off. Delete it: the history keeps it.")
            }
        }
    }

    // MARK: All text

    static func unfinishedMarks(_ tree: SourceTree) -> [Finding] {
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
        return tree.files.filter { $0.contains(anyOf: marks) }.flatMap { file in
            lines(of: file) { line in
                guard let mark = marks.first(where: { hasWord($0, in: line) }) else { return nil }
                return (mark, "\(mark) is left here. Finish it, or describe what is missing in an issue.")
            }
        }
    }

    /// Places that exist on one machine only.
    static func machinePaths(_ tree: SourceTree) -> [Finding] {
        let places = ["/wo" + "rk", "/ro" + "ot", "/tm" + "p/"]
        return tree.files.filter { $0.contains(anyOf: places) }.flatMap { file in
            lines(of: file) { line in
                guard let place = places.first(where: { hasPlace($0, in: line) }) else { return nil }
                return (
                    place, "\(place) is a place on one machine. Take the folder from the caller or the environment."
                )
            }
        }
    }

    /// Hosts that addresses in the tree may name: standards, licences, and names that are reserved for examples.
    static let knownHosts: Set<String> = [
        "localhost", "www.apache.org", "www.w3.org", "spec.openapis.org", "json-schema.org", "keepachangelog.com",
        "semver.org", "www.gnu.org", "www.postgresql.org", "mariadb.com", "www.sqlite.org", "www.openssl.org",
        "zlib.net", "github.com", "swift.org", "www.swift.org", "rsms.me",
    ]

    static func outsideHosts(_ tree: SourceTree) -> [Finding] {
        tree.files.filter { $0.contains(anyOf: ["://"]) }.flatMap { file in
            lines(of: file) { line in
                guard let host = hosts(in: line).first(where: { !isKnown($0) }) else { return nil }
                return (host, "\(host) is an outside host. The tree names only the hosts in WordRules.knownHosts.")
            }
        }
    }

    private static func hosts(in line: Substring) -> [String] {
        guard line.contains("://") else { return [] }
        return line.split(separator: "://", omittingEmptySubsequences: false).dropFirst().map { rest in
            let authority = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || ".-@:[]_".contains($0)) }
            let host = authority.split(separator: "@").last ?? ""
            return String(host.hasPrefix("[") ? host.prefix { $0 != "]" } : host.prefix { $0 != ":" })
        }
    }

    private static func isKnown(_ host: String) -> Bool {
        let reserved = [".example", ".invalid", ".test", "example.com", "example.org", "example.net"]
        let isNumeric = host.allSatisfy { $0.isNumber || $0 == "." } || host.hasPrefix("[")
        return isNumeric || !host.contains(".") || knownHosts.contains(host) || reserved.contains { host.hasSuffix($0) }
    }

    // MARK: Searching

    private static func lines(
        of file: SourceFile, _ check: (Substring) -> (subject: String, message: String)?
    ) -> [Finding] {
        file.lines.enumerated().compactMap { index, line in
            check(line).map { Finding(file.path, line: index + 1, subject: $0.subject, $0.message) }
        }
    }

    private static func tokens(
        _ tree: SourceTree, _ check: (SourceFile, SwiftText, Int) -> Finding?
    ) -> [Finding] {
        tree.swiftFiles.filter { $0.path != "Package.swift" }.flatMap { file -> [Finding] in
            guard let text = file.swift else { return [] }
            return text.tokens.indices.compactMap { check(file, text, $0) }
        }
    }

    private static func isPartOfWord(_ letter: Character?) -> Bool {
        guard let letter else { return false }
        return letter.isLetter || letter.isNumber || letter == "_"
    }

    private static func hasWord(_ word: String, in line: Substring) -> Bool {
        line.ranges(of: word).contains { range in
            let before = range.lowerBound > line.startIndex ? line[line.index(before: range.lowerBound)] : nil
            let after = range.upperBound < line.endIndex ? line[range.upperBound] : nil
            return !isPartOfWord(before) && (word.hasSuffix(":") || !isPartOfWord(after))
        }
    }

    private static func hasPlace(_ place: String, in line: Substring) -> Bool {
        line.ranges(of: place).contains { range in
            let before = range.lowerBound > line.startIndex ? line[line.index(before: range.lowerBound)] : nil
            let after = range.upperBound < line.endIndex ? line[range.upperBound] : nil
            let isAbsolute = !isPartOfWord(before) && !(before.map { "./-})*<".contains($0) } ?? false)
            return isAbsolute && (place.hasSuffix("/") || !isPartOfWord(after) && after != "-" && after != ".")
        }
    }
}
