/// Names that our code gives: to types, functions, values, files and folders.
enum NameRules {
    /// Refused as a word of any name, with what to say instead.
    static let refused: [String: String] = [
        "master": "say primary", "slave": "say standby or replica", "sink": "say destination",
        "target": "say destination", "task": "say which: step, ticket, component, chunk",
        "job": "say which: step, ticket, turn", "worker": "say which component", "handler": "say what it does",
        "info": "say what it tells", "util": "find the noun it belongs to", "utils": "find the noun it belongs to",
        "item": "say what it is: row, entry, asset", "items": "say what they are: rows, entries, assets",
        "tasks": "say which", "jobs": "say which", "workers": "say which component", "handlers": "say what they do",
        "perform": "say what is done", "performs": "say what is done",
    ]

    /// Where a refused word is that of a standard, and another one would only confuse.
    static let standardWords: [(word: String, folders: [String])] = [
        // The first line of a request names its "request target" (RFC 9112, section 3.2).
        ("target", ["Sources/Drivers/HTTPServer/", "Tests/Drivers/HTTPServerTests/"]),
        // A level of logs, as every reader of logs calls it.
        ("info", ["Sources/Drivers/Processes/Logging/Logger"]),
        // What Swift cancels is a task; tests say so in their sentences.
        ("task", ["Tests/"]),
    ]

    /// Refused as the first or last word of a type, its file, or a folder: such a thing has no noun of its own.
    static let homeless: Set<String> = [
        "util", "utils", "utility", "utilities", "helper", "helpers", "common", "shared", "manager", "misc", "core",
        "new", "old", "base",
    ]

    static func refusedWords(_ tree: SourceTree) -> [Finding] {
        let names = ours(tree).flatMap { file -> [Finding] in
            (file.swift?.declarations.names ?? []).compactMap { name in
                refusal(of: name.text, in: file, line: name.line, isFunction: name.role == .function)
            }
        }
        let paths = tree.files.filter { !$0.path.hasPrefix("docs/images/") }.compactMap { file in
            file.path.split(separator: "/").lazy
                .compactMap { refusal(of: String($0.prefix { $0 != "." }), in: file, line: 1, isFunction: false) }.first
        }
        return names + paths
    }

    private static func ours(_ tree: SourceTree) -> [SourceFile] {
        // The manifest speaks the language of the build tool, where a module is a target.
        tree.swiftFiles.filter { $0.path != "Package.swift" }
    }

    private static func refusal(of name: String, in file: SourceFile, line: Int, isFunction: Bool) -> Finding? {
        let parts = words(of: name)
        if isFunction, name == "process" || parts.first == "do" {
            return Finding(
                file.path, line: line, subject: name,
                "`\(name)` is a verb that says nothing. Name what happens: decode, apply, restart.")
        }
        guard let word = parts.first(where: { refused[$0] != nil }), let advice = refused[word] else { return nil }
        if standardWords.contains(where: { $0.word == word && $0.folders.contains { file.path.hasPrefix($0) } }) {
            return nil
        }
        return Finding(
            file.path, line: line, subject: name, "`\(name)` has the word \(word), which the house refuses: \(advice).")
    }

    static func refusedTypeNames(_ tree: SourceTree) -> [Finding] {
        let types = ours(tree).flatMap { file in
            (file.swift?.declarations.types ?? []).filter { $0.kind != .extension }.compactMap { type in
                homelessness(of: type.name, in: file, line: type.line)
            }
        }
        let paths = tree.files.filter { $0.path.hasPrefix("Sources/") || $0.path.hasPrefix("Tests/") }
            .compactMap { file in
                let named = file.suffix == "swift" ? file.path : file.folder
                return named.split(separator: "/").lazy
                    .compactMap { homelessness(of: String($0.prefix { $0 != "." }), in: file, line: 1) }.first
            }
        return types + paths
    }

    private static func homelessness(of name: String, in file: SourceFile, line: Int) -> Finding? {
        let parts = words(of: name)
        guard let word = [parts.first, parts.last].compactMap({ $0 }).first(where: homeless.contains) else {
            return nil
        }
        return Finding(
            file.path, line: line, subject: name,
            "`\(name)` is called \(word), which names no thing. Look for the noun that it belongs to.")
    }

    /// A file is named after something that it declares, in either number; after its module; or `Type+Aspect`. One
    /// that declares no type of its own may take the name of what its functions are about.
    static func fileNames(_ tree: SourceTree) -> [Finding] {
        let table = ModuleTable(tree)
        return tree.swiftFiles.filter { $0.path.hasPrefix("Sources/") }.compactMap { file in
            guard let found = file.swift?.declarations, file.stem != table.module(of: file.path)?.name,
                found.types.contains(where: { $0.kind != .extension && !$0.isNested })
            else { return nil }
            let stem = file.stem.lowercased()
            let names = (found.types.map(\.name) + found.names.map(\.text)).map { $0.lowercased() }
            if names.contains(where: { $0 == stem || $0 == stem + "s" || $0 + "s" == stem || $0.hasSuffix("." + stem) })
            {
                return nil
            }
            return Finding(
                file.path, subject: file.stem,
                "No type or function in this file is called \(file.stem). Name the file after what it holds.")
        }
    }
}
