internal import Glibc

/// The text files of the project, or of a small example, by their path from the root.
struct SourceTree {
    let root: String
    let files: [SourceFile]

    init(root: String = "", files: [SourceFile]) {
        self.root = root
        self.files = files.sorted { $0.path < $1.path }
    }

    /// An example for the test of a rule.
    init(_ texts: [String: String]) {
        self.init(files: texts.map { SourceFile(path: $0.key, bytes: Array($0.value.utf8)) })
    }

    subscript(path: String) -> SourceFile? { files.first { $0.path == path } }

    var swiftFiles: [SourceFile] { files.filter { $0.suffix == "swift" } }

    func files(under folder: String) -> [SourceFile] { files.filter { $0.path.hasPrefix(folder + "/") } }

    /// The tree that this file belongs to, four steps up from here.
    static func project() -> SourceTree {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        let root = parts.dropLast(4).joined(separator: "/")
        let walk = FolderWalk(root: root)
        let files = mapInParallel(walk.paths()) { path in
            SourceFile(path: path, bytes: SourceFile.isText(path) ? walk.bytes(of: path) : [])
        }
        return SourceTree(root: root, files: files)
    }
}

/// Lists and reads what belongs to the project: everything below the root but build products and hidden folders.
private struct FolderWalk {
    let root: String

    func paths(in folder: String = "") -> [String] {
        guard let directory = opendir(root + "/" + folder) else { return [] }
        defer { closedir(directory) }
        var paths: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            let path = folder.isEmpty ? name : folder + "/" + name
            if entry.pointee.d_type == UInt8(DT_DIR) {
                if isEntered(name, in: folder) { paths += self.paths(in: path) }
            } else if name != ".git" {
                paths.append(path)
            }
        }
        return paths
    }

    private func isEntered(_ name: String, in folder: String) -> Bool {
        if folder.isEmpty && name == "output" { return false }
        return name == ".ci" || !(name.hasPrefix(".") || name == "__pycache__")
    }

    func bytes(of path: String) -> [UInt8] {
        let file = open(root + "/" + path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
            count = max(0, read(file, buffer.baseAddress, buffer.count))
        }
    }
}
