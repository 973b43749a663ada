/// How large things may grow before a noun must be found to cut them by.
enum SizeRules {
    static let fileLinesMax = 700
    static let testFileLinesMax = 1_200
    static let functionLinesMax = 70
    static let columnsMax = 120
    static let parametersMax = 8
    static let storedPropertiesMax = 20
    static let filesPerFolderMax = 20
    static let webFilesPerFolderMax = 30
    static let webFileLinesMax = 700
    static let webColumnsMax = 140

    static func fileLength(_ tree: SourceTree) -> [Finding] {
        tree.files.compactMap { file in
            guard ["swift", "c", "h", "sh", "py"].contains(file.suffix) else { return nil }
            let limit = file.path.hasPrefix("Tests/") ? testFileLinesMax : fileLinesMax
            guard file.lineCount > limit else { return nil }
            return Finding(
                file.path, line: limit + 1, "\(file.lineCount) lines, \(limit) are the limit. Cut the file by a noun.")
        }
    }

    static func functionLength(_ tree: SourceTree) -> [Finding] {
        functions(tree).compactMap { path, function in
            guard function.lineCount > functionLinesMax else { return nil }
            return Finding(
                path, line: function.line, subject: function.name,
                "`\(function.name)` has \(function.lineCount) lines, \(functionLinesMax) are the limit. "
                    + "Give its steps names of their own.")
        }
    }

    static func lineLength(_ tree: SourceTree) -> [Finding] {
        tree.files.filter { ["swift", "c", "h", "sh", "py"].contains($0.suffix) || $0.folder == "scripts" }
            .flatMap { longLines($0, limit: columnsMax) }
    }

    private static func longLines(_ file: SourceFile, limit: Int) -> [Finding] {
        file.columns.enumerated().filter { $0.element > limit }.map { index, columns in
            Finding(file.path, line: index + 1, "\(columns) columns, \(limit) are the limit. Break the line.")
        }
    }

    /// An initializer that takes nothing but the stored properties of its type is as wide as the type.
    static func parameterCount(_ tree: SourceTree) -> [Finding] {
        tree.swiftFiles.flatMap { file -> [Finding] in
            guard let found = file.swift?.declarations else { return [] }
            return found.functions.compactMap { function in
                guard function.parameters.count > parametersMax else { return nil }
                let stored = function.owner.map { found.types[$0].storedProperties } ?? []
                if function.name == "init", Set(function.parameters).isSubset(of: stored) { return nil }
                return Finding(
                    file.path, line: function.line, subject: function.name,
                    "`\(function.name)` takes \(function.parameters.count) parameters, \(parametersMax) are the limit. "
                        + "Some of them are one thing: give it a type.")
            }
        }
    }

    static func storedProperties(_ tree: SourceTree) -> [Finding] {
        tree.swiftFiles.flatMap { file in
            (file.swift?.declarations.types ?? []).compactMap { type in
                let count = type.storedProperties.count
                guard count > storedPropertiesMax else { return nil }
                return Finding(
                    file.path, line: type.line, subject: type.name,
                    "`\(type.name)` stores \(count) properties, \(storedPropertiesMax) are the limit. "
                        + "A noun is missing: group what belongs together.")
            }
        }
    }

    static func filesPerFolder(_ tree: SourceTree) -> [Finding] {
        let code = tree.files.filter { $0.path.hasPrefix("Sources/") || $0.path.hasPrefix("Tests/") }
        return Dictionary(grouping: code, by: \.folder).compactMap { folder, files in
            let limit = folder.contains("/web/") ? webFilesPerFolderMax : filesPerFolderMax
            guard files.count > limit else { return nil }
            return Finding(
                folder, "\(files.count) files in one folder, \(limit) are the limit. Make folders by concept.")
        }
    }

    static func webFileSize(_ tree: SourceTree) -> [Finding] {
        tree.files.filter { ["js", "css"].contains($0.suffix) && $0.path.hasPrefix("Sources/") }.flatMap { file in
            let long = longLines(file, limit: webColumnsMax)
            guard file.lineCount > webFileLinesMax else { return long }
            return long + [
                Finding(
                    file.path, line: webFileLinesMax + 1,
                    "\(file.lineCount) lines, \(webFileLinesMax) are the limit. Cut the file by a noun.")
            ]
        }
    }

    private static func functions(_ tree: SourceTree) -> [(String, Declarations.FunctionDeclaration)] {
        tree.swiftFiles.flatMap { file in (file.swift?.declarations.functions ?? []).map { (file.path, $0) } }
    }
}
