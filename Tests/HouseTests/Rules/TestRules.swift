/// Tests mirror sources and say what they prove.
enum TestRules {
    static let testedFileLinesMin = 60

    static func mirroredTests(_ tree: SourceTree) -> [Finding] {
        let table = ModuleTable(tree)
        let rooms = table.modules.filter { $0.kind == .room }.compactMap { room -> Finding? in
            let expected = "Tests/" + room.path.dropFirst("Sources/".count) + "Tests"
            if table.modules.contains(where: { $0.kind == .test && $0.path == expected }) { return nil }
            return Finding(
                "Package.swift", line: room.line, subject: room.name,
                "\(room.name) has no row for \(expected). Every room has its tests in the mirrored folder.")
        }
        let empty = table.modules.filter { $0.kind == .test }.compactMap { module -> Finding? in
            let files = tree.files(under: module.path)
            if files.contains(where: { !tests(in: $0).isEmpty }) { return nil }
            return Finding(
                files.first?.path ?? module.path, subject: module.name,
                "\(module.name) holds no test. Write the first one.")
        }
        return rooms + empty
    }

    private static func tests(in file: SourceFile) -> [Declarations.FunctionDeclaration] {
        (file.swift?.declarations.functions ?? []).filter { $0.test != nil }
    }

    static func testNames(_ tree: SourceTree) -> [Finding] {
        tree.files(under: "Tests").flatMap { file in
            tests(in: file).compactMap { function in
                let name = function.test?.displayName ?? function.name
                let count = name.contains(" ") ? name.split(separator: " ").count : words(of: name).count
                guard count < 3 else { return nil }
                return Finding(
                    file.path, line: function.line, subject: function.name,
                    "`\(name)` is no sentence. A test is named by the rule that it proves, in three words or more.")
            }
        }
    }

    /// A source file of some length has a test that names something which it declares.
    static func testedFiles(_ tree: SourceTree) -> [Finding] {
        let named = Set(
            tree.files(under: "Tests").flatMap { file in
                (file.swift?.tokens ?? []).filter { $0.kind == .word }.map(\.text)
            })
        return tree.files(under: "Sources").compactMap { file in
            guard file.lineCount > testedFileLinesMin, let found = file.swift?.declarations else { return nil }
            let declared =
                found.types.flatMap { $0.name.split(separator: ".").map(String.init) } + found.functions.map(\.name)
            if declared.contains(where: named.contains) { return nil }
            return Finding(
                file.path, subject: file.stem,
                "No test names anything that this file declares. Test it, or give a reason in Exemptions.swift.")
        }
    }
}
