/// The files of the console and the table that embeds them are the same set.
enum AssetRules {
    static let table = "Sources/Console/WebAssets/web_assets.c"
    static let folder = "Sources/Console/WebAssets/web"

    static func webAssets(_ tree: SourceTree) -> [Finding] {
        guard let text = tree[table]?.text else {
            return [Finding(table, "The table of the console's files is missing.")]
        }
        let embedded = Set(quoted(in: text, after: "#embed \""))
        let served = Set(quoted(in: text, after: "(\"/").map { "web/" + $0 })
        let present = Set(tree.files(under: folder).map { String($0.path.dropFirst(folder.count - 3)) })
        let forgotten = present.subtracting(embedded.intersection(served)).sorted().map { path in
            Finding(
                "Sources/Console/WebAssets/" + path, subject: path,
                "The file is not in web_assets.c, so no browser gets it. Give it an #embed and a row, or delete it.")
        }
        let absent = embedded.union(served).subtracting(present).sorted().map { path in
            Finding(table, subject: path, "\(path) is listed and does not exist. Remove its row and its #embed.")
        }
        return forgotten + absent
    }

    private static func quoted(in text: String, after mark: String) -> [String] {
        text.split(separator: mark, omittingEmptySubsequences: false).dropFirst().map {
            String($0.prefix { $0 != "\"" })
        }
    }
}
