internal import Glibc

/// One file of the project with what the rules ask of it.
struct SourceFile {
    /// From the root of the project, with `/`.
    let path: String
    let bytes: [UInt8]
    /// Tokens and declarations; nil when the file is not Swift.
    let swift: SwiftText?

    init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        swift = path.hasSuffix(".swift") ? SwiftText(bytes) : nil
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    var lines: [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    var lineCount: Int { bytes.count { $0 == UInt8(ascii: "\n") } }

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }

    var suffix: String { name.contains(".") ? name.split(separator: ".").last.map(String.init) ?? "" : "" }

    /// The name up to its first dot or plus: `Catalog` for `Catalog+Leases.swift`.
    var stem: String { name.split { $0 == "." || $0 == "+" }.first.map(String.init) ?? name }

    /// Columns of each line, counted in Unicode scalars, as the formatter nearly does.
    var columns: [Int] {
        var columns: [Int] = []
        var count = 0
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                columns.append(count)
                count = 0
            } else if byte & 0xC0 != 0x80 {
                count += 1
            }
        }
        if count > 0 { columns.append(count) }
        return columns
    }

    /// A quick look before lines are searched one by one.
    func contains(anyOf texts: [String]) -> Bool {
        let all = bytes.map { CChar(bitPattern: $0) } + [0]
        return texts.contains { strstr(all, $0) != nil }
    }

    static func isText(_ path: String) -> Bool {
        let binary = [".png", ".jpg", ".ico", ".woff2", ".woff", ".ttf", ".gz", ".sqlite3", ".whl", ".bin", ".pyc"]
        return !binary.contains { path.hasSuffix($0) }
    }
}
