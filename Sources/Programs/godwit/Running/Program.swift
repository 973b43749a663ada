internal import Glibc
internal import Model

/// This program's own executable.
enum Program {
    /// Its path, also after the file was replaced by an upgrade: then the new file at the same place.
    static func path() throws(Failure) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let n = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard n > 0 else {
            throw Failure(
                "PROGRAM-0001", "The program's own file cannot be found.", advice: "Check that /proc is mounted.")
        }
        let path = String(decoding: buffer[..<n].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let mark = " (deleted)"
        return path.hasSuffix(mark) ? String(path.dropLast(mark.count)) : path
    }
}
