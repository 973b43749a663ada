/// Import lines against the table in `Package.swift`. The build tool lets a file import what its module gets through
/// others; the house does not.
struct ImportRules {
    struct ImportLine {
        var module: String
        var path: String
        var line: Int
        var isPublic: Bool
    }

    private let table: ModuleTable
    private let imports: [ImportLine]

    init(_ tree: SourceTree) {
        table = ModuleTable(tree)
        imports = tree.swiftFiles.filter { $0.path != "Package.swift" }.flatMap(Self.imports)
    }

    private static func imports(of file: SourceFile) -> [ImportLine] {
        guard let text = file.swift else { return [] }
        let kinds = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias"]
        let starts = text.tokens.indices.filter { index in
            text.tokens[index].text == "import" && text[index].kind == .word && text[index - 1].text != "."
        }
        return starts.map { index in
            let name = kinds.contains(text[index + 1].text) ? text[index + 2] : text[index + 1]
            return ImportLine(
                module: name.text, path: file.path, line: text[index].line, isPublic: text[index - 1].text == "public")
        }
    }

    func undeclared() -> [Finding] {
        imports.compactMap { line in
            guard let imported = table[line.module] else { return nil }
            guard let owner = table.module(of: line.path) else {
                return Finding(
                    line.path, line: line.line, subject: line.module,
                    "This file belongs to no module of Package.swift. Move it, or add a row for its folder.")
            }
            if owner.imports.contains(line.module) { return nil }
            let advice =
                imported.floor < owner.floor
                ? "Add it to the row of \(owner.name), or do without."
                : "It stands on floor \(imported.floor) and \(owner.name) on floor \(owner.floor): imports go down."
            return Finding(
                line.path, line: line.line, subject: line.module,
                "\(owner.name) imports \(line.module), which its row in Package.swift does not name. \(advice)")
        }
    }

    func unused() -> [Finding] {
        table.modules.flatMap { module in
            let own = imports.filter { table.module(of: $0.path)?.name == module.name }
            return module.imports.filter { name in !own.contains { $0.module == name } }.map { name in
                Finding(
                    "Package.swift", line: module.line, subject: "\(module.name)/\(name)",
                    "\(module.name) declares \(name) and no file of it imports that. Remove it from the row.")
            }
        }
    }

    /// What a module may take from outside the house, by where it stands.
    func outsideModules() -> [Finding] {
        imports.compactMap { line in
            guard table[line.module] == nil, let owner = table.module(of: line.path) else { return nil }
            let allowed = Self.outside(for: owner)
            if line.isPublic {
                return Finding(
                    line.path, line: line.line, subject: line.module,
                    "A public import hands \(line.module) on to everybody. Write `internal import`.")
            }
            if allowed.contains(line.module) { return nil }
            return Finding(
                line.path, line: line.line, subject: line.module,
                "\(owner.name) may not import \(line.module). "
                    + "From outside it may use: \(allowed.joined(separator: ", "))."
            )
        }
    }

    private static func outside(for module: ModuleTable.Module) -> [String] {
        let system = ["Glibc", "Synchronization", "Dispatch"]
        switch module.kind {
        case .test, .support: return ["Testing"] + system
        case .library: return []
        case .program: return system + ["FoundationEssentials"]
        case .room where module.floor >= 4: return system + ["FoundationEssentials"]
        case .room:
            let isPure = ["Ground", "Formats", "Domain"].contains { module.path.hasPrefix("Sources/\($0)/") }
            return isPure ? ["Glibc"] : system
        }
    }

    /// Each C library belongs to one room, tests aside. CLinux is code of our own for several.
    func sharedLibraries() -> [Finding] {
        table.modules.filter { $0.kind == .library && $0.name != "CLinux" }.flatMap { library -> [Finding] in
            let users = table.modules.filter { $0.imports.contains(library.name) }
            if users.isEmpty {
                return [
                    Finding(
                        "Package.swift", line: library.line, subject: library.name,
                        "No row imports \(library.name). Remove the library.")
                ]
            }
            let rooms = users.filter { $0.kind == .room || $0.kind == .program }
            return rooms.dropFirst().map { room in
                Finding(
                    "Package.swift", line: room.line, subject: "\(room.name)/\(library.name)",
                    "\(room.name) imports \(library.name), which belongs to \(rooms[0].name). Ask that room instead.")
            }
        }
    }
}
