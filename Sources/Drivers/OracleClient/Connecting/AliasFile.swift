/// The aliases of a `tnsnames.ora`: names without regard to case, each with a descriptor or an EZConnect string.
/// Entries that cannot be read are passed over, so that one mistake does not take the others away.
package struct AliasFile: Hashable, Sendable {
    private var meanings: [String: String] = [:]
    /// Files that the text wants to have read too (IFILE), in order.
    package private(set) var includedFiles: [String] = []

    package init() {}

    /// Parses the text of a file. Of two entries with one name the later counts.
    package init(text: String) {
        for entry in AliasFile.entries(text) {
            guard let equals = entry.firstIndex(of: "=") else { continue }
            let meaning = ConnectString.trimmed(entry[entry.index(after: equals)...])
            for name in entry[..<equals].split(separator: ",") {
                let name = ConnectString.trimmed(name).uppercased()
                if name == "IFILE" {
                    includedFiles.append(meaning)
                } else if !name.isEmpty, !meaning.isEmpty {
                    meanings[name] = meaning
                }
            }
        }
    }

    package var names: [String] { meanings.keys.sorted() }

    package subscript(name: String) -> String? { meanings[name.uppercased()] }

    /// Takes the entries of another file in; those that are here already win.
    package mutating func include(_ other: AliasFile) {
        meanings.merge(other.meanings) { mine, _ in mine }
    }

    /// An entry begins in the first column and goes on in lines that begin with a blank or a bracket, and until its
    /// brackets are closed.
    private static func entries(_ text: String) -> [String] {
        var entries: [String] = []
        var current = ""
        var depth = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let code = line.prefix { $0 != "#" }
            guard code.contains(where: { !$0.isWhitespace }) else { continue }
            let continues = depth > 0 || code.first.map { $0.isWhitespace || $0 == "(" || $0 == ")" } ?? false
            if !continues || (current.isEmpty && depth == 0) {
                if !current.isEmpty { entries.append(current) }
                current = ""
                depth = 0
            }
            current += code + " "
            for character in code {
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
            }
            depth = max(0, depth)
        }
        if !current.isEmpty { entries.append(current) }
        return entries
    }
}
