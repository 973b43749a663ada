import Glibc
import Testing

/// Compares with a text file of the folder Golden. `GODWIT_REWRITE_GOLDEN=1` rewrites it.
func compareWithGolden(_ lines: [String], file: String) throws {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(1).joined(separator: "/")
    let path = folder + "/Golden/" + file
    let text = lines.joined(separator: "\n") + "\n"
    if getenv("GODWIT_REWRITE_GOLDEN") != nil {
        let written = try #require(fopen(path, "w"))
        fputs(text, written)
        fclose(written)
    }
    let opened = try #require(fopen(path, "r"), "no golden file \(path)")
    defer { fclose(opened) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let n = fread(&buffer, 1, buffer.count, opened), n > 0 { bytes += buffer[..<n] }
    let golden = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    for (line, expected) in zip(lines, golden) { #expect(line == expected) }
    #expect(lines.count == golden.count)
}
