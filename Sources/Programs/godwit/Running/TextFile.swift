internal import Glibc

/// A small text file that a person names on the command line.
enum TextFile {
    private static let bytesMax = 64 << 20

    static func read(_ path: String) throws(NotFound) -> String {
        guard let file = fopen(path, "r") else {
            throw NotFound("The file \(path) cannot be read: \(String(cString: strerror(errno))).")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < bytesMax {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw NotFound("The file \(path) is no text in UTF-8.")
        }
        return text
    }
}
