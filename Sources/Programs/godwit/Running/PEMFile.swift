internal import Glibc
internal import Model
internal import Processes

/// A certificate or key as the operator gave it.
enum PEMFile {
    static func read(_ path: String) throws(Failure) -> String {
        let text = RotatingLog.tail(of: path, bytes: 1 << 20)
        guard text.contains("-----BEGIN ") else {
            throw Failure(
                "SERVE-0001", "The file \(path) is no PEM file that can be read.",
                advice: "Give a file that starts with -----BEGIN, readable by this user.",
                detail: access(path, R_OK) == 0 ? nil : String(cString: strerror(errno)))
        }
        return text
    }
}
