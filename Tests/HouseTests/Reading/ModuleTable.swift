/// The table of modules as `Package.swift` writes it, read from its text.
struct ModuleTable {
    struct Module {
        enum Kind { case room, program, test, support, library }

        var name: String
        /// From the root of the project.
        var path: String
        var floor: Int
        var imports: [String]
        var kind: Kind
        var line: Int
    }

    let modules: [Module]
    private let byName: [String: Module]
    private let byPath: [String: Module]

    init(_ tree: SourceTree) {
        if let text = tree["Package.swift"]?.swift {
            modules = Self.rooms(text) + Self.tests(text) + Self.libraries(text) + Self.targets(text)
        } else {
            modules = []
        }
        byName = Dictionary(modules.map { ($0.name, $0) }) { first, _ in first }
        byPath = Dictionary(modules.map { ($0.path, $0) }) { first, _ in first }
    }

    subscript(name: String) -> Module? { byName[name] }

    /// The module that a file belongs to: that of the nearest folder which has one.
    func module(of path: String) -> Module? {
        var folder = path[...]
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            if let module = byPath[String(folder)] { return module }
        }
        return nil
    }

    private static func literals(_ text: SwiftText, _ range: Range<Int>) -> [String] {
        range.filter { text[$0].kind == .literal }.map { text[$0].text }
    }

    private static func lastName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// Every `Room(floor, "path", [imports])`.
    private static func rooms(_ text: SwiftText) -> [Module] {
        text.tokens.indices.compactMap { index in
            guard text[index].text == "Room", text[index + 1].text == "(", text[index + 2].kind == .number,
                let floor = Int(text[index + 2].text)
            else { return nil }
            let strings = literals(text, index..<text.closing(index + 1))
            guard let path = strings.first else { return nil }
            return Module(
                name: lastName(path), path: "Sources/" + path, floor: floor, imports: Array(strings.dropFirst()),
                kind: path.hasPrefix("Programs/") ? .program : .room, line: text[index].line)
        }
    }

    /// The rows of `let NAME: … = [ (…), (…) ]`, each as its line and its strings.
    private static func rows(_ text: SwiftText, of name: String) -> [(line: Int, strings: [String])] {
        guard let start = text.tokens.indices.first(where: { text[$0].text == "let" && text[$0 + 1].text == name }),
            let open = text.tokens.indices.first(where: { $0 > start && text[$0].text == "=" })
        else { return [] }
        var rows: [(line: Int, strings: [String])] = []
        var index = open + 2
        let end = text.closing(open + 1)
        while index < end {
            if text[index].text == "(", text[index].kind == .mark {
                let close = text.closing(index)
                rows.append((text[index].line, literals(text, index..<close)))
                index = close
            }
            index += 1
        }
        return rows
    }

    private static func tests(_ text: SwiftText) -> [Module] {
        rows(text, of: "tests").compactMap { row in
            guard let path = row.strings.first else { return nil }
            return Module(
                name: lastName(path), path: "Tests/" + path, floor: 9, imports: Array(row.strings.dropFirst()),
                kind: .test, line: row.line)
        }
    }

    private static func libraries(_ text: SwiftText) -> [Module] {
        rows(text, of: "libraries").compactMap { row in
            guard let name = row.strings.first else { return nil }
            return Module(
                name: name, path: "Sources/System/" + name, floor: -1, imports: [], kind: .library, line: row.line)
        }
    }

    /// Targets written out in the manifest: C code of our own, and what the tests share.
    private static func targets(_ text: SwiftText) -> [Module] {
        text.tokens.indices.compactMap { index in
            guard text[index].text == "target", text[index - 1].text == ".", text[index + 4].kind == .literal else {
                return nil
            }
            let close = text.closing(index + 1)
            guard let label = (index..<close).first(where: { text[$0].text == "path" && text[$0 + 1].text == ":" }),
                text[label + 2].kind == .literal
            else { return nil }
            let path = text[label + 2].text
            let isTest = path.hasPrefix("Tests/")
            return Module(
                name: text[index + 4].text, path: path, floor: isTest ? 8 : -1,
                imports: Array(literals(text, index..<label).dropFirst()), kind: isTest ? .support : .library,
                line: text[index].line)
        }
    }
}
