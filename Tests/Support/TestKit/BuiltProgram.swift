internal import Glibc

/// The built `godwit` executable: `GODWIT_PROGRAM`, else the one beside the test bundle.
package enum BuiltProgram {
    package static let path: String = {
        if let named = getenv("GODWIT_PROGRAM"), named.pointee != 0 { return String(cString: named) }
        var bytes = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &bytes, bytes.count)
        let own = String(decoding: bytes.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let folder = own.lastIndex(of: "/").map { own[..<$0] } ?? "."
        return "\(folder)/godwit"
    }()
}
